package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.features.ObservedFeature;
import retention.posts.CsvFixture;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.Study;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;

class ScoringModelTest {

    @TempDir
    static Path folder;

    private static Study study;
    private static Scorer scorer;

    @BeforeAll
    static void train() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(400, false, 3), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
        scorer = Scorer.of(study);
    }

    @AfterAll
    static void removeItsResults() throws IOException {
        delete(study.folder());
    }

    private static void delete(Path results) throws IOException {
        try (var files = Files.walk(results)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void ranksUsersByTheirProbability() {
        var scores = scorer.model().score(study.users(Protocol.CORRECTED));
        assertThat(scores).isSortedAccordingTo(Comparator.comparingInt(score -> score.rank()
                .orElseThrow()));
        assertThat(scores).isSortedAccordingTo(Comparator.comparingDouble((Score score) -> -score.probability()));
        assertThat(scores.get(0).rank()).hasValue(1);
    }

    @Test
    void promisesExactlyAsManyRetainedAsThereWere() {
        var users = study.users(Protocol.CORRECTED);
        var promised = scorer.model().score(users).stream()
                .mapToDouble(Score::probability)
                .sum();
        assertThat(promised).isCloseTo(users.retained(), within(1e-9));
    }

    @Test
    void computesProbabilityIntervalAndReasonsFromItsNumbers() throws IOException {
        var score = known(0.5).score(users(user(99, 1))).get(0);
        // 99 likes, 1 collect, 1 comment and 1 share; the last post is of 20 January, 10:00, the account of the 13th.
        double likes = Math.log(100);
        double comments = Math.log(2);
        double recency = 12 - 10 / 24.0;
        double effects = 0.5 * likes + 0.25 * comments + 1 * 0 - 0.1 * recency + 0.3 * 1;
        double error = Math.sqrt(0.04 + 0.01 * (likes * likes + comments * comments + recency * recency + 1));
        assertThat(score.probability()).isCloseTo(logistic(-4 + 0.5 * effects), within(1e-6));
        assertThat(score.lower()).isCloseTo(logistic(-5 + effects - 2 * error), within(1e-6));
        assertThat(score.upper()).isCloseTo(logistic(-5 + effects + 2 * error), within(1e-6));
        assertThat(score.reasons()).extracting(Score.Reason::feature).containsExactly("likes", "posts", "newcomer");
        assertThat(score.reasons().get(0).logOdds()).isCloseTo(0.5 * 0.5 * (likes - 2), within(1e-6));
        assertThat(score.reasons().get(1).logOdds()).isCloseTo(0.5 * 1 * (0 - 0.5), within(1e-6));
        assertThat(score.reasons().get(2).logOdds()).isCloseTo(0.5 * 0.3 * (1 - 0.4), within(1e-6));
        assertThat(score.reasons())
                .extracting(Score.Reason::toString)
                .containsExactly("99 likes (+0.65)", "1 post (-0.25)", "account made since 13 January 2025 (+0.09)");
    }

    @Test
    void reasonsAddUpToTheDistanceFromTheMeanUser() throws IOException {
        var model = known(0.5);
        var score = model.score(users(user(99, 1))).get(0);
        double atMean = -4 + 0.5 * (0.5 * 2 + 0.25 * 1 + 1 * 0.5 - 0.1 * 10 + 0.3 * 0.4);
        double others = 0.5 * (0.25 * (Math.log(2) - 1) - 0.1 * (12 - 10 / 24.0 - 10));
        assertThat(Math.log(score.probability() / (1 - score.probability())))
                .isCloseTo(
                        atMean
                                + others
                                + score.reasons().stream()
                                        .mapToDouble(Score.Reason::logOdds)
                                        .sum(),
                        within(1e-6));
    }

    @Test
    void stretchesTheIntervalToHoldTheProbability() throws IOException {
        var narrow = load(json(0.001).replace("\"criticalValue\": 2", "\"criticalValue\": 0.1"));
        var score = narrow.score(users(user(99, 1))).get(0);
        assertThat(score.probability()).isEqualTo(score.lower()).isLessThan(score.upper());
    }

    @Test
    void ranksNobodyAndGivesNoReasonWhereNothingWasLearned() throws IOException {
        var model = known(0);
        assertThat(model.hasLearned()).isFalse();
        var scores = model.score(users(user(99, 1), user(5, 2)));
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.rank()).isEmpty();
            assertThat(score.reasons()).isEmpty();
            assertThat(score.probability()).isEqualTo(logistic(-4));
        });
        assertThat(ScoringModel.table(scores).column("rank").countMissing()).isEqualTo(2);
        assertThat(ScoringModel.table(scores).stringColumn("because_1")).containsOnly("");
    }

    /** A model whose numbers are known: effects 0.5, 0.25, 1, -0.1 and 0.3 around the means 2, 1, 0.5, 10 and 0.4. */
    private static ScoringModel known(double shrinkage) throws IOException {
        return ScoringModel.load(Files.writeString(folder.resolve("known.json"), json(shrinkage)));
    }

    private static String json(double shrinkage) {
        return """
                {
                  "version": 3, "madeBy": "hand", "trainedOn": "nothing",
                  "observed": "2025-01", "outcome": "2025-02", "waveFirst": "2025-01-13", "waveFound": "MEASURED",
                  "features": ["likes", "comments", "posts", "recency", "newcomer"],
                  "regression": {
                    "coefficients": [-5, 0.5, 0.25, 1, -0.1, 0.3],
                    "covariance": [[0.04, 0, 0, 0, 0, 0], [0, 0.01, 0, 0, 0, 0], [0, 0, 0.01, 0, 0, 0],
                        [0, 0, 0, 0.01, 0, 0], [0, 0, 0, 0, 0.01, 0], [0, 0, 0, 0, 0, 0.01]],
                    "shrinkage": %s, "shrunkIntercept": -4, "criticalValue": 2
                  },
                  "median": [1, 0, 0, 9, 0],
                  "mean": [2, 1, 0.5, 10, 0.4],
                  "lowest": [0, 0, 0, 0, 0],
                  "highest": [9, 9, 3, 31, 1],
                  "precision": [[1, -0.9, 0, 0, 0], [-0.9, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0.01, 0], [0, 0, 0, 0, 1]],
                  "farthest": 9,
                  "members": []
                }
                """
                .formatted(shrinkage);
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    @Test
    void flagsAUserOutsideOfAllThatWasSeenAndSaysInWhat() throws IOException {
        var score = known(0.5).score(users(user(1_000_000_000_000L, 1))).get(0);
        assertThat(score.unlike()).hasValue("likes: 1,000,000 million, in training 0 to 8,102");
    }

    @Test
    void flagsAnUnusualCombinationAndNamesTheFeatureThatIsFarthestFromWhatTheRestSuggests() throws IOException {
        assertThat(known(0.5).score(users(user(2_000, 1))).get(0).unlike())
                .hasValue("likes: 2,000, where the rest suggests 4.6");
        assertThat(known(0.5).score(users(user(5, 1))).get(0).unlike()).isEmpty();
    }

    @Test
    void flagsFewOfTheTrainingUsersThemselves() {
        var flagged = scorer.model().score(study.users(Protocol.CORRECTED)).stream()
                .filter(score -> score.unlike().isPresent())
                .count();
        assertThat(flagged).isLessThanOrEqualTo(study.users(Protocol.CORRECTED).size() / 100);
    }

    @Test
    void doesNotLookAtTheOutcome() {
        var users = study.users(Protocol.CORRECTED);
        var flipped = new Users(
                users.protocol(),
                users.period(),
                users.wave(),
                users.list().stream()
                        .map(user -> new User(
                                user.id(),
                                user.sums(),
                                user.lowerBounds(),
                                user.missingCounts(),
                                user.activity(),
                                user.text(),
                                !user.retained()))
                        .toList());
        assertThat(scorer.model().score(flipped)).isEqualTo(scorer.model().score(users));
    }

    @Test
    void givesEqualUsersTheSameRank() {
        var scores = scorer.model().score(users(user(10, 1), user(10, 2), user(5, 3)));
        assertThat(scores.stream()
                        .filter(score -> score.probability() == scores.get(0).probability()))
                .hasSize(2)
                .allMatch(score -> score.rank().getAsInt() == 1);
        assertThat(scores.get(2).rank()).hasValue(3);
    }

    @Test
    void scoresTheSameAfterItWasKept() {
        var file = folder.resolve("model.json");
        scorer.model().save(file);
        var users = study.users(Protocol.CORRECTED);
        assertThat(ScoringModel.load(file).score(users))
                .isEqualTo(scorer.model().score(users));
    }

    @Test
    void isTrainedOnceAndThenRead() throws IOException {
        var before = Files.getLastModifiedTime(scorer.card());
        var again = Scorer.of(study);
        assertThat(Files.getLastModifiedTime(again.card())).isEqualTo(before);
        assertThat(again.model().trainedOn()).isEqualTo(study.hash());
    }

    @Test
    void isTrainedAnewWhereItWasMadeByAnotherLibrary() throws IOException {
        var file = scorer.card().resolveSibling("model.json");
        var made = Files.readString(file);
        Files.writeString(file, made.replace(Fingerprint.current(), "0123456789abcdef"));
        Scorer.of(study);
        assertThat(file).content().isEqualTo(made);
    }

    @Test
    void doesNotUseAKeptModelOfAnotherFileOrVersionOrADamagedOne() throws IOException {
        var made = Files.readString(scorer.card().resolveSibling("model.json"));
        assertThat(kept(made)).isPresent();
        assertThat(kept(made.replace(study.hash(), "0123456789ab"))).isEmpty();
        assertThat(kept(made.replace("\"version\": 3", "\"version\": 1"))).isEmpty();
        assertThat(kept(made.substring(0, made.length() / 2))).isEmpty();
        assertThat(Scorer.kept(folder.resolve("absent.json"), study.hash(), study.period()))
                .isEmpty();
    }

    private static Optional<ScoringModel> kept(String json) throws IOException {
        return Scorer.kept(Files.writeString(folder.resolve("kept.json"), json), study.hash(), study.period());
    }

    @Test
    void refusesADamagedOrOtherModelAndSaysWhatToDo() throws IOException {
        assertThatThrownBy(() -> load("{\"version\": ")).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> load("{\"version\": 99}")).hasMessageContaining("Delete it and score again");
        assertThatThrownBy(() -> load("")).hasMessageContaining("is no scoring model of version 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "mean": [2, 1, 0.5, 10, 0.4]  | "mean": []                  | mean has 0 numbers, expected 5
                    "mean": [2, 1, 0.5, 10, 0.4]  | "mean": null                | mean has 0 numbers, expected 5
                    "lowest": [0, 0, 0, 0, 0]     | "lowest": [0, 0, 0, 0]      | lowest has 4 numbers, expected 5
                    [-5, 0.5, 0.25, 1, -0.1, 0.3] | [-5, 0.5, 0.25, 1, -0.1]    | coefficients has 5 numbers, expected 6
                    [[0.04, 0, 0, 0, 0, 0],       | [                           | covariance has 5 rows, expected 6
                    [0, 0, 0, 0.01, 0],           | [0, 0, 0.01, 0],            | precision has 4 numbers, expected 5
                    "criticalValue": 2            | "criticalvalue": 2          | criticalValue is missing
                    "farthest": 9,                |                             | farthest is missing
                    "members": []                 | "members": null             | the wave or members is missing
                    "median": [1, 0, 0, 9, 0]     | "median": [1, 0, 0, 9]      | median has 4 numbers, expected 5
                    "observed": "2025-01"         | "observed": "January"       | observed = January: expected a month
                    "waveFirst": "2025-01-13"     | "waveFirst": "13 January"   | 13 January
                    "waveFound": "MEASURED"       | "waveFound": null           | the wave
                    "regression":                 | "regresion":                | coefficients has 0 numbers
                    """)
    void refusesAModelOfWhichPartIsMissing(String part, String instead, String complaint) {
        var json = json(0.5);
        assertThat(json).contains(part);
        assertThatThrownBy(() -> load(json.replace(part, instead == null ? "" : instead)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining(complaint);
    }

    private static ScoringModel load(String json) throws IOException {
        return ScoringModel.load(Files.writeString(folder.resolve("given.json"), json));
    }

    @Test
    void marksTheUsersItWasTrainedOnWithoutKeepingTheirIds() throws IOException {
        var known = study.users(Protocol.CORRECTED);
        assertThat(scorer.model().score(known)).allMatch(Score::inTraining);
        assertThat(scorer.model().score(users(user(10, 1)))).noneMatch(Score::inTraining);
        var mixed = new ArrayList<>(known.list().subList(0, 2));
        mixed.add(user(10, 1));
        assertThat(scorer.model().score(users(mixed.toArray(User[]::new))).stream()
                        .filter(Score::inTraining))
                .hasSize(2);
        assertThat(scorer.card().resolveSibling("model.json"))
                .content()
                .doesNotContain(known.list().get(0).id().text());
    }

    @Test
    void refusesToScoreNobody() {
        assertThatThrownBy(() -> scorer.model().score(users()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No user posted in January: only users who posted then can be scored");
    }

    @Test
    void writesACompleteCardWithoutAHoleInIt() throws IOException {
        var users = study.users(Protocol.CORRECTED);
        assertThat(Files.readString(scorer.card()))
                .contains(
                        "**Trained on synthetic data",
                        "%d who posted from 2025-01-01".formatted(users.size()),
                        "# Model card: who is seen again in February\n",
                        "posted in January 2025 is found again",
                        "in February 2025, and ranks",
                        "- **January 2025 only.**",
                        users.wave().toString(),
                        "## How good it is",
                        "AUC-ROC, within folds",
                        "average precision",
                        "## Is a probability one?",
                        "newcomers alone, without reactions",
                        "## The interval of a score",
                        "the interval would hold the truth for",
                        "99.5 % of the training users",
                        "| `likes` | log(1 + likes of the observed posts) |",
                        "Not to be used to decide anything about a person",
                        Fingerprint.current())
                .doesNotContain("%s", "%.", "%d", "NaN", "Infinity", "null");
    }

    @Test
    void saysInTheCardThatNothingWasLearned() throws IOException {
        var users = study.users(Protocol.CORRECTED);
        assertThat(ModelCard.of(study, users, known(0))).contains("**It has learned nothing.**", "nobody is ranked");
        assertThat(scorer.card()).content().doesNotContain("learned nothing");
    }

    @Test
    void refusesAStudyWithTooFewRetainedBeforeItIsTrained() throws IOException {
        var csv = Files.writeString(
                folder.resolve("few.csv"), CsvFixture.csv().row().text());
        var few = Study.of(csv);
        assertThatThrownBy(() -> Scorer.of(few))
                .hasMessageContaining("0 of 1 users were seen again in February")
                .hasMessageContaining("takes 10 who were and 10 who were not");
        delete(few.folder());
    }

    @Test
    void refusesUsersOfOtherDays() {
        var february = Period.of(Map.of("observed", "2025-02", "outcome", "2025-03"));
        var users = new Users(Protocol.CORRECTED, february, Wave.of(february, List.of()), List.of(user(10, 1)));
        assertThatThrownBy(() -> scorer.model().score(users))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "of users with observed 2025-01, outcome 2025-02, wave measured; these are with observed 2025-02");
    }

    @Test
    void isNotUsedForAnotherPeriod() throws IOException {
        var made = Files.readString(scorer.card().resolveSibling("model.json"));
        var set = Period.of(Map.of("wave", "2025-01-13"));
        assertThat(Scorer.kept(Files.writeString(folder.resolve("kept.json"), made), study.hash(), set))
                .isEmpty();
    }

    @Test
    void learnsWithoutTheReactionsOfWhichNobodyHasACount() throws IOException {
        var users = study.users(Protocol.CORRECTED);
        var without = new Users(
                users.protocol(),
                users.period(),
                users.wave(),
                users.list().stream().map(ScoringModelTest::withoutLikes).toList());
        var file = folder.resolve("without.json");
        ScoringModel.train(without, "nothing").save(file);
        var model = ScoringModel.load(file);
        assertThat(model.features()).doesNotContain(ObservedFeature.LIKES).hasSize(ObservedFeature.HEADLINE.size() - 1);
        assertThat(model.score(without)).hasSize(users.size());
        assertThat(model.score(without)).isEqualTo(model.score(users));
    }

    @Test
    void takesTheMedianOfTheTrainingForAReactionThatIsNotKnown() throws IOException {
        var score = known(0.5).score(users(withoutLikes(user(7, 1)))).get(0);
        assertThat(score.reasons()).extracting(Score.Reason::value).contains("1.7 likes");
    }

    private static User withoutLikes(User user) {
        var sums = new HashMap<>(user.sums());
        sums.remove(Reaction.LIKES);
        return new User(
                user.id(), sums, user.lowerBounds(), user.posts(), user.activity(), user.text(), user.retained());
    }

    private static Users users(User... list) {
        return new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), List.of(list));
    }

    private static User user(long likes, int number) {
        var time = LocalDateTime.of(2025, 1, 20, 10, 0);
        var id = TimestampedId.parse("678450d4" + "0".repeat(15) + number).orElseThrow();
        var sums = Map.of(Reaction.LIKES, likes, Reaction.COLLECTS, 1L, Reaction.COMMENTS, 1L, Reaction.SHARES, 1L);
        var activity = List.of(new User.Activity(time, OptionalLong.of(likes), false));
        return new User(id, sums, 0, 0, activity, "hello", false);
    }

    @Test
    void writesARowAUserForATable() {
        var table = ScoringModel.table(scorer.model().score(study.users(Protocol.CORRECTED)));
        assertThat(table.rowCount()).isEqualTo(study.users(Protocol.CORRECTED).size());
        assertThat(table.columnNames())
                .containsExactly(
                        "rank",
                        "user_id",
                        "probability",
                        "lower",
                        "upper",
                        "because_1",
                        "because_2",
                        "because_3",
                        "unlike_training",
                        "in_training");
        assertThat(IntStream.range(0, 3).mapToObj(i -> table.stringColumn(5 + i).get(0)))
                .doesNotHaveDuplicates();
    }
}
