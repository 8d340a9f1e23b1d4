package retention.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.MavenMagic;

/**
 * JJava's kernel, which answers the cells that wait as aborted after an error or an interrupt, as Jupyter's protocol asks; ends what
 * an interrupted cell computes; and says which cell makes a name that is not there yet.
 */
final class StudyKernel extends JavaKernel {

    private static final String NAME = "JJava";

    /** Names in the messages of the compiler, of JShell, and of Java where a variable of a cell that failed is null. */
    private static final Pattern MISSING = Pattern.compile(
            "symbol: +(?:variable|method|class) (\\w+)|^(?:variable|method|class) (\\w+)|because \"REPL\\.[^\"]*\\.(\\w+)\" is null");

    /** What Tablesaw says. */
    private static final Pattern NO_COLUMN =
            Pattern.compile("^Column (.+) (?:does not exist|is not present) in table ");

    /** What the compiler says of a constant that is not there, and of something else in its place. */
    private static final Pattern NO_CONSTANT = Pattern.compile(
            "(?:symbol: +variable \\w+\\s+location: (?:class|interface)|cannot be converted to) ([\\w.]+)");

    /** A variable, or what it returns without arguments, that is asked for something: all before the parenthesis. */
    private static final String TABLE = "(?s)\\b([a-z]\\w*(?:\\.\\w+\\(\\))*)\\.\\w*";

    private final Evaluator evaluator;
    private final Notebooks notebooks = new Notebooks(Path.of(""));
    private Connection connection;
    private boolean failed;

    private StudyKernel(
            String version,
            LanguageInfo language,
            JupyterIO io,
            CommManager comms,
            Renderer renderer,
            MagicsResolver resolver,
            MagicsRegistry magics,
            StringStyler styler,
            JShell shell,
            Evaluator evaluator) {
        super(
                NAME, version, language, List.of(), null, io, comms, renderer, resolver, magics, true, styler, shell,
                evaluator);
        this.evaluator = evaluator;
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection jupyter) {
        connection = (Connection) jupyter;
        super.becomeHandlerForConnection(jupyter);
    }

    @Override
    protected synchronized void handleExecuteRequest(
            ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        failed = false;
        notebooks.begins(message.getContent().getCode());
        evaluator.begin();
        super.handleExecuteRequest(environment, message);
        evaluator.end();
        if (!failed) {
            notebooks.ends();
        } else if (message.getContent().shouldStopOnError()) {
            // Before Jupyter hears of the error: what it sends afterwards was meant to be run.
            var waiting = connection.takeWaiting();
            environment.resolveDeferrals();
            waiting.forEach(this::answer);
        }
    }

    private void answer(Message<?> message) {
        if (message.getHeader().getType() == MessageType.EXECUTE_REQUEST) {
            connection.abort(message);
        } else {
            connection.handle(message);
        }
    }

    /** Called where a cell fails, and only there. */
    @Override
    protected List<String> formatError(Throwable error) {
        failed = true;
        if (error instanceof EvaluationInterruptedException) {
            boolean ended = Computation.end();
            // What it was about to show is of this cell, not of the next.
            io.out.flush();
            io.err.flush();
            return List.of(
                    errorStyler.secondary(
                            ended
                                    ? "Interrupted."
                                    : "Interrupted, but what the cell computes does not end. Restart the kernel: Kernel, Restart Kernel."));
        }
        var messages = messages(error);
        var known = Stream.concat(
                        getJShell().variables().map(VarSnippet::name),
                        getJShell().methods().map(MethodSnippet::name))
                .toList();
        var missing = messages.stream().flatMap(StudyKernel::missing).distinct().toList();
        var lines = new ArrayList<String>();
        Stream.of(
                        notebooks.hints(missing, known).stream(),
                        messages.stream().flatMap(this::columns),
                        messages.stream().flatMap(this::constants),
                        messages.stream().flatMap(Mistakes::remedies))
                .flatMap(hints -> hints)
                .forEach(hint -> lines.add(errorStyler.secondary(hint)));
        if (error.getCause() instanceof EvalException thrown) {
            lines.addAll(lines(thrown));
        } else if (error.getCause() instanceof UnresolvedReferenceException reference) {
            lines.add(errorStyler.secondary("UnresolvedReferenceException: `%s` uses what is not there yet: %s."
                    .formatted(reference.getSnippet().name(), String.join(", ", messages))));
        } else {
            lines.addAll(super.formatError(error));
        }
        return lines;
    }

