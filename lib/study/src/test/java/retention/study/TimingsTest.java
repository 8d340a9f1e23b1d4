package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTest {

    private static final int STAGES = 40;

    /** Times stages of its own, in a JVM of its own. */
    static final class Stages {

        private Stages() {}

        public static void main(String[] arguments) {
            var timings = new Timings(Path.of(arguments[0]));
            for (int stage = 0; stage < STAGES; stage++) {
                timings.of(arguments[1] + stage, () -> 1);
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void knowsWhatAnotherOneTimed() {
        var file = folder.resolve("new").resolve("timings.json");
        assertThat(new Timings(file).of("one", () -> "result")).isEqualTo("result");
        new Timings(file).of("two", () -> 2);
        assertThat(new Timings(file).secondsByStage()).containsOnlyKeys("one", "two");
    }

    @Test
    void losesNoStageWhereThreadsAndProcessesTimeAtOnce() throws IOException, InterruptedException {
        var file = folder.resolve("timings.json");
        var processes = List.of(start(file, "first"), start(file, "second"));
        var timings = new Timings(file);
        IntStream.range(0, STAGES).parallel().forEach(stage -> timings.of("here" + stage, () -> 1));
        for (var process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(timings.secondsByStage()).hasSize(3 * STAGES);
    }

    @Test
    void takesAFileThatIsNoTimingsForNone() throws IOException {
        var file = folder.resolve("timings.json");
        for (var damaged : List.of("", "{\"one\": 1.", "[]", "{\"one\": \"x\"}", "{\"one\": null}")) {
            Files.writeString(file, damaged);
            assertThat(new Timings(file).secondsByStage()).as(damaged).isEmpty();
            new Timings(file).of("two", () -> 2);
            assertThat(new Timings(file).secondsByStage()).as(damaged).containsOnlyKeys("two");
        }
        Files.write(file, new byte[] {(byte) 0xff});
        assertThat(new Timings(file).secondsByStage()).isEmpty();
    }

    private static Process start(Path file, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stages.class.getName(),
                        file.toString(),
                        name)
                .inheritIO()
                .start();
    }
}
