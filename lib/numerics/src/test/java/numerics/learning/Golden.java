package numerics.learning;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Python's libraries do, as the scripts in {@code src/test/golden/model} wrote it down. */
@SuppressWarnings("ArrayRecordComponent") // read from JSON and never compared as a whole
public final class Golden {

    public record Sequence(String name, double[] val_loss, int epochs_run, int best_epoch, double[] learning_rates) {
        @Override
        public String toString() {
            return name;
        }
    }

    public record Recorded(
            double[] loss, double[] accuracy, double[] val_loss, double[] val_accuracy, double[] learning_rate) {}

    public record Run(String name, Recorded history, List<float[]> weights, double[] probabilities) {}

    public record Training(
            int rows,
            int batch,
            int epochs,
            double learning_rate,
            double[] class_weights,
            float[][] x,
            int[] y,
            List<float[]> start,
            List<Run> runs) {

        public Run run(String name) {
            return runs.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
        }
    }

    public record Network(long parameters, long trainable, List<List<Object>> layers, double glorot_limit) {}

    public record Scaler(float[][] rows, int fitted_on, double[] mean, double[] scale, double[][] transformed) {}

    public record Firth(
            String name,
            float[][] x,
            int[] y,
            double level,
            double[] coefficients,
            double[] standard_errors,
            double[] p,
            double[] lower,
            double[] upper,
            double intercept,
            double[] probabilities) {

        public LabelledMatrix rows() {
            return labelled(x, y);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public record Logit(float[][] x, int[] y, double intercept, double[] coefficients, double[] standard_errors) {

        public LabelledMatrix rows() {
            return labelled(x, y);
        }
    }

    private Golden() {}

    private static LabelledMatrix labelled(float[][] x, int[] y) {
        var labels = new boolean[y.length];
        for (int i = 0; i < y.length; i++) {
            labels[i] = y[i] == 1;
        }
        return new LabelledMatrix(FeatureMatrix.numbered("x", x), labels);
    }

    public static <T> T read(String file, Class<T> type) {
        try (var in = new InputStreamReader(
                Golden.class.getResourceAsStream("/golden/model/" + file), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
