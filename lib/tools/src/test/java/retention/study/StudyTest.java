package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import numerics.Progress;
import numerics.evaluation.ExpectedCost;
import numerics.evaluation.MetricIntervals;
import numerics.learning.OutOfFold;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retention.features.ObservedFeature;
import retention.posts.CsvFixture;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.posts.UnusableFileException;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
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
    void saysThatFeaturesWerePlantedOnlyWhereTheyWere() throws IOException {
        var csv = folder.resolve("null.csv");
        Replica.write(new ReplicaSettings(300, true, 1), csv, folder.resolve("null.truth.json"));
        assertThat(study.truth().hasEffects()).isTrue();
        var nothing = Study.of(csv);
        assertThat(nothing.synthetic()).isTrue();
        assertThat(nothing.truth().hasEffects()).isFalse();
        delete(nothing.folder());
    }

    @Test
    void knowsThePlantedTopicOfEachUserOfAReplica() throws IOException {
        var topics = study.plantedTopics(Protocol.CORRECTED).orElseThrow();
        assertThat(topics).hasSize(study.users(Protocol.CORRECTED).size());
        var truth = JsonParser.parseString(Files.readString(Origin.truthFile(study.file())))
                .getAsJsonObject()
                .getAsJsonObject("topics");
        for (int i = 0; i < topics.size(); i++) {
            var user = study.users(Protocol.CORRECTED).list().get(i).id();
            var written = study.posts().posts().stream()
                    .filter(post -> post.userId().equals(user))
                    .map(post -> truth.get(post.identity()).getAsString())
                    .toList();
            assertThat(written).contains(topics.get(i));
        }
        var alone = Files.copy(study.file(), folder.resolve("without_topics.csv"));
        assertThat(Study.of(alone).plantedTopics(Protocol.CORRECTED)).isEmpty();
    }

    @Test
    void doesNotCallPostsPlantedWithoutATruthFile() throws IOException {
        var alone = Files.copy(study.file(), folder.resolve("without_truth.csv"));
        assertThat(Study.of(alone).truth().hasEffects()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"settings\": {\"posts\": 300}}"})
    void refusesATruthFileThatIsNone(String content) throws IOException {
        var csv = Files.copy(
                study.file(), Files.createTempDirectory(folder, "truth").resolve("some.csv"));
        Files.writeString(csv.resolveSibling("some.truth.json"), content);
        assertThatThrownBy(() -> Study.of(csv).truth().hasEffects())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("some.truth.json does not hold the truth of a replica");
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
    void knowsTheOriginalByWhatIsInItAndNotByItsName() throws IOException {
        var calibrated = folder.resolve("calibrated.csv");
        Replica.write(new ReplicaSettings(4117, false, 1), calibrated, folder.resolve("calibrated.truth.json"));
        var crawl = Files.readString(calibrated).replace(Origin.SYNTHETIC_DOMAIN, "example.com/");
        var posts = Posts.read(Files.writeString(folder.resolve("crawl.csv"), crawl));
        assertThat(Origin.of(posts)).isEqualTo(Origin.ORIGINAL);
        var fewer = posts.posts().subList(1, posts.posts().size());
        var named = Path.of("tt_refugee.csv");
        assertThat(Origin.of(Posts.of(named, fewer))).isEqualTo(Origin.OWN);
        assertThat(Origin.OWN.statement(Path.of("other <b>.csv"))).isEqualTo("A file of your own: other <b>.csv.");
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
        var later = Study.of(study.file(), StudySettings.of(Map.of("observed", "2025-02", "outcome", "2025-03")));
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
        var set = Study.of(study.file(), StudySettings.of(Map.of("wave", "2025-01-13")));
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
                .startsWith("\uFEFFuser_id,like_count,collect_count")
                .contains(users.list().get(0).id().text());
    }

    @Test
    void judgesEveryPublishedClaimByItsRule() {
        var users = study.users(Protocol.CORRECTED);
        var claims = Claim.judge(users, study.themes(Protocol.CORRECTED), Published.read());
        assertThat(claims).hasSize(6);
        var likes = claims.get(0).figures().get(0);
        assertThat(likes.interval())
                .isEqualTo(MetricIntervals.cliffsDelta(users.labels(), users.sums(Reaction.LIKES), 0.95));
        assertThat(likes.jointly())
                .isEqualTo(MetricIntervals.cliffsDelta(users.labels(), users.sums(Reaction.LIKES), 1 - 0.05 / 4));
        assertThat(claims.get(0).figures()).allMatch(Claim.Figure::hindsight);
        assertThat(claims.get(2).verdict()).isEqualTo(Claim.Verdict.UNTESTABLE);
        assertThat(claims.subList(0, 2))
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Claim.Verdict.of(claim.figures(), 4)));
        assertThat(claims.subList(3, 6))
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Claim.Verdict.NOT_MEASURABLE));
    }

    @Test
    void looksAtEveryFeatureAloneAndTogether() {
        var users = study.users(Protocol.CORRECTED);
        var alone = Factors.alone(users);
        assertThat(alone.keySet()).containsExactly(ObservedFeature.columns(List.of(ObservedFeature.values())));
        assertThat(alone.get("posts"))
                .isEqualTo(MetricIntervals.cliffsDelta(
                        users.labels(),
                        ObservedFeature.of(users, List.of(ObservedFeature.POSTS))
                                .values("posts"),
                        AnalysisPlan.LEVEL));
        assertThat(Factors.together(users).keySet()).contains(ObservedFeature.columns(ObservedFeature.HEADLINE));
    }

    @Test
    void resultsFollowFromWhatNotebooksLeft() throws IOException {
        var random = new Random(1);
        Kept.seeds(
                study,
                new SeedRuns(
                        List.of(new SeedRuns.Run(42, 6, 0.99, 0.7, 0)),
                        new double[study.users(Protocol.AS_PUBLISHED).size()]));
        var outOfFold = NetworkProtocol.PUBLISHED_OUT_OF_FOLD;
        var users = study.users(Protocol.CORRECTED);
        var splits = outOfFold.folds().orElseThrow().split(users.labels());
        Kept.predictions(
                study,
                outOfFold,
                new OutOfFold(
                        users.labels(),
                        splits,
                        splits.stream()
                                .map(split -> random.doubles(users.size()).toArray())
                                .toList()));
        study.choose(study.settings().withCosts(new ExpectedCost(20, 2)).withTopics(8));

        var results = Results.of(study, Progress.NONE);

        assertThat(results.judged().headline().costs()).isEqualTo(new ExpectedCost(20, 2));
        assertThat(results.judged().headline().five().decisions().threshold()).isEqualTo("probability above 0.1");
        var sentences = results.sentences();
        assertThat(sentences).hasSize(5).allMatch(sentence -> sentence.startsWith("On synthetic data"));
        assertThat(sentences.get(0)).contains("finds none of the", "exactly as many as", "of 1 seeds, 0 %");
        assertThat(sentences.get(2))
                .contains("A logistic regression on 5 features", "compared with likes alone", "four of the five");
        assertThat(sentences.get(4)).contains("here are %d".formatted(users.retained()));
        assertThat(results.published().table().stringColumn("figure").asList())
                .contains("accuracy", "accuracy of predicting nobody", "seeds with which the network names anybody");
        var json = JsonParser.parseString(Files.readString(results.write())).getAsJsonObject();
        assertThat(json.getAsJsonObject("choices").get("topics").getAsInt()).isEqualTo(8);
        assertThat(json.getAsJsonObject("plan").get("sha256").getAsString())
                .isEqualTo(AnalysisPlan.read().sha256());
        assertThat(json.getAsJsonArray("headline")).hasSize(6);
        assertThat(json.getAsJsonArray("sensitivity").size()).isGreaterThan(8);
    }
}
