package retention.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.Interval;
import retention.encoder.Encoder;
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
 * @param encoding the one that makes texts into vectors
 * @param withText how well the published network ranks users that it has not seen, by the vectors and four sums
 * @param withoutText how well the logistic regression on five features ranks them
 */
public record StageCosts(List<Stage> stages, Stage encoding, Interval withText, Interval withoutText) {

    /** The share of the users whose labels train the network, where the others stop it. */
    private static final double LEARNED_FROM = 0.8;

    /**
     * One stage.
     *
     * @param seconds such as {@code 1.2}, or {@code 118.3, looked up in 0.1}; a dash where it was not run
     * @param flop at most; 0 where it is not counted
     * @param asPublished the FLOP of the published way with the same texts or rows; 0 where there is none
     * @param parameters of its model; 0 where it has none
     * @param auc of users not seen, with its interval; a dash where it predicts nothing of them
     */
    public record Stage(String name, String seconds, double flop, double asPublished, long parameters, String auc) {}

    /**
     * Looks the costs of a study up. The regression, which no stage fits alone, is fitted and judged anew.
     *
     * @throws IllegalArgumentException if no model was judged
     */
    public static StageCosts of(Results results) {
        var headline = results.judged().headline();
        var study = results.study();
        var users = study.users(Protocol.CORRECTED);
        study.timed(
                "regression",
                () -> JudgedModel.logistic(
                        users, ObservedFeature.HEADLINE, study.settings().costs()));
        var seconds = study.secondsByStage();
        int width;
        Stage encoding;
        try (var encoder = study.encoder()) {
            width = encoder.width();
            encoding = encoding(study, encoder, seconds);
        }
        var published = NetworkProtocol.AS_PUBLISHED;
        var unseen = NetworkProtocol.PUBLISHED_OUT_OF_FOLD;
        var folds = unseen.folds().orElseThrow();
        int networks = folds.folds() * folds.repetitions() * unseen.seeds();
        long parameters = NetworkSummary.of(
                        PublishedNetwork::create,
                        study.behaviour(published).features().columns() + width)
                .parameters();
        double rows = LEARNED_FROM * study.users(published.users()).size();
        double once =
                trainingFlop(parameters, rows, study.seedRuns().runs().get(0).epochs());
        double often = networks
                * trainingFlop(
                        parameters,
                        rows * (folds.folds() - 1) / folds.folds(),
                        unseen.training().epochs());
        var stages = List.of(
                new Stage("reading", shown(seconds, "read_posts"), 0, 0, 0, "-"),
                new Stage("users", shown(seconds, "users_AS_PUBLISHED", "users_CORRECTED"), 0, 0, 0, "-"),
                new Stage(
                        "words and topics",
                        shown(seconds, "text_segmentation", "text_matrix", "text_nmf"),
                        0,
                        0,
                        0,
                        "-"),
                encoding,
                new Stage(
                        "the network, as published", shown(seconds, "train_AS_PUBLISHED"), once, once, parameters, "-"),
                new Stage(
                        "%d such networks, out of fold".formatted(networks),
                        shown(seconds, "train_PUBLISHED_OUT_OF_FOLD"),
                        often,
                        0,
                        networks * parameters,
                        headline.network().auc().shown(3)),
                new Stage(
                        "regression on five features",
                        shown(seconds, "regression"),
                        0,
                        0,
                        ObservedFeature.HEADLINE.size() + 1,
                        headline.five().auc().shown(3)));
        return new StageCosts(
                stages, encoding, headline.network().auc(), headline.five().auc());
    }

    private static Stage encoding(Study study, Encoder encoder, Map<String, Double> seconds) {
        var texts = Stream.of(Protocol.AS_PUBLISHED, Protocol.CORRECTED)
                .flatMap(rules -> study.users(rules).texts().stream())
                .distinct()
                .toList();
        int deepest = Math.max(
                study.readout(Protocol.AS_PUBLISHED).layer(),
                study.readout(Protocol.CORRECTED).layer());
        var padded = new int[texts.size()];
        Arrays.fill(padded, Encoder.MAX_TOKENS);
        return new Stage(
                "embeddings",
                shown(seconds, "embeddings"),
                encodingFlop(encoder.tokenCounts(texts), deepest, encoder.width()),
                encodingFlop(padded, encoder.layers(), encoder.width()),
                encoderParameters(deepest, encoder.width()),
                "-");
    }

    /** The seconds of stages together, and beside them those of looking their results up. */
    static String shown(Map<String, Double> secondsByStage, String... stages) {
        Function<String, Double> sum = suffix -> Arrays.stream(stages)
                .mapToDouble(stage -> secondsByStage.getOrDefault(stage + suffix, 0.0))
                .sum();
        var lookedUp = sum.apply(Store.LOOKED_UP);
        return Stream.of(
                        Arrays.stream(stages).anyMatch(secondsByStage::containsKey)
                                ? Numbers.fixed(sum.apply(""), 1)
                                : "",
                        lookedUp > 0 ? "looked up in " + Numbers.fixed(lookedUp, 1) : "")
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + ", " + other)
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

    /** stage | seconds | GFLOP, at most | GFLOP as published | parameters | AUC-ROC on users not seen. */
    public Table table() {
        return TableOf.rows("What each stage cost and brought [95 % intervals]", stages)
                .text("stage", Stage::name)
                .text("seconds", Stage::seconds)
                .text("GFLOP, at most", stage -> whole(stage.flop / 1e9))
                .text("GFLOP, as published", stage -> whole(stage.asPublished / 1e9))
                .text("parameters", stage -> whole((double) stage.parameters))
                .text("AUC-ROC on users not seen", Stage::auc)
                .table();
    }

    /** What the encoder takes and brings, in two sentences. */
    public String reading() {
        double all = stages.stream().mapToDouble(Stage::flop).sum();
        return Numbers.text(
                "The encoder takes %.1f %% of the FLOP that are counted. With its vectors, the published network reaches an AUC of %s on"
                        + " users not seen; without any text, five features reach %s. Padded as published, the same texts would"
                        + " take %.1f times the FLOP.",
                100 * encoding.flop / all,
                withText.shown(3),
                withoutText.shown(3),
                encoding.asPublished / encoding.flop);
    }

    private static String whole(double number) {
        return number == 0 ? "-" : Numbers.count(number);
    }
}
