package retention.study;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.learning.CrossValidation;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.Logistic;
import numerics.learning.OutOfFold;
import numerics.learning.StandardScaler;
import retention.encoder.Readout;
import retention.model.NetworkLearner;
import retention.model.TrainingSettings;
import retention.users.Protocol;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Everything in which two networks of the study can differ, except for their layers: what they see, how they are trained and
 * how they are judged. {@link AnalysisSettings} has the knobs of the corrected one.
 *
 * @param name how results made by it are called
 * @param users the rules by which posts become the sums and the texts that are seen
 * @param outcome the rules by which a user counts as retained
 * @param sums how the sums of reactions are scaled before they are standardised
 * @param text where the transformer is read out
 * @param training how it is trained, and what early stopping watches
 * @param seeds how many networks: those judged on the users that they learned from are judged one by one, of the others the
 *     logits are averaged in each fold; 1 or more
 * @param folds in which it is judged on users that it has not seen; none if it is judged on those that it learned from, in which
 *     case the scaler is fitted on all users
 * @param threshold of the probability; none if that of each fold is the one that would have cost least in the other folds
 */
public record NetworkProtocol(
        String name,
        Protocol users,
        Protocol outcome,
        Sums sums,
        Text text,
        TrainingSettings training,
        int seeds,
        Optional<CrossValidation> folds,
        OptionalDouble threshold) {

    /** How the sums of reactions are scaled. */
    public enum Sums {
        RAW("as they are"),
        /** They run from zero to hundreds of thousands. */
        LOG1P("log(1 + sum)");

        private final String shown;

        Sums(String shown) {
            this.shown = shown;
        }

        double of(double sum) {
            return this == RAW ? sum : Math.log1p(sum);
        }
    }

    /** Where the transformer is read out. */
    public enum Text {
        CLS_OF_THE_LAST_LAYER("[CLS] of the last layer"),
        /** For multilingual BERT the ninth layer, which Zhang and others (BERTScore, ICLR 2020) found best. */
        MEAN_THREE_QUARTERS_UP("mean over the tokens of the layer three quarters up");

        private final String shown;

        Text(String shown) {
            this.shown = shown;
        }

        /** The same of an encoder with this many layers. */
        public Readout of(int layers) {
            return this == CLS_OF_THE_LAST_LAYER ? Readout.cls(layers) : Readout.mean(Math.max(1, layers * 3 / 4));
        }
    }

    /** The first seed of a network that is judged on the users that it learned from. */
    public static final int FIRST_SEED = 42;

    /** In which networks are judged on users that they have not seen. */
    static final CrossValidation FOLDS = new CrossValidation(5, 2, 42);

    /** As the published code ran, defects included, with twenty seeds instead of one. */
    public static final NetworkProtocol AS_PUBLISHED = new NetworkProtocol(
            "AS_PUBLISHED",
            Protocol.AS_PUBLISHED,
            Protocol.AS_PUBLISHED,
            Sums.RAW,
            Text.CLS_OF_THE_LAST_LAYER,
            TrainingSettings.AS_RUN,
            20,
            Optional.empty(),
            OptionalDouble.of(0.5));

    /** What the published network sees and how it is trained, but judged on users that it has not seen, by the corrected outcome. */
    public static final NetworkProtocol PUBLISHED_OUT_OF_FOLD = outOfFold(
            "PUBLISHED_OUT_OF_FOLD",
            Protocol.AS_PUBLISHED,
            AS_PUBLISHED.sums,
            AS_PUBLISHED.text,
            AS_PUBLISHED.training,
            5);

    /** The network of the same layers, with the corrected rules, readout, scale, training and judgement: the one of the default knobs. */
    public static final NetworkProtocol CORRECTED = AnalysisSettings.DEFAULT.network();

    /** One that is judged on users that it has not seen, by the corrected outcome. */
    static NetworkProtocol outOfFold(
            String name, Protocol users, Sums sums, Text text, TrainingSettings training, int seeds) {
        var folds = Optional.of(FOLDS);
        var threshold = OptionalDouble.empty();
        return new NetworkProtocol(name, users, Protocol.CORRECTED, sums, text, training, seeds, folds, threshold);
    }

    /**
     * The features with their sums scaled by all users, as the published code does.
     *
     * @param data features as they are, the sums first
     */
    public static LabelledMatrix scaledByAll(LabelledMatrix data) {
        var scaler = StandardScaler.fitFirst(Study.BEHAVIOUR_FEATURES, data.features());
        return data.withFeatures(scaler.transform(data.features()));
    }

    /**
     * What networks predict of users that they have not seen.
     *
     * @param data features as they are, the sums first
     * @return what they predict together, and after it what those of each seed predict alone
     * @throws IllegalStateException if the protocol is judged on the users that it learned from
     */
    public List<OutOfFold> outOfFold(LabelledMatrix data, Supplier<Block> network, Progress progress) {
        var split = folds.orElseThrow(() -> new IllegalStateException(
                "The protocol %s has no folds: it is judged on the users that it learned from.".formatted(name)));
        var learner = new NetworkLearner(network, training, Study.BEHAVIOUR_FEATURES);
        var learners = IntStream.range(0, seeds)
                .<Learner>mapToObj(number -> (rows, seed) -> learner.fitLogits(rows, seed(number, seed)))
                .toList();
        var logits = split.predict(split.split(data.labels()), data.features(), data.labels(), learners, progress);
        var alone = logits.stream().map(List::of);
        return Stream.concat(Stream.of(logits), alone)
                .map(NetworkProtocol::together)
                .toList();
    }

    /** The first network of a fold has the seed of the fold; those of the others are drawn with it. */
    private static long seed(int network, long ofFold) {
        return new SplittableRandom(ofFold).longs(network).reduce(ofFold, (before, drawn) -> drawn);
    }

    /** The probabilities by the mean of the logits of networks of the same folds. */
    private static OutOfFold together(List<OutOfFold> logits) {
        var any = logits.get(0);
        var repetitions = new ArrayList<double[]>();
        for (int repetition = 0; repetition < any.foldNumbers().size(); repetition++) {
            var sums = new double[any.labels().length];
            for (var network : logits) {
                var ofNetwork = network.repetitions().get(repetition);
                Arrays.setAll(sums, row -> sums[row] + ofNetwork[row]);
            }
            var probabilities = DoubleStream.of(sums).map(sum -> Logistic.probability(sum / logits.size()));
            repetitions.add(probabilities.toArray());
        }
        return new OutOfFold(any.labels(), any.foldNumbers(), repetitions);
    }

    /**
     * These protocols, of different names, side by side: one row per setting, one column per protocol. {@link Protocol#differencesTable}
     * has the rules.
     */
    public static Table table(NetworkProtocol... protocols) {
        var table = Table.create("What the networks differ in");
        table.addColumns(StringColumn.create("", protocols[0].settings().keySet()));
        for (var each : protocols) {
            table.addColumns(
                    StringColumn.create(words(each.name), each.settings().values()));
        }
        return table;
    }

    private Map<String, String> settings() {
        boolean seen = folds.isEmpty();
        var settings = new LinkedHashMap<String, String>();
        settings.put("counts and texts by the rules", words(users.name()));
        settings.put("outcome by the rules", words(outcome.name()));
        settings.put("sums of reactions", sums.shown);
        settings.put("text vector", text.shown);
        settings.put("scaler of the sums fitted on", seen ? "all users" : "the users that are learned from");
        settings.put("rows in a batch", String.valueOf(training.batchSize()));
        var weights = training.balancedLoss() ? "both classes weigh the same" : "every user weighs the same";
        settings.put("weights in the loss and in the watched loss", weights);
        var watched = training.stratified() ? "a fifth of each class, drawn" : "the last fifth by user id";
        settings.put("early stopping watches", watched);
        settings.put("seeds", seeds + (seen ? ", each judged alone" : " in each fold, logits averaged"));
        var judged = folds.map(split ->
                Numbers.text("users not seen, %d folds, split anew %d times", split.folds(), split.repetitions()));
        settings.put("judged on", judged.orElse("the users that it learned from"));
        var fixed = threshold.stream().mapToObj(String::valueOf).findFirst();
        settings.put("threshold", fixed.orElse("the cheapest in the other folds"));
        return settings;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
