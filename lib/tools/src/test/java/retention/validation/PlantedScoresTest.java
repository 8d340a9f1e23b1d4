package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import numerics.learning.FeatureMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Simulated; three standard errors of a share near 95 % are 3 points with 400 data sets, whose users err together. */
class PlantedScoresTest {

    private static final int USERS = 1500;
    private static final int DATA_SETS = 400;

    private static FeatureMatrix features() {
        var random = new Random(1);
        var rows = new float[USERS][5];
        for (var row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return FeatureMatrix.numbered("x", rows);
    }

    /** Some 23 retained; the first two features have an effect of this size. */
    private static double[] truth(double effect) {
        var features = features();
        var truth = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            truth[i] =
                    1 / (1 + Math.exp(4.2 + effect * effect - effect * (features.value(i, 0) - features.value(i, 1))));
        }
        return truth;
    }

    private static Findings planted;
    private static Findings nothing;

    @BeforeAll
    static void simulate() {
        planted = PlantedScores.scored("effects", features(), truth(0.7), DATA_SETS);
        nothing = PlantedScores.scored("nothing", features(), truth(0), DATA_SETS);
    }

    @Test
    void intervalsHoldTheTruthOfUsersOfEveryRisk() {
        assertThat(PlantedScores.covered(planted).getAverage()).isBetween(0.94, 0.98);
        assertThat(PlantedScores.covered(planted).getMin()).isGreaterThan(0.93);
        assertThat(PlantedScores.covered(planted).getMax()).isLessThan(0.99);
        assertThat(planted.what(PlantedScores.HIGHEST).mean()).isGreaterThan(0.92);
    }

    @Test
    void whatIsPromisedComesEvenOfTheHighestScores() {
        assertThat(planted.what(PlantedScores.PROMISED).mean())
                .isCloseTo(
                        planted.what(PlantedScores.TRUE).mean(),
                        within(0.12 * planted.what(PlantedScores.TRUE).mean()));
    }

    @Test
    void holdsWhereThereIsNothingToLearn() {
        assertThat(PlantedScores.covered(nothing).getMin()).isGreaterThan(0.92);
        // Without shrinking, the highest scores promise twice of what comes.
        assertThat(nothing.what(PlantedScores.PROMISED).mean())
                .isLessThan(1.3 * nothing.what(PlantedScores.TRUE).mean());
    }

    @Test
    void everyUserIsRetainedAsOftenAsTheProbabilitySays() {
        var truth = new double[40];
        Arrays.fill(truth, 0.5);
        var times = new int[truth.length];
        for (int seed = 1; seed <= 400; seed++) {
            var retained = PlantedScores.outcomes(truth, seed);
            Arrays.setAll(times, user -> times[user] + (retained[user] ? 1 : 0));
        }
        // Five standard errors of a half; of neighbouring seeds, java.util.Random gives the first user the same
        // outcome.
        assertThat(Arrays.stream(times).boxed()).allMatch(each -> each >= 150 && each <= 250);
    }

    @Test
    void isTheSameTwice() {
        assertThat(PlantedScores.scored("effects", features(), truth(0.7), 10))
                .isEqualTo(PlantedScores.scored("effects", features(), truth(0.7), 10));
    }

    @Test
    void chancePromisesTheHighestScoresMoreThanTheAverageUser() {
        double average = Arrays.stream(truth(0)).average().orElseThrow();
        assertThat(nothing.what(PlantedScores.TRUE).mean()).isCloseTo(average, within(1e-12));
        assertThat(nothing.what(PlantedScores.PROMISED).mean()).isGreaterThan(average);
        assertThat(planted.what(PlantedScores.TRUE).mean()).isGreaterThan(3 * average);
    }
}
