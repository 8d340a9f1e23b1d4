package retention.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.project.Project;

class PyTorchEngineTest {

    /** What a notebook does, in a JVM of its own. */
    static final class Training {

        private Training() {}

        public static void main(String[] none) {
            var settings = TrainingSettings.AS_RUN.withEpochs(2);
            var data = RandomRows.learnable(60, 5, 0.5, 1);
            try (var network = new NetworkTrainer(PublishedNetwork::create, settings).fit(data.holdOutLast(0.2), 42)) {
                if (network.predict(data.features()).length != 60) {
                    throw new AssertionError("60 rows, 60 predictions");
                }
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void isTheDefaultBesideTensorFlow() {
        assertThat(PyTorchEngine.start().getEngineName()).isEqualTo("PyTorch");
        assertThat(Engine.getAllEngines()).contains("PyTorch", "TensorFlow");
        assertThat(Engine.getDefaultEngineName()).isEqualTo("PyTorch");
    }

    @Test
    void trainsWithoutAWordAndWithoutATraceInTheUsersHome() throws IOException, InterruptedException {
        var home = Files.createDirectory(folder.resolve("home"));
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Duser.home=" + home,
                        "-D" + Project.ROOT_PROPERTY + "=" + Project.find().root(),
                        Training.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        List.of("DJL_OFFLINE", "OPT_OUT_TRACKING", "TF_CPP_MIN_LOG_LEVEL", "DJL_CACHE_DIR", "JAVA_TOOL_OPTIONS")
                .forEach(builder.environment()::remove);

        var process = builder.start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEmptyFile();
        assertThat(process.exitValue()).isZero();
        try (var files = Files.list(home)) {
            assertThat(files.toList()).isEmpty();
        }
    }
}