    /** What was thrown, and where in the library: neither the machinery that runs cells nor the same message twice. */
    private List<String> lines(EvalException thrown) {
        var name = thrown.getExceptionClassName();
        var lines = new ArrayList<String>();
        lines.add(errorStyler.secondary(name.substring(name.lastIndexOf('.') + 1) + ": " + Evaluator.message(thrown)));
        // JShell leaves the class out where a frame is of a cell.
        Stream.of(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().isEmpty())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .forEach(frame -> lines.add("    at " + frame));
        return lines;
    }

    private List<String> messages(Throwable error) {
        if (error instanceof CompilationException failure) {
            return getJShell()
                    .diagnostics(failure.getBadSnippetCompilation().snippet())
                    .map(diagnostic -> diagnostic.getMessage(null))
                    .toList();
        }
        if (error.getCause() instanceof UnresolvedReferenceException reference) {
            return getJShell().unresolvedDependencies(reference.getSnippet()).toList();
        }
        if (error instanceof IncompleteSourceException) {
            return List.of("Incomplete input");
        }
        return error.getCause() instanceof EvalException thrown ? List.of(Evaluator.message(thrown)) : List.of();
    }

    /** Where a table of the cell lacks a column, those that it has. */
    private Stream<String> columns(String message) {
        var missing = NO_COLUMN.matcher(message);
        if (!missing.find()) {
            return Stream.empty();
        }
        // The name stands there, or a variable that holds it.
        return Stream.of(TABLE + "\\([^)]*\"" + Pattern.quote(missing.group(1)) + "\"", TABLE + "[cC]olumns?\\(\\w+\\)")
                .flatMap(asked ->
                        Pattern.compile(asked).matcher(notebooks.latest()).results())
                .limit(1)
                .flatMap(asked -> columnsOf(asked.group(1)));
    }

    private Stream<String> columnsOf(String table) {
        try {
            return Stream.of("`%s` has these columns: %s".formatted(table, doEval(table + ".columnNames()")));
        } catch (RuntimeException other) {
            return Stream.empty();
        }
    }

    /** Where an enum lacks a constant, those that it has. */
    private Stream<String> constants(String message) {
        var missing = NO_CONSTANT.matcher(message);
        if (!missing.find()) {
            return Stream.empty();
        }
        try {
            return Stream.of("`%s` has these constants: %s"
                    .formatted(
                            missing.group(1),
                            doEval("java.util.stream.Stream.of(%s.values()).map(Enum::name).toList()"
                                    .formatted(missing.group(1)))));
        } catch (RuntimeException noEnum) {
            return Stream.empty();
        }
    }

    private static Stream<String> missing(String message) {
        return MISSING.matcher(message)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2), found.group(3)))
                .filter(name -> name != null);
    }

    /** Makes the kernel with the magics of JJava that notebooks of any Java kernel have, and its Maven. */
    static final class Builder extends JavaKernelBuilder<Builder, StudyKernel> {

        @Override
        public StudyKernel build() {
            lineMagic("classpath", new ClasspathMagic());
            lineMagic("load", new LoadMagic());
            lineMagic("time", new TimeMagic());
            // Maven's classes are many, and most sessions need none.
            lineMagic("maven", (JavaKernel kernel, List<String> arguments) -> new MavenMagic(
                            new MavenDependencyResolver())
                    .eval(kernel, arguments));
            var evaluator = new Evaluator(NAME);
            return new StudyKernel(
                    buildVersion(),
                    buildLanguageInfo(),
                    buildJupyterIO(buildJupyterIOEncoding()),
                    buildCommManager(),
                    buildRenderer(),
                    buildMagicsResolver(buildMagicTranspiler()),
                    buildMagicsRegistry(),
                    buildErrorStyler(),
                    buildJShell(evaluator),
                    evaluator);
        }
    }
}
