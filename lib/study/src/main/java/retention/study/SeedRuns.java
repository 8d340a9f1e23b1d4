package retention.study;

import ai.djl.nn.Block;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.evaluation.ConfusionMatrix;
import numerics.evaluation.Metrics;
import numerics.learning.Fits;
import numerics.learning.LabelledMatrix;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import retention.model.NetworkTrainer;
import tech.tablesaw.api.Table;

/**
 * The same network trained with many seeds and judged each time on the users that it learned from, as published.
 *
 * @param runs one per seed, 1 or more
 * @param first the probability that the network of the first seed gives each user, in the order of {@link Study#users}
 */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record SeedRuns(List<Run> runs, double[] first) {

    /**
     * One of them.
     *
     * @param seed of initial weights, order of the rows and dropout
     * @param epochs that were run
     * @param accuracy at the threshold of the protocol
     * @param auc over all users
     * @param named how many users get a probability of the threshold or more
     */
    public record Run(int seed, int epochs, double accuracy, double auc, int named) {}

    /** @throws IllegalArgumentException if there is none */
    public SeedRuns {
        Check.that(!runs.isEmpty(), "No run, expected one or more.");
        runs = List.copyOf(runs);
        Objects.requireNonNull(first);
    }

    /**
     * Trains the network with the seeds of a protocol, from {@link NetworkProtocol#FIRST_SEED} on.
     *
     * @param data features as they are before scaling: all users scale, and all are judged
     * @throws IllegalArgumentException if the protocol names no threshold
     */
    public static SeedRuns of(
            LabelledMatrix data, Supplier<Block> network, NetworkProtocol protocol, Progress progress) {
        Check.that(
                protocol.threshold().isPresent(),
                "The protocol %s has no threshold of its own, expected one that is judged as published.",
                protocol.name());
        double threshold = protocol.threshold().getAsDouble();
        var scaled = NetworkProtocol.scaledByAll(data);
        var training = protocol.training();
        var trainer = new NetworkTrainer(network, training);
        var first = new double[data.rows()];
        var fits = IntStream.range(NetworkProtocol.FIRST_SEED, NetworkProtocol.FIRST_SEED + protocol.seeds())
                .mapToObj(seed -> (Supplier<Run>) () -> {
                    try (var trained = trainer.fit(training.split(scaled, seed), seed)) {
                        var probabilities = trained.predict(scaled.features());
                        if (seed == NetworkProtocol.FIRST_SEED) {
                            System.arraycopy(probabilities, 0, first, 0, first.length);
                        }
                        var found = ConfusionMatrix.at(threshold, scaled.labels(), probabilities);
                        int epochs = trained.history().epochs().size();
                        double accuracy = found.accuracy().value();
                        double auc = Metrics.aucRoc(scaled.labels(), probabilities);
                        return new Run(seed, epochs, accuracy, auc, found.predictedPositives());
                    }
                })
                .toList();
        return new SeedRuns(Fits.run(fits, progress), first);
    }

    /** The share of seeds, 0..1, with which the network names anybody. */
    public double shareNaming() {
        return runs.stream().filter(run -> run.named() > 0).count() / (double) runs.size();
    }

    /**
     * A quantile over the seeds, linear between two of them as NumPy's.
     *
     * @param figure such as {@code Run::auc}
     * @param percent of seeds below it, above 0 and at most 100
     */
    public double percentile(ToDoubleFunction<Run> figure, double percent) {
        var figures = runs.stream().mapToDouble(figure).toArray();
        return new Percentile().withEstimationType(EstimationType.R_7).evaluate(figures, percent);
    }

    /** figure | median | 5 % | 95 %, of accuracy, AUC, users named and epochs; the title has the share that names anybody. */
    public Table table() {
        var figures = new LinkedHashMap<String, ToDoubleFunction<Run>>();
        figures.put("accuracy", Run::accuracy);
        figures.put("AUC-ROC", Run::auc);
        figures.put("users named", Run::named);
        figures.put("epochs", Run::epochs);
        var title = "%d seeds, judged on the users learned from; %.0f %% of the seeds name anybody";
        return TableOf.rows(Numbers.text(title, runs.size(), 100 * shareNaming()), figures.keySet())
                .text("figure", figure -> figure)
                .text("median", figure -> shown(figures.get(figure), 50))
                .text("5 %", figure -> shown(figures.get(figure), 5))
                .text("95 %", figure -> shown(figures.get(figure), 95))
                .table();
    }

    private String shown(ToDoubleFunction<Run> figure, double percent) {
        double value = percentile(figure, percent);
        return value == Math.rint(value) ? Numbers.count(value) : Numbers.fixed(value, value < 1 ? 4 : 1);
    }

    /** rank | seed | AUC-ROC, one row per seed, the lowest AUC first. */
    public Table runsTable() {
        var sorted = runs.stream().sorted(Comparator.comparingDouble(Run::auc)).toList();
        return TableOf.rows("Seed by seed", sorted)
                .count("rank", run -> sorted.indexOf(run) + 1)
                .count("seed", Run::seed)
                .number("AUC-ROC", Run::auc)
                .table();
    }
}
