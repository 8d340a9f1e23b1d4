package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import numerics.Numbers;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.features.ObservedFeature;
import retention.posts.CsvFixture;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.project.Project;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.Study;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;
import tech.tablesaw.api.Row;

class ScoringModelTest {

    @TempDir
    static Path folder;

    private static Study study;
    private static ScoringModel model;
    private static Path card;

    @BeforeAll
    static void train() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(400, false, 3), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
        model = ScoringModel.of(study);
        card = ModelCard.write(study, model);
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
        var scores = model.score(study.users(Protocol.CORRECTED));
        assertThat(scores.intColumn("rank").asList()).isSorted().first().isEqualTo(1);
        assertThat(scores.doubleColumn("probability").asList()).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void promisesExactlyAsManyRetainedAsThereWere() {
        var users = study.users(Protocol.CORRECTED);
        assertThat(model.score(users).doubleColumn("probability").sum()).isCloseTo(users.retained(), within(1e-9));
    }

    @Test
    void computesProbabilityIntervalAndReasonsFromItsNumbers() throws IOException {
        var score = known(0.5).score(users(user(99, 1))).row(0);
        // 99 likes, 1 collect, 1 comment and 1 share; the last post is of 20 January, 10:00, the account of the 13th.
        double likes = Math.log(100);
        double comments = Math.log(2);
        double recency = 12 - 10 / 24.0;
        double effects = 0.5 * likes + 0.25 * comments + 1 * 0 - 0.1 * recency + 0.3 * 1;
        double error = Math.sqrt(0.04 + 0.01 * (likes * likes + comments * comments + recency * recency + 1));
        assertThat(score.getDouble("probability")).isCloseTo(logistic(-4 + 0.5 * effects), within(1e-6));
        assertThat(score.getDouble("lower")).isCloseTo(logistic(-5 + effects - 2 * error), within(1e-6));
        assertThat(score.getDouble("upper")).isCloseTo(logistic(-5 + effects + 2 * error), within(1e-6));
        // 0.25 times the distance of likes from their mean, -0.5 times that of posts, 0.15 times that of newcomers.
        assertThat(reasons(score))
                .containsExactly("99 likes (+0.65)", "1 post (-0.25)", "account made since 13 January 2025 (+0.09)");
    }

