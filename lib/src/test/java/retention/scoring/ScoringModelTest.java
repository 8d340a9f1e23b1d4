package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.TimestampedId;
import retention.project.Progress;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.Study;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;

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
        scorer = Scorer.of(study, Progress.NONE);
    }

    @AfterAll
    static void removeItsResults() throws IOException {
        try (var files = Files.walk(study.folder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void ranksUsersByTheirProbability() {
        var scores = scorer.model().score(study.users(Protocol.CORRECTED));
        assertThat(scores).isSortedAccordingTo(Comparator.comparingInt(Score::rank));
        assertThat(scores).isSortedAccordingTo(Comparator.comparingDouble((Score score) -> -score.probability()));
        assertThat(scores.get(0).rank()).isEqualTo(1);
    }

    @Test
    void promisesAsManyRetainedAsThereWere() {
        var users = study.users(Protocol.CORRECTED);
        var promised = scorer.model().score(users).stream()
                .mapToDouble(Score::probability)
                .sum();
        // Shrinking towards the mean user's log odds moves the mean a little.
        assertThat(promised).isCloseTo(users.retained(), within(0.35 * users.retained()));
    }

    @Test
    void putsTheProbabilityInsideItsInterval() {
        assertThat(scorer.model().score(study.users(Protocol.CORRECTED)))
                .allMatch(score -> score.lower() <= score.probability()
                        && score.probability() <= score.upper()
                        && score.lower() >= 0
                        && score.upper() <= 1
                        && score.lower() < score.upper());
    }

    @Test
    void namesTheThreeFeaturesThatMovedMost() {
        var scores = scorer.model().score(study.users(Protocol.CORRECTED));
        assertThat(scores).allSatisfy(score -> assertThat(score.reasons())
                .hasSize(3)
                .isSortedAccordingTo(Comparator.comparingDouble((Score.Reason reason) -> -Math.abs(reason.logOdds()))));
        assertThat(scores.get(0).reasons().get(0))
                .hasToString("%s %.2f (%+.2f)"
                        .formatted(
                                scores.get(0).reasons().get(0).feature(),
                                scores.get(0).reasons().get(0).value(),
                                scores.get(0).reasons().get(0).logOdds()));
    }

    @Test
    void flagsAUserOutsideOfAllThatWasSeen() {
        var score = scorer.model().score(users(user(1_000_000_000_000L, 1))).get(0);
        assertThat(score.unlike()).hasValueSatisfying(why -> assertThat(why).startsWith("likes is 27.63, in training"));
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
                users.list().stream()
                        .map(user -> new User(
                                user.id(),
                                user.likes(),
                                user.collects(),
                                user.comments(),
                                user.shares(),
                                user.lowerBounds(),
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
                .allMatch(score -> score.rank() == 1);
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
        var again = Scorer.of(study, Progress.NONE);
        assertThat(Files.getLastModifiedTime(again.card())).isEqualTo(before);
        assertThat(again.model().trainedOn()).isEqualTo(study.hash());
    }

    @Test
    void refusesADamagedOrOtherModelAndSaysWhatToDo() throws IOException {
        var damaged = Files.writeString(folder.resolve("damaged.json"), "{\"version\": ");
        assertThatThrownBy(() -> ScoringModel.load(damaged)).hasMessageContaining("is damaged");
        var other = Files.writeString(folder.resolve("other.json"), "{\"version\": 99}");
        assertThatThrownBy(() -> ScoringModel.load(other)).hasMessageContaining("Delete it and score again");
    }

    @Test
    void refusesToScoreNobody() {
        assertThatThrownBy(() -> scorer.model().score(users()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No user has a post from 2025-01-01T00:00 until 2025-02-01T00:00");
    }

    @Test
    void shrinksAndNeverStretches() {
        assertThat(scorer.model().calibrationSlope()).isBetween(0.0, 1.0);
    }

    @Test
    void writesACardThatSaysWhatTheModelIsNotFor() throws IOException {
        assertThat(Files.readString(scorer.card()))
                .contains(
                        "**Trained on synthetic data",
                        "## Not to be used",
                        "AUC-ROC, within folds",
                        "Stratified 5-fold cross-validation, repeated 20 times",
                        "`likes`",
                        "%d users".formatted(study.users(Protocol.CORRECTED).size()))
                .doesNotContain("%s", "%.", "NaN");
    }

    private static Users users(User... list) {
        return new Users(Protocol.CORRECTED, List.of(list));
    }

    private static User user(long likes, int number) {
        var time = LocalDateTime.of(2025, 1, 20, 10, 0);
        var id = TimestampedId.parse("678450d4" + "0".repeat(15) + number).orElseThrow();
        return new User(id, likes, 1, 1, 1, 0, List.of(new User.Activity(time, likes, false)), "hello", false);
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
                        "unlike_training");
        assertThat(IntStream.range(0, 3).mapToObj(i -> table.stringColumn(5 + i).get(0)))
                .doesNotHaveDuplicates();
    }
}
