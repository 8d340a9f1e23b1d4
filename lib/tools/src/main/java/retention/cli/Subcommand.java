package retention.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import numerics.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import retention.posts.PostStream;
import retention.posts.Posts;
import retention.posts.Reading;
import retention.posts.UnusableFileException;
import retention.study.StudySettings;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** What all commands have in common: results go to standard output, what is said about them to standard error. */
@Command(showDefaultValues = true)
abstract class Subcommand implements Callable<Void> {

    /** How many problems of one kind a command lists. */
    static final int LISTED = 1_000;

    private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    /** All but line ends and tabs. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029&&[^\\n\\r\\t]]");

    @Spec
    private CommandSpec spec;

    /** Does what the command is for. */
    abstract void run() throws IOException;

    @Override
    public final Void call() throws IOException {
        run();
        return null;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints one line, formatted in the same way on every machine. */
    final void print(String format, Object... values) {
        out().println(visible(String.format(Locale.ROOT, format, values)));
    }

    /** A text in which what would move a terminal's cursor or turn its text, as names of files may, is shown as {@code \}{@code u001b}. */
    static String visible(String text) {
        return HIDDEN.matcher(text)
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
    }

    /** Prints a whole table, its numbers with up to four decimals, and an empty line. */
    final void print(Table table) {
        for (var column : table.columns()) {
            if (column instanceof NumberColumn<?, ?> numbers) {
                // Each needs its own, since a formatter remembers the type of its column.
                numbers.setPrintFormatter(new NumberColumnFormatter(new DecimalFormat("0.####", SYMBOLS)));
            }
        }
        print("%s%n", table.printAll());
    }

    /** Says every few seconds, and in the end, how many of these steps are done: a line of standard error, be it a terminal or a log. */
    final Progress progress(String steps) {
        var said = new AtomicLong(System.nanoTime());
        return (done, total) -> {
            long now = System.nanoTime();
            if (done == total || now - said.get() >= NANOS_BETWEEN_LINES) {
                said.set(now);
                err().printf(Locale.ROOT, "%,d of %,d %s%n", done, total, steps);
                err().flush();
            }
        };
    }

    /**
     * Refuses to write over what a command reads, and over any posts, since raw data are not changed.
     *
     * @throws IllegalArgumentException if the place is one of these files
     */
    final void refuseToOverwrite(Path out, List<Path> inputs) throws IOException {
        if (!Files.isRegularFile(out)) {
            return;
        }
        boolean read = false;
        for (var input : inputs) {
            read |= Files.exists(input) && Files.isSameFile(input, out);
        }
        if (read || holdsPosts(out)) {
            throw new IllegalArgumentException(
                    "--out %s is a file of posts that would be lost: name another one, or delete it first."
                            .formatted(out));
        }
    }

    private static boolean holdsPosts(Path file) {
        try {
            return !Posts.read(file).posts().isEmpty();
        } catch (UnusableFileException noPosts) {
            return false;
        }
    }

    /** A command that reads posts. */
    abstract static class OfPosts extends Subcommand {

        @Parameters(
                arity = "1..*",
                paramLabel = "FILE",
                description = {
                    "Files of posts, folders of them, or - for standard input:",
                    "CSV, TSV, JSON, JSON Lines, Excel, each also gzipped."
                })
        private List<Path> files;

        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description = "Columns, zone and months (default: study.properties in the project's folder).")
        private Path settings;

        final List<Path> files() {
            if (files.contains(Path.of(""))) {
                throw new IllegalArgumentException(
                        "The name of a file is empty; expected the path of a file of posts.");
            }
            return files;
        }

        final StudySettings settings() {
            return settings == null ? StudySettings.find() : StudySettings.read(settings);
        }

        final Period period() {
            return settings().period();
        }

        /** Reads the posts; what was decided on the way and what was set aside goes to standard error. */
        final Posts posts() {
            var posts = settings().posts(files());
            tell(
                    posts.notes(),
                    posts.quarantined().size() + posts.unreadableCounts().size(),
                    posts::summary);
            return posts;
        }

        /** The same for posts that are taken one after another. */
        final Reading stream(PostStream.Sink sink) {
            var reading = settings().stream(files(), LISTED, sink);
            tell(reading.notes(), reading.quarantined() + reading.unreadableCounts(), reading::summary);
            return reading;
        }

        private void tell(List<String> notes, long problems, Supplier<String> summary) {
            notes.forEach(note -> err().println(visible(note)));
            if (problems > 0) {
                err().println(visible(summary.get()) + " bin/retention check lists them.");
            }
        }
    }

    /** A command about the users of some posts, by one of the two protocols. */
    abstract static class OfUsers extends OfPosts {

        @Option(names = "--protocol", defaultValue = "corrected", description = "Rules: as_published or corrected.")
        private Protocol protocol;

        final Protocol protocol() {
            return protocol;
        }

        final Users users() {
            return Users.of(posts(), protocol, period());
        }
    }
}
