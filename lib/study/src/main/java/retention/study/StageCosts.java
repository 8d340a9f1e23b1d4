package retention.study;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
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
 */
public record StageCosts(List<Stage> stages) {

    /** The share of the users whose labels train the network, where the others stop it. */
    private static final double LEARNED_FROM = 0.8;

    private static final String EMBEDDINGS = "embeddings";
    private static final String REGRESSION = "regression on five features";

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
        var corrected = study.users(Protocol.CORRECTED);
        var costs = study.settings().costs();
        study.timed("regression", () -> JudgedModel.logistic(corrected, ObservedFeature.HEADLINE, costs));
        var seconds = study.secondsByStage();
        try (var encoder = study.encoder()) {
            var published = NetworkProtocol.AS_PUBLISHED;
            var unseen = NetworkProtocol.PUBLISHED_OUT_OF_FOLD;
            var folds = unseen.folds().orElseThrow();
            int networks = folds.folds() * folds.repetitions() * unseen.seeds();
            int columns = study.behaviour(published).features().columns() + encoder.width();
            long parameters =
                    NetworkSummary.of(PublishedNetwork::create, columns).parameters();
            double rows = LEARNED_FROM * study.users(published.users()).size();
            double ofFolds = rows * (folds.folds() - 1) / folds.folds();
            int epochs = study.seedRuns().what().runs().get(0).epochs();
            double once = trainingFlop(parameters, rows, epochs);
            double often = networks
                    * trainingFlop(parameters, ofFolds, unseen.training().epochs());
            return new StageCosts(List.of(
                    plain("reading", shown(seconds, "read_posts")),
                    plain("users", shown(seconds, "users_AS_PUBLISHED", "users_CORRECTED")),
                    plain("words and topics", shown(seconds, "text_segmentation", "text_matrix", "text_nmf")),
                    encoding(study, encoder, shown(seconds, EMBEDDINGS)),
                    new Stage(
                            "the network, as published",
                            shown(seconds, "train_AS_PUBLISHED"),
                            once,
                            once,
                            parameters,
                            "-"),
                    new Stage(
                            networks + " such networks, out of fold",
                            shown(seconds, "train_PUBLISHED_OUT_OF_FOLD"),
                            often,
                            0,
                            networks * parameters,
                            headline.network().auc().shown(2)),
                    new Stage(
                            REGRESSION,
                            shown(seconds, "regression"),
                            0,
                            0,
                            ObservedFeature.HEADLINE.size() + 1,
                            headline.five().auc().shown(2))));
        }
    }

    /** A stage whose operations are not counted. */
    private static Stage plain(String name, String seconds) {
        return new Stage(name, seconds, 0, 0, 0, "-");
    }

    private static Stage encoding(Study study, Encoder encoder, String seconds) {
        var texts = Stream.of(Protocol.AS_PUBLISHED, Protocol.CORRECTED)
                .flatMap(rules -> study.users(rules).texts().stream())
                .distinct()
                .toList();
        int deepest = Stream.of(
                        NetworkProtocol.AS_PUBLISHED.text(), study.settings().readout())
                .mapToInt(text -> text.of(encoder.layers()).layer())
                .max()
                .orElseThrow();
        var padded = new int[texts.size()];
        Arrays.fill(padded, encoder.maxTokens());
        return new Stage(
                EMBEDDINGS,
                seconds,
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
        boolean ran = Arrays.stream(stages).anyMatch(secondsByStage::containsKey);
        double lookedUp = sum.apply(Store.LOOKED_UP);
        return Stream.of(
                        ran ? Numbers.fixed(sum.apply(""), 1) : "",
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

    /** What the encoder takes and what text brings, in sentences. */
    public String reading() {
        double all = stages.stream().mapToDouble(Stage::flop).sum();
        var encoding = stages.stream()
                .filter(stage -> stage.name.equals(EMBEDDINGS))
                .findFirst()
                .orElseThrow();
        return Numbers.text(
                "The encoder takes %.1f %% of the FLOP that are counted. Padded as published, the same texts would take %.1f times the FLOP. Beside them, the table has the AUC that the network reaches with its vectors, and five features without any text.",
                100 * encoding.flop / all, encoding.asPublished / encoding.flop);
    }

    private static String whole(double number) {
        return number == 0 ? "-" : Numbers.count(number);
    }
}
