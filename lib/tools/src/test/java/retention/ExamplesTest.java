package retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import retention.project.Project;

/** The examples in the modules' READMEs and in the comment of each package run as they stand, and print what they say. */
class ExamplesTest {

    private static final Path LIBRARY = Project.find().root().resolve("lib");
    private static final Pattern README_CODE = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern PACKAGE_CODE = Pattern.compile("(?s)<pre>\\{@code\n(.*?)}</pre>");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"numerics | AUC 0.", "study | users,", "study | AUC of a coin: 0.", "tools | retained users"})
    void exampleOfAModuleRuns(String module, String printed) throws IOException {
        var text = Files.readString(LIBRARY.resolve(module).resolve("README.md"));
        assertThat(printed(blocks(README_CODE, text))).contains(printed);
    }

    static Stream<Path> packages() throws IOException {
        var found = new ArrayList<Path>();
        for (var module : List.of("numerics", "study", "tools")) {
            try (var files = Files.walk(LIBRARY.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.endsWith("package-info.java")).forEach(found::add);
            }
        }
        return found.stream().map(LIBRARY::relativize).sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void exampleOfAPackagePrintsWhatStandsBelowIt(Path file) throws IOException {
        var comment = Files.readString(LIBRARY.resolve(file)).replaceAll("(?m)^ \\* ?", "");
        var blocks = blocks(PACKAGE_CODE, comment);
        assertThat(blocks).as("code, and what it prints").hasSize(2);
        assertThat(printed(blocks.subList(0, 1))).isEqualToNormalizingWhitespace(blocks.get(1));
    }

    private static List<String> blocks(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** What code prints in a JShell with the class path of this test, which fails if a snippet is refused or throws. */
    private static String printed(List<String> blocks) {
        var out = new ByteArrayOutputStream();
        var wrong = new ArrayList<String>();
        try (var print = new PrintStream(out, true, StandardCharsets.UTF_8);
                var shell = JShell.builder().executionEngine("local").out(print).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            shell.eval("import java.util.*;");
            var standard = System.out;
            System.setOut(print);
            try {
                for (var code : blocks) {
                    wrong.addAll(run(shell, code));
                }
            } finally {
                System.setOut(standard);
            }
        }
        assertThat(wrong).isEmpty();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What each snippet of some code was refused for. */
    private static List<String> run(JShell shell, String code) {
        var wrong = new ArrayList<String>();
        var rest = code;
        while (!rest.isBlank()) {
            var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source())) {
                if (event.status() == Snippet.Status.REJECTED || event.exception() != null) {
                    wrong.add(event.snippet().source() + ": " + event.exception()
                            + shell.diagnostics(event.snippet())
                                    .map(each -> each.getMessage(null))
                                    .toList());
                }
            }
            rest = next.remaining();
        }
        return wrong;
    }
}
