package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.evaluation.ConfusionMatrix;
import retention.evaluation.CrossValidatedAuc;
import retention.evaluation.CrossValidation;
import retention.evaluation.Interval;
import retention.evaluation.IntervalScorecard;
import retention.evaluation.OutOfFold;
import retention.evaluation.PermutationTest;
import retention.evaluation.RankedFigures;
import retention.evaluation.Scorecard;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Protocol;

/** The five sentences, over results that were made up to bring out each of their branches. */
class SentencesTest {

    private static final String PREFIX = "On synthetic data, which say nothing about people: ";
    private static final Interval GOOD = new Interval(0.8404, 0.6811, 0.9277, 0.95);
    private static final Interval DOUBTFUL = new Interval(0.64, 0.499, 0.78, 0.95);
    private static final Interval BARELY = new Interval(0.64, 0.502, 0.78, 0.95);
    private static final Interval BAD = new Interval(0.31, 0.2, 0.41, 0.95);

    @TempDir
    static Path folder;

    private static Study study;
    private static OutOfFold outOfFold;

    @BeforeAll
    static void openAReplica() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(300, false, 1), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
        var users = study.users(Protocol.CORRECTED);
        outOfFold = new CrossValidation(5, 2, 1).predict(Headline.features(users), users.labels(), Headline.learner());
    }

    @AfterAll
    static void removeItsResults() throws IOException {
        try (var files = Files.walk(study.folder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<String> sentences(
            ConfusionMatrix published, Interval network, Interval regression, int shuffled, Robustness robustness) {
        var judged = new Results.Judged(
                new Scorecard(0.5, published, 0.7, 0.1, 0.1, 0.1),
                new IntervalScorecard(
                        "made up",
                        0.95,
                        List.of(new IntervalScorecard.Line("AUC-ROC", network, OptionalDouble.empty(), "made up"))),
                null,
                headline(regression, shuffled),
                robustness);
        var results = new Results(study, Optional.of(judged), List.of(), List.of());
        return results.sentences().stream()
                .map(sentence -> sentence.substring(PREFIX.length()))
                .toList();
    }

    private static Headline headline(Interval auc, int shuffled) {
        return new Headline(
                outOfFold,
                new CrossValidatedAuc(auc, 0.5, 0.1, 0.1),
                new RankedFigures(auc, 100, new Interval(0.06, 0.02, 0.12, 0.95), auc),
                auc,
                null,
                List.of(),
                new PermutationTest(0.5, 0.5, 1000, shuffled));
    }

    private static List<String> usual() {
        return sentences(new ConfusionMatrix(0, 0, 20, 3229), GOOD, GOOD, 0, newcomers(1441, 16, GOOD, DOUBTFUL));
    }

    private static Robustness newcomers(int users, int retained, Interval auc, Interval withoutReactions) {
        return new Robustness(List.of(
                new Robustness.Line("newcomers alone", users, retained, headline(auc)),
                new Robustness.Line(
                        "newcomers alone, without reactions", users, retained, headline(withoutReactions))));
    }

    private static Optional<Headline> headline(Interval auc) {
        return Optional.ofNullable(auc).map(interval -> headline(interval, 0));
    }

    @Test
    void areFiveThatCanBeQuotedAlone() {
        assertThat(usual()).hasSize(5).allSatisfy(sentence -> {
            assertThat(sentence).containsPattern("network|logistic regression");
            assertThat(sentence).containsPattern("January");
            assertThat(sentence)
                    .containsPattern("users it had not seen|the very users it learned from|without having seen them");
            assertThat(sentence).endsWith(".").doesNotContain("The same", "does so", "whom it ranks");
            assertThat(sentence.split(" ")).hasSizeLessThan(72);
        });
    }

    @Test
    void sayThatThePublishedNetworkFindsNobodyAndIsJudgedOnWhatItLearnedFrom() {
        assertThat(usual().get(0))
                .isEqualTo(
                        "Run again as published and judged on the very users it learned from, the report's network finds none of the 20 users who were seen again in February, as it names nobody, and is right for 99.38 % of the 3,249 users who posted in January, exactly as many as by saying that nobody is seen again.");
    }

    @Test
    void sayHowManyThePublishedNetworkNamesToFindThem() {
        var perfect = sentences(new ConfusionMatrix(20, 0, 0, 3229), GOOD, GOOD, 0, newcomers(0, 0, null, null));
        assertThat(perfect.get(0))
                .contains(
                        "judged on the very users it learned from",
                        "names 20 users, among them 20 of the 20 who were seen again",
                        "right for 100.00 %",
                        "; saying that nobody is seen again is right for 99.38 %.");
        var eager = sentences(new ConfusionMatrix(20, 2000, 0, 1229), GOOD, GOOD, 0, newcomers(0, 0, null, null));
        assertThat(eager.get(0)).contains("names 2,020 users, among them 20 of the 20", "right for 38.44 %");
    }

    @Test
    void sayByOneDecimalHowFarFromChanceTheNetworkIs() {
        assertThat(network(GOOD))
                .contains("in 84.0 % of pairs of January users (95 % interval 68.1 to 92.8)", "better than the 50 of");
        assertThat(network(BARELY)).contains("(95 % interval 50.2 to 78.0)", "better than the 50 of chance");
        assertThat(network(DOUBTFUL)).contains("(95 % interval 49.9 to 78.0)", "the 50 of chance cannot be ruled out");
        assertThat(network(BAD))
                .contains("31.0 % of pairs of January users (95 % interval 20.0 to 41.0), worse than the 50 of chance");
    }

    private static String network(Interval auc) {
        return sentences(new ConfusionMatrix(0, 0, 20, 3229), auc, GOOD, 0, newcomers(0, 0, null, null))
                .get(1);
    }

    @Test
    void sayHowOftenChanceDoesAsWell() {
        assertThat(usual().get(2))
                .isEqualTo(
                        "A logistic regression on 5 numbers, without any text and judged on users it had not seen, ranks a user who was seen again in February above one who was not in 84.0 % of pairs of January users (95 % interval 68.1 to 92.8), better than the 50 of chance; a quicker version of it does as well with shuffled outcomes in 0 of 1,000 tries.");
        var nothing = sentences(new ConfusionMatrix(0, 0, 20, 3229), GOOD, DOUBTFUL, 312, newcomers(0, 0, null, null));
        assertThat(nothing.get(2)).contains("the 50 of chance cannot be ruled out", "in 312 of 1,000 tries");
    }

    @Test
    void giveTheNewcomersFigureWithAndWithoutReactions() {
        assertThat(usual().get(3))
                .isEqualTo(
                        "Among the 1,441 newcomers who posted in January (accounts made since %s), a logistic regression on 5 numbers, judged on users it had not seen, ranks one of the 16 who were seen again in February above another in 84.0 %% of pairs of newcomers (95 %% interval 68.1 to 92.8); without likes and comments, which may include those of February, in 64.0 %% (49.9 to 78.0); chance is 50."
                                .formatted(waveFirst()));
    }

    @Test
    void sayThatTooFewNewcomersWereSeenAgain() {
        var none = sentences(new ConfusionMatrix(0, 0, 20, 3229), GOOD, GOOD, 0, newcomers(812, 0, null, null));
        assertThat(none.get(3))
                .isEqualTo(
                        "Of the 812 newcomers who posted in January (accounts made since %s), 0 were seen again in February, too few to judge a model on newcomers alone."
                                .formatted(waveFirst()));
    }

    private static String waveFirst() {
        return study.period().name(study.users(Protocol.CORRECTED).wave().firstDay());
    }

    @Test
    void sayWhoseHighestScoresTheyCount() {
        assertThat(usual().get(4))
                .startsWith(
                        "Of the 100 January users whom a logistic regression on 5 numbers ranks highest without having seen them, 6.0 were seen again in February on average, of 100 drawn blindly ");
    }
}
