package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private static final int STAGES = 40;

    /** Times stages of its own, in a JVM of its own. */
    static final class Stages {

        private Stages() {}

        public static void main(String[] arguments) {
            var timings = new Store(Path.of(arguments[0]));
            for (int stage = 0; stage < STAGES; stage++) {
                timings.timed(arguments[1] + stage, () -> 1);
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void knowsWhatAnotherOneTimed() {
        var there = folder.resolve("new");
        assertThat(new Store(there).<String>timed("one", () -> "result")).isEqualTo("result");
        new Store(there).timed("two", () -> 2);
        assertThat(new Store(there).secondsByStage()).containsOnlyKeys("one", "two");
    }

    @Test
    void keepsTheSecondsOfTheRunThatComputedWhereTheNextOneLooksUp() {
        var store = new Store(folder);
        store.note("embeddings", 90, 100, 100);
        store.note("embeddings", 0.1, 0, 100);
        assertThat(store.secondsByStage()).isEqualTo(Map.of("embeddings", 90.0));
    }

    @Test
    void addsTheSecondsOfRunsThatComputeAPartEach() {
        var store = new Store(folder);
        store.note("embeddings", 50, 60, 100);
        store.note("embeddings", 30, 40, 100);
        assertThat(store.secondsByStage()).isEqualTo(Map.of("embeddings", 80.0));
        store.note("embeddings", 70, 100, 100);
        assertThat(store.secondsByStage()).isEqualTo(Map.of("embeddings", 70.0));
    }

    @Test
    void losesNoStageWhereThreadsAndProcessesTimeAtOnce() throws IOException, InterruptedException {
        var processes = List.of(start(folder, "first"), start(folder, "second"));
        var timings = new Store(folder);
        IntStream.range(0, STAGES).parallel().forEach(stage -> timings.timed("here" + stage, () -> 1));
        for (var process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(timings.secondsByStage()).hasSize(3 * STAGES);
    }

    @Test
    void passesOverALineThatIsNoTiming() throws IOException {
        var file = folder.resolve("timings.tsv");
        for (var damaged : List.of("\n", "one\n", "one\tx\n", "one\t1.5\tmore\n", "\t1.5\n", "\u00ff\n")) {
            Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);
            assertThat(new Store(folder).secondsByStage()).as(damaged).isEmpty();
            new Store(folder).timed("two", () -> 2);
            assertThat(new Store(folder).secondsByStage()).as(damaged).containsOnlyKeys("two");
        }
    }

    @Test
    void givesBackWhatWasWrittenAndNothingForADamagedFile() throws IOException {
        var store = new Store(folder);
        store.write("value.json", List.of(1.5, 1e-300));
        assertThat(store.<double[]>read("value.json", double[].class)).hasValue(new double[] {1.5, 1e-300});
        for (var damaged : List.of("", "{", "null", "[1, \"x\"]")) {
            Files.writeString(folder.resolve("value.json"), damaged);
            assertThat(store.<double[]>read("value.json", double[].class))
                    .as(damaged)
                    .isEmpty();
        }
    }

    private static Process start(Path folder, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stages.class.getName(),
                        folder.toString(),
                        name)
                .inheritIO()
                .start();
    }
}
