package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.evaluation.ExpectedCost;
import numerics.learning.CrossValidation;
import numerics.learning.FirthLogistic;
import numerics.learning.Fold;
import numerics.learning.HeldOutLeaks;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.features.ObservedFeature;
import retention.posts.Posts;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Cohort;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/** The six rows and the sensitivity of the planned one, on small replicas. */
class AnalysesTest {

    private static final ExpectedCost COSTS = new ExpectedCost(50, 1);

    @TempDir
    static Path folder;

    private static Posts posts;
    private static Users users;
    private static Analyses headline;

    @BeforeAll
    static void judgeAReplica() throws IOException {
        posts = replica(800);
        users = Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);
        headline = Analyses.headline(users, atRandom(users), COSTS);
    }

    private static Posts replica(int number) throws IOException {
        var csv = folder.resolve(number + ".csv");
        Replica.write(new ReplicaSettings(number, false, 1), csv, folder.resolve(number + ".truth.json"));
        return Posts.read(csv);
    }

    private static OutOfFold atRandom(Users users) {
        var random = new Random(1);
        var splits = new CrossValidation(5, 2, 42).split(users.labels());
        return new OutOfFold(
                users.labels(),
                splits,
                IntStream.range(0, 2)
                        .mapToObj(i -> random.doubles(users.size()).toArray())
                        .toList());
    }

    @Test
    void hasSixRowsOfWhichTheLastNeedsNoModel() {
        assertThat(headline.rows())
                .extracting(Analyses.Row::name)
                .containsExactly(
                        "likes alone",
                        "five features",
                        "without reactions",
                        "newcomers, without reactions (planned)",
                        "published network, out of fold",
                        "nobody is retained");
        var nobody = headline.rows().get(5);
        assertThat(nobody.model()).isEmpty();
        var table = headline.table();
        assertThat(table.stringColumn("AUC-ROC").get(5)).isEqualTo("0.50");
        assertThat(table.stringColumn("average precision (prevalence)").get(1))
                .matches("\\d+\\.\\d % \\[\\d+\\.\\d, \\d+\\.\\d] \\(\\d\\.\\d %\\)");
        assertThat(table.stringColumn("AUC-ROC").get(1)).matches("0\\.\\d{2} \\[0\\.\\d{2}, 0\\.\\d{2}]");
        double cost = 50.0 * users.retained() / users.size();
        assertThat(table.stringColumn("cost per user (contacting nobody)").get(5))
                .isEqualTo(Numbers.text("%.2f (%.2f)", cost, cost));
    }

    @Test
    void judgesTheNewcomersByWhatWasNotCountedAfterwards() {
        var newcomers = users.only(Cohort.WAVE);
        var planned = headline.planned();
        assertThat(planned.users()).isEqualTo(newcomers.size());
        assertThat(planned.retained()).isEqualTo(newcomers.retained());
        assertThat(planned.model().isPresent()).isEqualTo(JudgedModel.canJudge(newcomers));
    }

    @Test
    void decidesByProbabilityForTheRegressionAndByOtherFoldsForTheNetwork() {
        assertThat(headline.five().decisions().threshold()).isEqualTo("probability above 0.02");
        assertThat(headline.network().decisions().threshold()).isEqualTo("from the other folds");
        assertThat(headline.costs()).isEqualTo(COSTS);
    }

    @Test
    void comparesFiveFeaturesWithLikesOnTheSameFolds() {
        var likes = headline.rows().get(0).model().orElseThrow();
        assertThat(headline.fiveLessLikes().orElseThrow().estimate())
                .isCloseTo(headline.five().auc().estimate() - likes.auc().estimate(), within(1e-12));
    }

    @Test
    void saysThatTooFewNewcomersWereRetained() {
        var few = Users.of(posts, Protocol.CORRECTED, Period.of(Map.of("wave", "2025-01-30")));
        var rows = Analyses.headline(few, atRandom(few), COSTS);
        assertThat(rows.planned().model()).isEmpty();
        assertThat(rows.planned().retained()).isLessThan(10);
        assertThat(rows.table().stringColumn("AUC-ROC").get(3)).isEqualTo("too few retained");
    }

    @Test
    void aPopulationOfNobodyHasNoFigures() {
        var older = Users.of(posts, Protocol.CORRECTED, Period.of(Map.of("wave", "2025-01-31")))
                .only(Cohort.ESTABLISHED);
        assertThat(older.retained()).isGreaterThanOrEqualTo(10);
        var rows = Analyses.headline(older, atRandom(older), COSTS);
        assertThat(rows.planned().users()).isZero();
        assertThat(rows.table().printAll()).contains("too few retained").doesNotContain("NaN");
        assertThat(Analyses.sensitivity(Map.of("any post", older), COSTS)
                        .table()
                        .printAll())
                .doesNotContain("NaN");
    }

    @Test
    void theRegressionHasAsManyFeaturesAsTheFileHasCountsFor() throws IOException {
        var say = Sentences.of(Period.DEFAULT);
        assertThat(say.headline(users, headline, true)).contains("on 5 features", "four of the five");
        var csv = folder.resolve("without comments.csv");
        Files.writeString(
                csv, Files.readString(folder.resolve("800.csv")).replaceFirst("comment_count", "what_nobody_knows"));
        var without = Users.of(Posts.read(csv), Protocol.CORRECTED, Period.DEFAULT);
        assertThat(say.headline(without, headline, true))
                .contains("on 4 features")
                .doesNotContain("of the five");
        var fewer = Analyses.headline(without, atRandom(without), COSTS);
        assertThat(fewer.rows())
                .extracting(Analyses.Row::name)
                .contains("four features")
                .doesNotContain("five features");
        assertThat(fewer.five().auc())
                .isEqualTo(fewer.rows().get(1).model().orElseThrow().auc());
    }

    @Test
    void theRegressionIsFreeOfLeaks() {
        var rows = new LabelledMatrix(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels());
        var folds =
                Fold.numbered(new CrossValidation(5, 1, 1).split(users.labels()).get(0));
        assertThat(HeldOutLeaks.folds(rows, folds, (changed, given) -> {
                    var scores = new double[changed.rows()];
                    for (var fold : given) {
                        var fitted = new FirthLogistic().fit(changed.select(fold.train()), 1);
                        var predicted = fitted.predict(changed.features().select(fold.test()));
                        for (int i = 0; i < predicted.length; i++) {
                            scores[fold.test()[i]] = predicted[i];
                        }
                    }
                    return scores;
                }))
                .isEmpty();
    }

    @Test
    void isJudgedTheSameWayTwice() {
        var again = JudgedModel.logistic(users, ObservedFeature.HEADLINE, COSTS);
        assertThat(again.auc()).isEqualTo(headline.five().auc());
        assertThat(again.averagePrecision()).isEqualTo(headline.five().averagePrecision());
        assertThat(JudgedModel.permutation(users, AnalysisPlan.PREDICTORS, 5, 1))
                .isEqualTo(JudgedModel.permutation(users, AnalysisPlan.PREDICTORS, 5, 1));
    }

    @Test
    void sensitivityRepeatsThePlannedAnalysisForOtherUsersPredictorsAndOutcomes() {
        var variants = Users.variants(posts.posts(), Protocol.CORRECTED, Period.DEFAULT);
        var sensitivity = Analyses.sensitivity(variants, COSTS);
        assertThat(sensitivity.rows())
                .extracting(Analyses.Row::name)
                .containsExactly(
                        "planned: newcomers, without reactions",
                        "newcomers, with reactions",
                        "older accounts, without reactions",
                        "everybody, without reactions",
                        "everybody, five features",
                        "planned, but two posts or more in February",
                        "five features, but two posts or more in February",
                        "planned, but a post after 7 February",
                        "five features, but a post after 7 February",
                        "planned, but a post after 14 February",
                        "five features, but a post after 14 February",
                        "five features, but counts such as 1千+ at their upper end");
        assertThat(sensitivity.rows())
                .allSatisfy(line -> assertThat(line.model().isPresent()).isEqualTo(line.retained() >= 10));
        assertThat(sensitivity.rows().get(4).model().map(JudgedModel::auc))
                .contains(headline.five().auc());
        assertThat(sensitivity.aucs().keySet())
                .containsExactlyElementsOf(sensitivity.rows().stream()
                        .filter(line -> line.model().isPresent())
                        .map(Analyses.Row::name)
                        .toList());
        assertThat(sensitivity.table().stringColumn("AUC-ROC").asList()).contains("too few retained");
        assertThat(List.copyOf(sensitivity.aucs().values())).isNotEmpty();
    }
}