    private static List<String> reasons(Row score) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(place -> score.getString("because_" + place))
                .toList();
    }

    @Test
    void reasonsAddUpToTheDistanceFromTheMeanUser() throws IOException {
        var model = known(0.5);
        var score = model.score(users(user(99, 1))).row(0);
        double atMean = -4 + 0.5 * (0.5 * 2 + 0.25 * 1 + 1 * 0.5 - 0.1 * 10 + 0.3 * 0.4);
        double others = 0.5 * (0.25 * (Math.log(2) - 1) - 0.1 * (12 - 10 / 24.0 - 10));
        double probability = score.getDouble("probability");
        double named = reasons(score).stream()
                .mapToDouble(reason -> Double.parseDouble(reason.replaceAll(".*\\((.*)\\)", "$1")))
                .sum();
        assertThat(Math.log(probability / (1 - probability))).isCloseTo(atMean + others + named, within(0.015));
    }

    @Test
    void stretchesTheIntervalToHoldTheProbability() {
        var score = known(0.001, 0.1).score(users(user(99, 1))).row(0);
        assertThat(score.getDouble("probability"))
                .isEqualTo(score.getDouble("lower"))
                .isLessThan(score.getDouble("upper"));
    }

    @Test
    void ranksNobodyAndGivesNoReasonWhereNothingWasLearned() {
        var model = known(0);
        assertThat(model.hasLearned()).isFalse();
        var scores = model.score(users(user(99, 1), user(5, 2)));
        assertThat(scores.column("rank").countMissing()).isEqualTo(2);
        assertThat(scores.stringColumn("because_1")).containsOnly("");
        assertThat(scores.doubleColumn("probability"))
                .allSatisfy(probability -> assertThat(probability).isCloseTo(logistic(-4), within(1e-15)));
    }

    /** A model whose numbers are known: effects 0.5, 0.25, 1, -0.1 and 0.3 around the means 2, 1, 0.5, 10 and 0.4. */
    private static ScoringModel known(double shrinkage) {
        return known(shrinkage, 2);
    }

    private static ScoringModel known(double shrinkage, double criticalValue) {
        var covariance = MatrixUtils.createRealDiagonalMatrix(new double[] {0.04, 0.01, 0.01, 0.01, 0.01, 0.01});
        return new ScoringModel(
                Period.DEFAULT.toString(),
                new Wave(LocalDate.of(2025, 1, 13), LocalDate.of(2025, 1, 31), Wave.Found.MEASURED),
                ObservedFeature.HEADLINE,
                new double[] {1, 0, 0, 9, 0},
                new CalibratedLogistic(
                        new double[] {-5, 0.5, 0.25, 1, -0.1, 0.3},
                        covariance.getData(),
                        shrinkage,
                        -4 + 5 * shrinkage,
                        criticalValue),
                new double[] {2, 1, 0.5, 10, 0.4},
                new double[] {0, 0, 0, 0, 0},
                new double[] {9, 9, 3, 31, 1},
                Set.of());
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    @Test
    void flagsAUserOutsideOfAllThatWasSeenAndSaysInWhat() throws IOException {
        assertThat(unlike(user(5, 1))).isEmpty();
        assertThat(unlike(user(1_000_000_000_000L, 1))).isEqualTo("likes: 1,000,000 million, in training 0 to 8,102");
    }

    private static String unlike(User user) {
        return known(0.5).score(users(user)).getString(0, ScoringModel.UNLIKE);
    }

    @Test
    void doesNotLookAtTheOutcome() {
        var users = study.users(Protocol.CORRECTED);
        var flipped = new Users(
                users.protocol(),
                users.period(),
                users.wave(),
                users.list().stream()
                        .map(user -> user.withOutcome(
                                user.retained() ? List.of() : List.of(LocalDateTime.of(2025, 2, 1, 0, 0))))
                        .toList());
        assertThat(scores(model, flipped)).isEqualTo(scores(model, users));
    }

    @Test
    void givesEqualUsersTheSameRank() {
        var scores = model.score(users(user(10, 1), user(10, 2), user(5, 3)));
        assertThat(scores.intColumn("rank")).containsExactly(1, 1, 3);
        assertThat(scores.doubleColumn("probability").get(0))
                .isEqualTo(scores.doubleColumn("probability").get(1));
    }

    /** All that is said of users, to compare it. */
    private static String scores(ScoringModel model, Users users) {
        return model.score(users).printAll();
    }

    @Test
    void flagsNoneOfTheTrainingUsersThemselves() {
        var unlike = model.score(study.users(Protocol.CORRECTED)).stringColumn(ScoringModel.UNLIKE);
        assertThat(unlike.asList()).containsOnly("");
    }

    @Test
    void scoresTheSameOnAnotherMachine() throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(model);
        }
        var users = study.users(Protocol.CORRECTED);
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(scores((ScoringModel) in.readObject(), users)).isEqualTo(scores(model, users));
        }
    }

    @Test
    void writesItsCardOnce() throws IOException {
        var before = Files.getLastModifiedTime(card);
        assertThat(Files.getLastModifiedTime(ModelCard.write(study, model))).isEqualTo(before);
    }

    @Test
    void writesItsCardAnewWhereAnotherLibraryHasWrittenIt() throws IOException {
        var text = Files.readString(card);
        Files.writeString(card, text.replace(ModelCard.library(), "0123456789ab"));
        ModelCard.write(study, model);
        assertThat(card).content().isEqualTo(text);
    }

    @Test
    void knowsTheLibraryByItsThreeParts() {
        assertThat(ModelCard.library())
                .matches("[0-9a-f]{12}(-[0-9a-f]{12}){2}")
                .isEqualTo(ModelCard.library());
    }

    @Test
    void marksTheUsersItWasTrainedOn() throws IOException {
        var known = study.users(Protocol.CORRECTED);
        assertThat(inTraining(known)).containsOnly("yes");
        assertThat(inTraining(users(user(10, 1)))).containsOnly("");
        var mixed = new ArrayList<>(known.list().subList(0, 2));
        mixed.add(user(10, 1));
        assertThat(inTraining(users(mixed.toArray(User[]::new)))).containsExactlyInAnyOrder("yes", "yes", "");
    }

    private static List<String> inTraining(Users users) {
        return model.score(users).stringColumn(ScoringModel.IN_TRAINING).asList();
    }

    @Test
    void refusesToScoreNobody() {
        assertThatThrownBy(() -> model.score(users()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No user posted in January: only users who posted then can be scored");
    }

    @Test
    void writesACompleteCardWithoutAHoleInIt() throws IOException {
        var users = study.users(Protocol.CORRECTED);
        assertThat(Files.readString(card))
                .contains(
                        "**Trained on synthetic data",
                        "%d who posted in January 2025".formatted(users.size()),
                        "# Model card: who is seen again in February 2025\n",
                        "posted in January 2025 is found again in February 2025 by",
                        "- **January 2025 only.**",
                        users.wave().toString(),
                        "## How good it is",
                        "AUC-ROC, within folds",
                        "average precision",
                        "## Are the probabilities right?",
                        "newcomers alone, without reactions",
                        "## The interval of a score",
                        "| newcomers alone |",
                        "| likes | log(1 + likes of the observed posts) |",
                        "not to be used to decide anything about a person",
                        ModelCard.library())
                .doesNotContain("%s", "%.", "%d", "NaN", "Infinity", "null");
    }

    @Test
    void theCardIsTheSameForACopyOfTheFileUnderAnotherName() throws IOException {
        var copy = Files.copy(study.file(), folder.resolve("another name.csv"));
        var ofCopy = Study.of(copy);
        assertThat(ModelCard.write(ofCopy, ScoringModel.of(ofCopy))).isEqualTo(card);
        assertThat(card)
                .content()
                .contains(study.hash())
                .doesNotContain(study.file().getFileName().toString());
    }

    @Test
    void theShareOfIntervalsThatHoldTheTruthIsThatOfTheValidation() throws IOException {
        var docs = Project.find().root().resolve("docs");
        var rows = Files.readAllLines(docs.resolve("validation.md")).stream()
                .dropWhile(line -> !line.startsWith("| effects |"))
                .skip(2)
                .map(line -> line.split(" *\\| *"))
                .toList();
        for (var page : List.of(card, docs.resolve("own-posts.md"))) {
            assertThat(Files.readString(page).replaceAll("\\s+", " "))
                    .contains(
                            "the planted effects, half of them and none",
                            percents(rows, 2) + " % of all users, but of " + percents(rows, 5)
                                    + " % of the users in the tenth with the highest scores");
        }
    }

    /** A column of shares, such as {@code 95.7, 95.6 and 95.2}. */
    private static String percents(List<String[]> rows, int column) {
        var shares = rows.stream()
                .map(row -> Numbers.fixed(100 * Double.parseDouble(row[column]), 1))
                .toList();
        return "%s, %s and %s".formatted(shares.toArray());
    }

    @Test
    void saysInTheCardThatNothingWasLearned() throws IOException {
        var users = study.users(Protocol.CORRECTED);
        var model = known(0);
        assertThat(ModelCard.of(study, users, model)).contains("**It has learned nothing.**", "nobody is ranked");
        assertThat(card).content().doesNotContain("learned nothing");
    }

    @Test
    void refusesAStudyWithTooFewRetainedBeforeItIsTrained() throws IOException {
        var csv = Files.writeString(
                folder.resolve("few.csv"), CsvFixture.csv().row().text());
        var few = Study.of(csv);
        assertThatThrownBy(() -> ScoringModel.of(few))
                .hasMessage("0 of 1 users were retained; this takes at least 10 retained and 10 lost.");
        delete(few.folder());
    }

    @Test
    void refusesUsersOfOtherDays() {
        var february = Period.of(Map.of("observed", "2025-02", "outcome", "2025-03"));
        var users = new Users(Protocol.CORRECTED, february, Wave.of(february, List.of()), List.of(user(10, 1)));
        assertThatThrownBy(() -> model.score(users))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "of users with observed 2025-01, outcome 2025-02, wave measured; these are with observed 2025-02");
    }

    @Test
    void learnsWithoutTheReactionsOfWhichNobodyHasACount() throws IOException {
        var users = study.users(Protocol.CORRECTED);
        var without = new Users(
                users.protocol(),
                users.period(),
                users.wave(),
                users.list().stream().map(ScoringModelTest::withoutLikes).toList());
        var model = ScoringModel.train(without);
        assertThat(model.features()).doesNotContain(ObservedFeature.LIKES).hasSize(ObservedFeature.HEADLINE.size() - 1);
        assertThat(model.score(without).rowCount()).isEqualTo(users.size());
        assertThat(scores(model, without)).isEqualTo(scores(model, users));
    }

    @Test
    void takesTheMedianOfTheTrainingForAReactionThatIsNotKnown() throws IOException {
        var score = known(0.5).score(users(withoutLikes(user(7, 1)))).row(0);
        assertThat(reasons(score)).anyMatch(reason -> reason.startsWith("likes unknown, taken for 1.7"));
    }

    private static User withoutLikes(User user) {
        var sums = new HashMap<>(user.sums());
        sums.remove(Reaction.LIKES);
        return new User(
                user.id(), sums, user.lowerBounds(), user.posts(), user.activity(), user.text(), user.outcome());
    }

    private static Users users(User... list) {
        return new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), List.of(list));
    }

    private static User user(long likes, int number) {
        var time = LocalDateTime.of(2025, 1, 20, 10, 0);
        var id = TimestampedId.parse("678450d4" + "0".repeat(15) + number).orElseThrow();
        var sums = Map.of(Reaction.LIKES, likes, Reaction.COLLECTS, 1L, Reaction.COMMENTS, 1L, Reaction.SHARES, 1L);
        var activity = List.of(new User.Activity(time, OptionalLong.of(likes), false));
        return new User(id, sums, 0, 0, activity, "hello", List.of());
    }

    @Test
    void writesARowAUserForATable() {
        var table = model.score(study.users(Protocol.CORRECTED));
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
