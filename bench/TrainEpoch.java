import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.learning.FeatureMatrix;
import numerics.learning.Fits;
import numerics.learning.LabelledMatrix;
import retention.model.NetworkTrainer;
import retention.model.PublishedNetwork;
import retention.model.PyTorchEngine;
import retention.model.TrainedNetwork;
import retention.model.TrainingSettings;

/**
 * Seconds of an epoch of the published network, validation included, on random rows of the study's shape; its peer is {@code
 * peers/train_keras.py}.
 *
 * <pre>java -cp "build/jars/*" bench/TrainEpoch.java [rows] [features] [batch] [epochs] [networks]</pre>
 *
 * More than one network are trained side by side on all cores, as cross-validation does.
 */
class TrainEpoch {

    public static void main(String... arguments) {
        var numbers = new int[] {3249, 772, 16, 12, 1};
        Arrays.setAll(numbers, i -> i < arguments.length ? Integer.parseInt(arguments[i]) : numbers[i]);
        int epochs = numbers[3];
        var random = new Random(42);
        var rows = new float[numbers[0]][numbers[1]];
        var labels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian();
            }
            labels[i] = random.nextDouble() < 0.2;
        }
        var data = new LabelledMatrix(FeatureMatrix.numbered("x", rows), labels);
        // So patient that no epoch is left out.
        var settings = new TrainingSettings(numbers[2], epochs, 1e-3, epochs, epochs, 0.5, false, false);
        long begin = System.nanoTime();
        PyTorchEngine.start();
        long started = System.nanoTime();
        var trainer = new NetworkTrainer(PublishedNetwork::create, settings);
        var cpu = new long[epochs + 1];
        var clock = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Progress ends = (done, total) -> cpu[done] = clock.getProcessCpuTime();
        var histories = Fits.run(IntStream.range(0, numbers[4])
                .<Supplier<TrainedNetwork.History>>mapToObj(seed -> () -> {
                    try (var network = trainer.fit(data.holdOutLast(0.2), seed, seed == 0 ? ends : Progress.NONE)) {
                        return network.history();
                    }
                })
                .toList(), Progress.NONE);
        double seconds = (System.nanoTime() - started) / 1e9;
        // The first epochs compile.
        int cold = epochs / 2;
        var warm = histories.stream().flatMap(history -> history.epochs().stream().skip(cold))
                .mapToDouble(TrainedNetwork.Epoch::seconds).sorted().toArray();
        System.out.printf(Locale.ROOT,
                "start %.2f s, first epoch %.3f s, median epoch %.4f s, processor time of an epoch %.4f s, all %.2f s, last loss %s%n",
                (started - begin) / 1e9, histories.get(0).epochs().get(0).seconds(), warm[warm.length / 2],
                (cpu[epochs] - cpu[cold]) / 1e9 / (epochs - cold), seconds,
                histories.get(0).epochs().get(epochs - 1).validationLoss());
    }
}
