package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.encoder.Readout;
import retention.evaluation.CrossValidation;
import retention.evaluation.EffectSizes;
import retention.evaluation.LeakGuard;
import retention.features.JanuaryFeature;
import retention.model.LabelledMatrix;
import retention.posts.CsvFixture;
import retention.posts.Reaction;
import retention.posts.UnusableFileException;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Cohort;
import retention.users.Protocol;

class StudyTest {

    @TempDir
    static Path folder;

    private static Study study;

    @BeforeAll
    static void openAReplica() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(300, false, 1), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
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
    void saysThatAReplicaIsSyntheticWhateverItsFileIsCalled() throws IOException {
        assertThat(study.synthetic()).isTrue();
        var renamed = Files.copy(study.file(), folder.resolve("tt_refugee.csv"));
        assertThat(Study.of(renamed).synthetic()).isTrue();
    }

    @Test
    void doesNotCallOtherPostsSynthetic() throws IOException {
        var csv = Files.writeString(
                folder.resolve("other.csv"), CsvFixture.csv().row().text());
        var other = Study.of(csv);
        assertThat(other.synthetic()).isFalse();
        Files.delete(other.folder().resolve("timings.json"));
        Files.delete(other.folder());
    }

    @Test
    void keepsResultsApartByTheContentOfTheFile() {
        assertThat(study.folder().getFileName().toString())
                .isEqualTo(study.hash())
                .hasSize(12);
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> Study.of(folder.resolve("absent.csv")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("absent.csv");
    }

    @Test
    void writesUsersForOtherTools() {
        var users = study.users(Protocol.CORRECTED);
        assertThat(study.folder().resolve("users_CORRECTED.csv"))
                .content()
                .startsWith("user_id,like_count,collect_count")
                .contains(users.list().get(0).id().text());
    }

    @Test
    void readsTheEncoderOutAsPublishedAndThreeQuartersUpWhenCorrected() {
        assertThat(Study.readout(Protocol.AS_PUBLISHED, 12)).isEqualTo(Readout.cls(12));
        assertThat(Study.readout(Protocol.CORRECTED, 12)).isEqualTo(Readout.mean(9));
        assertThat(Study.readout(Protocol.CORRECTED, 1)).isEqualTo(Readout.mean(1));
    }

    @Test
    void readsKeptPredictionsBackToTheLastBit() {
        var probabilities = study.users(Protocol.CORRECTED).list().stream()
                .mapToDouble(user -> 1.0 / (3 + user.likes()))
                .toArray();
        study.keep(Protocol.CORRECTED, List.of(probabilities, probabilities));
        var read = study.predictions(Protocol.CORRECTED);
        assertThat(read.probabilities()).isEqualTo(probabilities);
        assertThat(read.labels()).isEqualTo(study.users(Protocol.CORRECTED).labels());
    }

    @Test
    void takesPredictionsOfAnotherFormForNone() throws IOException {
        var older = Files.writeString(folder.resolve("older.csv"), "user_id,retained,probability\na,true,0.5\n");
        assertThat(Predictions.read(older)).isEmpty();
        assertThat(Predictions.read(folder.resolve("absent.csv"))).isEmpty();
    }

    @Test
    void refusesPredictionsThatAreNotOneForEachUser() {
        assertThatThrownBy(() -> study.keep(Protocol.CORRECTED, List.of(new double[3])))
                .hasMessageContaining("3 probabilities for");
    }

    @Test
    void judgesEveryPublishedClaimByItsRule() {
        var users = study.users(Protocol.CORRECTED);
        var claims = Claim.judge(users, study.themes(Protocol.CORRECTED), Published.read(), 42);
        assertThat(claims).hasSize(5);
        // As in the table of effect sizes, but at a level for four of them.
        assertThat(claims.get(0).figures().get(0).interval())
                .isEqualTo(EffectSizes.cliffsDelta(users.labels(), users.sums(Reaction.LIKES), 1 - 0.05 / 4));
        assertThat(claims.get(0).figures()).allMatch(Claim.Figure::hindsight);
        assertThat(claims.get(2).verdict()).isEqualTo(Claim.Verdict.UNDECIDABLE);
        assertThat(claims)
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Claim.Verdict.of(claim.figures())));
    }

    @Test
    void judgesTheHeadlineTheSameWayTwice() {
        var users = study.users(Protocol.CORRECTED);
        var outOfFold = Headline.PROTOCOL.predict(Headline.features(users), users.labels(), Headline.learner());
        var again = Headline.PROTOCOL.predict(Headline.features(users), users.labels(), Headline.learner());
        assertThat(Headline.auc(outOfFold)).isEqualTo(Headline.auc(again));
        assertThat(Headline.permutation(Headline.features(users), users.labels(), 5))
                .isEqualTo(Headline.permutation(Headline.features(users), users.labels(), 5));
    }

    @Test
    void theHeadlineIsFreeOfLeaks() {
        var users = study.users(Protocol.CORRECTED);
        var rows = LabelledMatrix.of(JanuaryFeature.of(users, JanuaryFeature.HEADLINE), users.labels());
        var folds = new CrossValidation(5, 1, 1).split(users.labels()).get(0);
        assertThat(LeakGuard.folds(rows, folds, (changed, given) -> {
                    var scores = new double[changed.rows()];
                    for (var fold : given) {
                        var fitted = Headline.learner().fit(changed.select(fold.train()), 1);
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
    void doesNotJudgeGroupsWithTooFewRetained() {
        var robustness = Robustness.of(study.users(Protocol.CORRECTED));
        assertThat(robustness.lines()).hasSize(5).allSatisfy(line -> assertThat(
                        line.auc().isPresent())
                .isEqualTo(line.retained() >= Robustness.FEWEST_RETAINED));
        assertThat(robustness.table().stringColumn(3).asList()).anyMatch(text -> text.contains("not judged"));
    }

    @Test
    void looksAtEveryFeatureInThreeWays() {
        var users = study.users(Protocol.CORRECTED);
        var factors = Factors.of(users);
        assertThat(factors.lines()).hasSize(JanuaryFeature.values().length);
        assertThat(factors.table().stringColumn("feature").asList())
                .containsExactly(JanuaryFeature.columns(List.of(JanuaryFeature.values())));
        // What the headline does not hold is looked at beside it.
        assertThat(factors.oddsRatios().keySet())
                .contains(JanuaryFeature.columns(JanuaryFeature.HEADLINE))
                .contains("collects", "hour_sin");
        assertThat(Factors.together(users))
                .isEqualTo(factors.oddsRatios().entrySet().stream()
                        .filter(ratio -> List.of(JanuaryFeature.columns(JanuaryFeature.HEADLINE))
                                .contains(ratio.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(factors).isEqualTo(Factors.of(users));
    }

    @Test
    void doesNotLookAtTooFewNewcomers() {
        var users = study.users(Protocol.CORRECTED);
        assertThat(Robustness.only(users, Cohort.WAVE).retained()).isLessThan(Robustness.FEWEST_RETAINED);
        assertThat(Factors.ofNewcomers(users)).isEmpty();
    }

    @Test
    void saysFiveSentencesThatFollowFromTheNumbers() {
        var random = new Random(1);
        var users = study.users(Protocol.CORRECTED).size();
        study.keep(
                Protocol.AS_PUBLISHED,
                List.of(new double[study.users(Protocol.AS_PUBLISHED).size()]));
        study.keep(
                Protocol.CORRECTED,
                IntStream.range(0, 4)
                        .mapToObj(i -> random.doubles(users).toArray())
                        .toList());
        var sentences = Results.of(study).sentences();
        assertThat(sentences).hasSize(5).allMatch(sentence -> sentence.startsWith("On synthetic data"));
        assertThat(sentences.get(0))
                .contains(
                        "finds 0 of the %d users"
                                .formatted(study.users(Protocol.AS_PUBLISHED).retained()),
                        "which is the same");
        assertThat(sentences.get(1)).contains("the 50 of chance cannot be ruled out");
        assertThat(sentences.get(2)).contains("A model of five numbers about the posts of January", "of 1,000 tries");
        assertThat(sentences.get(4))
                .contains("and here are %d"
                        .formatted(study.users(Protocol.CORRECTED).retained()));
    }
}
