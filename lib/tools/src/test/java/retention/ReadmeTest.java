package retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.project.Project;

/** The examples in the modules' READMEs run as they stand, and print what they say. */
class ReadmeTest {

    private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)```");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"numerics | AUC 0.", "study | users,", "study | AUC of a coin: 0.", "tools | retained users"})
    void exampleRuns(String module, String printed) throws IOException {
        var text = Files.readString(Project.find().root().resolve("lib/%s/README.md".formatted(module)));
        var out = new ByteArrayOutputStream();
        var wrong = new ArrayList<String>();
        try (var print = new PrintStream(out, true, StandardCharsets.UTF_8);
                var shell = JShell.builder().executionEngine("local").out(print).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            var standard = System.out;
            System.setOut(print);
            try {
                for (var code : CODE.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .map(block -> block.substring(8, block.length() - 3))
                        .toList()) {
                    wrong.addAll(run(shell, code));
                }
            } finally {
                System.setOut(standard);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(printed);
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
