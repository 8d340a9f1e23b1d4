package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import numerics.evaluation.Metrics;
import numerics.learning.FittedLogistic.Effect;
import numerics.learning.FittedLogistic.Estimate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.Posts;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

class AnswersTest {

    @TempDir
    static Path folder;

    private static PlantedTruth truth;
    private static PlantedTruth ofNull;
    private static PlantedTruth ofOthers;

    @BeforeAll
    static void plant() throws IOException {
        truth = write("replica", false);
        ofNull = write("null", true);
        ofOthers = PlantedTruth.beside(Files.copy(folder.resolve("null.csv"), folder.resolve("others.csv")));
    }

    private static PlantedTruth write(String name, boolean isNull) throws IOException {
        var csv = folder.resolve(name + ".csv");
        Replica.write(new ReplicaSettings(300, isNull, 1), csv, Origin.truthFile(csv));
        return PlantedTruth.beside(csv);
    }

    private static Effect effect(String feature) {
        return new Effect(feature, new Estimate(0.3, 0.1, 0.5), 1);
    }

    @Test
    void thePlantedNumberIsRight() {
        assertThat(truth.check("Retained", 12, 0, "sizes", "retained"))
                .isEqualTo("Retained: 12. Right, as many were planted.");
        assertThat(truth.check("Posts", 297, 0.01, "settings", "posts"))
                .isEqualTo("Posts: 297. Right, 300 were planted.");
    }

    @Test
    void anotherNumberIsTooLargeOrTooSmall() {
        assertThat(truth.check("Retained", 15, 0, "sizes", "retained"))
                .isEqualTo("Retained: 15. Not yet: this is 25.0 % too large.");
        assertThat(truth.check("Posts", 150, 0.1, "settings", "posts"))
                .isEqualTo("Posts: 150. Not yet: this is 50.0 % too small.");
    }

    @Test
    void howFarAnAnswerIsOffIsAShareOfTheTruth() {
        assertThat(truth.check("Effect", 0.5, 0.1, "retention", "coefficients", "log1p_likes"))
                .isEqualTo("Effect: 0.50. Not yet: this is 100.0 % too large.");
    }

    @Test
    void aListIsEnteredByPosition() {
        assertThat(truth.check("Newest", 6, 0, "retention", "groups", "1", "retained"))
                .contains("Right");
    }

    @Test
    void ofAGroupThatWasNotPlantedNothingIsKnown() {
        assertThat(ofNull.check("Oldest", 12, 0, "retention", "groups", "0", "retained"))
                .contains("Right");
        assertThat(ofNull.check("Newest", 6, 0, "retention", "groups", "1", "retained"))
                .isEqualTo("Newest: 6. Nothing was planted here that could tell whether this is right.");
    }

    @Test
    void featuresAreSortedIntoPlantedAndOthers() {
        assertThat(truth.check(List.of("likes", "weekend", "recency")))
                .isEqualTo("Planted: likes, recency. Not planted: weekend. Planted, but not among yours: 2.");
        assertThat(truth.check(List.of()))
                .isEqualTo("Planted: none. Not planted: none. Planted, but not among yours: 4.");
    }

    @Test
    void anIntervalHoldsThePlantedCoefficientOrNot() {
        assertThat(truth.check(effect("likes"))).contains("0.25, lies inside");
        assertThat(truth.check(effect("weekend"))).contains("coefficient, 0, lies outside");
    }

    @Test
    void thePlantedCoefficientsRankTheRetainedAboveOthers() {
        var users = Users.of(Posts.read(folder.resolve("replica.csv")).posts(), Protocol.CORRECTED, Period.DEFAULT);
        assertThat(Metrics.aucRoc(users.labels(), truth.scores(users).orElseThrow()))
                .isGreaterThan(0.6);
        assertThat(ofNull.scores(users)).isEmpty();
    }

    @Test
    void whereNothingWasPlantedEveryAnswerIsTold() {
        var unknown = "Nothing was planted here that could tell whether this is right.";
        assertThat(ofOthers.check("Retained", 12, 0, "sizes", "retained")).isEqualTo("Retained: 12. " + unknown);
        assertThat(ofOthers.check(List.of("likes"))).isEqualTo(unknown);
        assertThat(ofOthers.check(effect("likes"))).endsWith(unknown);
        assertThat(ofOthers.effects()).isEmpty();
        assertThat(ofNull.check(List.of("likes"))).isEqualTo(unknown);
        assertThat(ofNull.effects()).isEmpty();
        assertThat(ofNull.check("Posts", 300, 0, "settings", "posts")).contains("Right");
    }
}
