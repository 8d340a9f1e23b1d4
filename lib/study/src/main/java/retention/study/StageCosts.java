package retention.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import retention.encoder.Readout;
import retention.features.ObservedFeature;
import retention.model.NetworkSummary;
import retention.model.PublishedNetwork;
import retention.users.Protocol;
import tech.tablesaw.api.Table;

/**
 * What the stages of a study cost, in seconds of this machine and in floating-point operations (FLOP), which are the same on any, and
 * what they brought.
 *
 * @param stages in their order
 */
public record StageCosts(List<Stage> stages) {

    /** The share of the users whose labels train the network, where the others stop it. */
    private static final double LEARNED_FROM = 0.8;

    private static final String EMBEDDINGS = "embeddings";

    /**
     * One stage.
     *
     * @param seconds such as {@code 1.2}, of the run that computed it; a dash where none did
     * @param flop at most; 0 where it is not counted
     * @param asPublished the FLOP of the published way with the same texts or rows; 0 where there is none
     * @param parameters of its models; 0 where it has none
     * @param auc of users not seen, with its interval; a dash where it predicts nothing of them
     */
    public record Stage(String name, String seconds, double flop, double asPublished, long parameters, String auc) {

        /** A stage whose operations are not counted. */
        private static Stage plain(String name, String seconds) {
            return new Stage(name, seconds, 0, 0, 0, "-");
        }
    }

    /**
     * Looks the costs of a study up. The regression, which no stage fits alone, is fitted and judged anew.
     *
     * @throws IllegalArgumentException if no model was judged
     */
    public static StageCosts of(Results results) {
        var headline = results.judged().headline();
        var study = results.study();
        var corrected = study.users(Protocol.CORRECTED);
        int features =
                ObservedFeature.known(corrected, ObservedFeature.HEADLINE).size();
        var settings = study.settings();
        study.timed("regression", () -> JudgedModel.logistic(corrected, ObservedFeature.HEADLINE, settings.costs()));
        var seconds = study.secondsByStage();
        var published = NetworkProtocol.AS_PUBLISHED;
        var unseen = NetworkProtocol.PUBLISHED_OUT_OF_FOLD;
        var folds = unseen.folds().orElseThrow();
        int networks = folds.folds() * folds.repetitions() * unseen.seeds();
        var texts = study.texts();
        try (var encoder = study.encoder()) {
            int width = encoder.width();
            int layers = encoder.layers();
            var readouts = Stream.of(published.text(), settings.readout()).map(text -> text.of(layers));
            int deepest = readouts.mapToInt(Readout::layer).max().orElseThrow();
            double encoding = encodingFlop(encoder.tokenCounts(texts), deepest, width);
            double padded = texts.size() * encodingFlop(new int[] {encoder.maxTokens()}, layers, width);
            var network = NetworkSummary.of(PublishedNetwork::create, Study.BEHAVIOUR_FEATURES + width);
            long parameters = network.parameters();
            double rows = LEARNED_FROM * study.users(published.users()).size();
            double ofFolds = rows * (folds.folds() - 1) / folds.folds();
            int most = unseen.training().epochs();
            double once = trainingFlop(
                    parameters, rows, results.judged().seeds().runs().get(0).epochs());
            double outOfFold = networks * trainingFlop(parameters, ofFolds, most);
            long ofEncoder = encoderParameters(deepest, width);
            var severalNetworks = networks + " such networks, out of fold";
            var regression = "regression on %d features".formatted(features);
            var train = shown(seconds, "train_AS_PUBLISHED");
            var trainUnseen = shown(seconds, "train_PUBLISHED_OUT_OF_FOLD");
            var ofNetworks = headline.network().auc().shown(2);
            var ofFeatures = headline.five().auc().shown(2);
            return new StageCosts(List.of(
                    Stage.plain("reading", shown(seconds, "read_posts")),
                    Stage.plain("users", shown(seconds, "users_AS_PUBLISHED", "users_CORRECTED")),
                    Stage.plain("words and topics", shown(seconds, "text_segmentation", "text_matrix", "text_nmf")),
                    new Stage(EMBEDDINGS, shown(seconds, EMBEDDINGS), encoding, padded, ofEncoder, "-"),
                    new Stage("the network, as published", train, once, once, parameters, "-"),
                    new Stage(severalNetworks, trainUnseen, outOfFold, 0, networks * parameters, ofNetworks),
                    new Stage(regression, shown(seconds, "regression"), 0, 0, features + 1, ofFeatures)));
        }
    }

    /** The seconds of stages together. */
    static String shown(Map<String, Double> secondsByStage, String... stages) {
        var known = Stream.of(stages).filter(secondsByStage::containsKey).map(secondsByStage::get);
        return known.reduce(Double::sum)
                .map(seconds -> Numbers.fixed(seconds, 1))
                .orElse("-");
    }

    /**
     * The FLOP of an encoder of the BERT family: {@code layers * (24 n width^2 + 4 n^2 width)} for a text of n tokens, the first part in
     * dense layers and the second in attention.
     */
    static double encodingFlop(int[] tokens, int layers, int width) {
        return Arrays.stream(tokens)
                .mapToDouble(n -> layers * (24.0 * n * width * width + 4.0 * n * n * width))
                .sum();
    }

    /** The parameters of so many of its layers: the dense ones of attention, two of four times the width, and two normalisations. */
    static long encoderParameters(int layers, int width) {
        return layers * (12L * width * width + 13L * width);
    }

    /** The FLOP of training: for each parameter, row and epoch two forward and four backward (Kaplan and others, 2020). */
    static double trainingFlop(long parameters, double rows, int epochs) {
        return 6 * parameters * rows * epochs;
    }

    /** stage | seconds | GFLOP, at most | GFLOP, as published | parameters | AUC-ROC on users not seen. */
    public Table table() {
        return TableOf.rows("What each stage cost and brought [95 % intervals]", stages)
                .text("stage", Stage::name)
                .text("seconds", Stage::seconds)
                .text("GFLOP, at most", stage -> counted(stage.flop / 1e9))
                .text("GFLOP, as published", stage -> counted(stage.asPublished / 1e9))
                .text("parameters", stage -> counted((double) stage.parameters))
                .text("AUC-ROC on users not seen", Stage::auc)
                .table();
    }

    /** What the encoder takes and what text brings, in sentences. */
    public String reading() {
        double all = stages.stream().mapToDouble(Stage::flop).sum();
        var encoding = stages.stream()
                .filter(stage -> stage.name.equals(EMBEDDINGS))
                .findFirst()
                .orElseThrow();
        return Numbers.text(
                "The encoder takes %.1f %% of the FLOP that are counted. Padded as published, the same texts would take %.1f times the FLOP. Beside them, the table has the AUC that the network reaches with its vectors, and the regression's without any text.",
                100 * encoding.flop / all, encoding.asPublished / encoding.flop);
    }

    private static String counted(double number) {
        return number == 0 ? "-" : Numbers.count(number);
    }
}
