package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import retention.evaluation.CrossValidation;
import retention.evaluation.EffectSizes;
import retention.evaluation.LeakGuard;
import retention.evaluation.Metrics;
import retention.evaluation.OutOfFold;
import retention.features.ObservedFeature;
import retention.model.LabelledMatrix;
import retention.model.NetworkSummary;
import retention.posts.CsvFixture;
import retention.posts.Reaction;
import retention.posts.UnusableFileException;
import retention.project.Progress;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Cohort;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Wave;

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
    void knowsThePlantedTopicOfEachUserOfAReplica() throws IOException {
        var topics = study.plantedTopics(Protocol.CORRECTED).orElseThrow();
        assertThat(topics).hasSize(study.users(Protocol.CORRECTED).size());
        var truth = Replica.of(new ReplicaSettings(300, false, 1)).topicsByPost();
        for (int i = 0; i < topics.size(); i++) {
            var user = study.users(Protocol.CORRECTED).list().get(i).id();
            var written = study.posts().posts().stream()
                    .filter(post -> post.userId().equals(user))
                    .map(post -> truth.get(post.identity()).key())
                    .toList();
            assertThat(written).contains(topics.get(i));
        }
        var alone = Files.copy(study.file(), folder.resolve("without_truth.csv"));
        assertThat(Study.of(alone).plantedTopics(Protocol.CORRECTED)).isEmpty();
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
        delete(other.folder());
    }

    @Test
    void callsTheOriginalByItsNameAndAnyOtherFileYourOwn() throws IOException {
        var text = CsvFixture.csv().row().text();
        for (var name : List.of("tt_refugee.csv", "tt refugee.csv", "other <b>.csv")) {
            var csv =
                    Files.writeString(Files.createTempDirectory(folder, "real").resolve(name), text);
            var real = Study.of(csv);
            var expected = name.startsWith("tt") ? "The original crawl." : "A file of your own: other <b>.csv.";
            assertThat(real.origin().statement(csv)).isEqualTo(expected);
            delete(real.folder());
        }
        assertThat(study.origin()).isEqualTo(Origin.SYNTHETIC);
        assertThat(study.origin().statement(study.file())).contains("not findings");
    }

    @Test
    void keepsResultsApartByTheContentOfTheFile() {
        assertThat(study.folder().getFileName().toString())
                .isEqualTo(study.hash())
                .hasSize(12);
    }

    @Test
    void ofOtherMonthsHasOtherUsersInAFolderOfItsOwn() throws IOException {
        var later = Study.of(
                study.file(), StudySettings.of(Period.of(Map.of("observed", "2025-02", "outcome", "2025-03"))));
        try {
            assertThat(later.folder()).isNotEqualTo(study.folder());
            assertThat(later.users(Protocol.CORRECTED).list()).isNotEmpty().allSatisfy(user -> assertThat(
                            user.firstPost().getMonthValue())
                    .isEqualTo(2));
            assertThat(later.users(Protocol.CORRECTED).retained())
                    .isLessThan(later.users(Protocol.CORRECTED).size());
            assertThat(study.period()).isEqualTo(Period.DEFAULT);
        } finally {
            delete(later.folder());
        }
    }

    @Test
    void withASetWaveHasAFolderOfItsOwn() throws IOException {
        var set = Study.of(study.file(), StudySettings.of(Period.of(Map.of("wave", "2025-01-13"))));
        assertThat(set.folder()).isNotEqualTo(study.folder());
        assertThat(set.users(Protocol.CORRECTED).wave().firstDay()).isEqualTo("2025-01-13");
        delete(set.folder());
    }

    @Test
    void worksWithOneUser() throws IOException {
        var csv = Files.writeString(
                folder.resolve("one.csv"), CsvFixture.csv().row().text());
        var one = Study.of(csv);
        assertThat(one.behaviour(NetworkProtocol.CORRECTED).features().columns())
                .isEqualTo(Study.BEHAVIOUR_FEATURES);
        assertThat(one.users(Protocol.CORRECTED).wave().found()).isEqualTo(Wave.Found.NO_WAVE);
        delete(one.folder());
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
    void judgesEveryPublishedClaimByItsRule() {
        var users = study.users(Protocol.CORRECTED);
        var claims = Claim.judge(users, study.themes(Protocol.CORRECTED), Published.read(), 42);
        assertThat(claims).hasSize(5);
        // As in the table of effect sizes, but at a level for four of them.
        assertThat(claims.get(0).figures().get(0).interval())
                .isEqualTo(EffectSizes.cliffsDelta(users.labels(), users.sums(Reaction.LIKES), 1 - 0.05 / 4));
        assertThat(claims.get(0).figures()).allMatch(Claim.Figure::hindsight);
        assertThat(claims.get(2).verdict()).isEqualTo(Claim.Verdict.UNDECIDABLE);
        assertThat(claims.subList(0, 3))
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Claim.Verdict.of(claim.figures())));
        assertThat(claims.subList(3, 5))
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Claim.Verdict.NOT_MEASURABLE));
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
        var rows = LabelledMatrix.of(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels());
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
        var users = study.users(Protocol.CORRECTED);
        var headline = Headline.of(users, Progress.NONE);
        var heard = new ArrayList<Integer>();
        var robustness = Robustness.of(users, headline, (done, total) -> heard.add(done));
        assertThat(robustness.lines()).hasSize(5).allSatisfy(line -> assertThat(
                        line.headline().isPresent())
                .isEqualTo(line.retained() >= Robustness.FEWEST_RETAINED));
        assertThat(robustness.lines().get(0).headline()).containsSame(headline);
        assertThat(heard).containsExactly(1, 2, 3, 4, 5);
        for (int column = 3; column < robustness.table().columnCount(); column++) {
            assertThat(robustness.table().stringColumn(column).asList()).anyMatch(text -> text.contains("not judged"));
        }
        assertThat(robustness.newcomers().isPresent())
                .isEqualTo(Robustness.only(users, Cohort.WAVE).retained() >= Robustness.FEWEST_RETAINED);
    }

    @Test
    void judgesTheHeadlineInEveryRespect() {
        var users = study.users(Protocol.CORRECTED);
        var headline = Headline.of(users, Progress.NONE);
        assertThat(headline.calls().repetitions()).isEqualTo(Headline.PROTOCOL.repetitions());
        assertThat(headline.calls().cost()).isEqualTo(Headline.PRICE);
        assertThat(headline.ranked().k()).isEqualTo(Math.min(Headline.REACH, users.size()));
        assertThat(headline.brier().estimate()).isCloseTo(headline.outOfFold().mean(Metrics::brier), within(1e-12));
        assertThat(headline.table().stringColumn("figure").asList())
                .containsExactly(
                        "AUC-ROC",
                        "average precision",
                        "Brier score",
                        "precision at 100",
                        "recall at 100",
                        "expected cost per user at a threshold from an inner cross-validation, where a miss costs 50 and a call 1");
        assertThat(headline.calibration(5).bins()).hasSizeBetween(1, 5);
        assertThat(headline.coefficients())
                .allSatisfy(effect -> assertThat(effect.limits().lower()).isLessThan(effect.coefficient()));
    }

    @Test
    void theSummaryNamesTheThresholdOfItsFigures() {
        var network = new NetworkSummary(List.of());
        var nobody = new double[study.users(Protocol.AS_PUBLISHED).size()];
        study.keep(NetworkProtocol.AS_PUBLISHED, nobody, network);
        var labels = study.users(Protocol.CORRECTED).labels();
        var random = new Random(3);
        var scores = IntStream.range(0, 4)
                .mapToObj(i -> random.doubles(labels.length).toArray())
                .toList();
        var outOfFold = new OutOfFold(labels, new CrossValidation(5, 4, 42).split(labels), scores);
        study.keep(NetworkProtocol.CORRECTED, List.of(outOfFold), network);
        var results = Results.of(study);
        var threshold = results.summary().stream()
                .filter(line -> line.figure().startsWith("threshold of the network"))
                .findFirst()
                .orElseThrow();
        assertThat(threshold.asPublished()).isEqualTo("0.5");
        assertThat(threshold.corrected()).isEqualTo("from the other folds, where a miss costs 50 and a call 1");
        assertThat(results.corrected().threshold()).startsWith("a threshold from the other folds");
    }

    @Test
    void looksAtEveryFeatureInThreeWays() {
        var users = study.users(Protocol.CORRECTED);
        var factors = Factors.of(users);
        assertThat(factors.lines()).hasSize(ObservedFeature.values().length);
        assertThat(factors.table().stringColumn("feature").asList())
                .containsExactly(ObservedFeature.columns(List.of(ObservedFeature.values())));
        // What the headline does not hold is looked at beside it.
        assertThat(factors.oddsRatios().keySet())
                .contains(ObservedFeature.columns(ObservedFeature.HEADLINE))
                .contains("collects", "hour_sin");
        assertThat(Factors.together(users))
                .isEqualTo(factors.oddsRatios().entrySet().stream()
                        .filter(ratio -> List.of(ObservedFeature.columns(ObservedFeature.HEADLINE))
                                .contains(ratio.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(factors).isEqualTo(Factors.of(users));
    }

    @Test
    void doesNotLookAtTooFewNewcomers() {
        var users = study.users(Protocol.CORRECTED);
        var few = users.only(user -> users.cohort(user) != Cohort.WAVE || !user.retained());
        assertThat(Robustness.only(few, Cohort.WAVE).size()).isPositive();
        assertThat(Factors.ofNewcomers(few)).isEmpty();
    }

    @Test
    void saysFiveSentencesThatFollowFromTheNumbers() {
        var random = new Random(1);
        var users = study.users(Protocol.CORRECTED).size();
        var network = new NetworkSummary(List.of());
        study.keep(
                NetworkProtocol.AS_PUBLISHED,
                new double[study.users(Protocol.AS_PUBLISHED).size()],
                network);
        var labels = study.users(Protocol.CORRECTED).labels();
        var scores = IntStream.range(0, 4)
                .mapToObj(i -> random.doubles(users).toArray())
                .toList();
        study.keep(
                NetworkProtocol.CORRECTED,
                List.of(new OutOfFold(labels, new CrossValidation(5, 4, 42).split(labels), scores)),
                network);
        var sentences = Results.of(study).sentences();
        assertThat(sentences).hasSize(5).allMatch(sentence -> sentence.startsWith("On synthetic data"));
        assertThat(sentences.get(0))
                .contains(
                        "finds none of the %d users"
                                .formatted(study.users(Protocol.AS_PUBLISHED).retained()),
                        "exactly as many as");
        assertThat(sentences.get(1)).contains("the 50 of chance cannot be ruled out");
        assertThat(sentences.get(2)).contains("A logistic regression on 5 numbers", "of 1,000 tries");
        assertThat(sentences.get(4))
                .contains("and here are %d"
                        .formatted(study.users(Protocol.CORRECTED).retained()));
    }
}
