package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {

    private static final boolean[] LABELS = Cases.labels(20, 180);

    @Test
    void areTheMeanSquaresOfANestedDesign() {
        var networks = networks(4, 3, 1, 1, 1);
        var components = VarianceComponents.of(networks);

        var splits = networks.get(0).splits();
        var rows = new double[3][4];
        for (int r = 0; r < 3; r++) {
            for (int s = 0; s < 4; s++) {
                double sum = 0;
                for (var fold : splits.get(r)) {
                    var labels = Outcomes.pick(LABELS, fold.test());
                    sum += Outcomes.countPositives(labels)
                            * Metrics.aucRoc(
                                    labels,
                                    Outcomes.pick(
                                            networks.get(s + 1).repetitions().get(r), fold.test()));
                }
                rows[r][s] = sum / 20;
            }
        }
        double seed = IntStream.range(0, 3)
                .mapToDouble(r -> StatUtils.variance(rows[r]))
                .average()
                .orElseThrow();
        double between = StatUtils.variance(
                new double[] {StatUtils.mean(rows[0]), StatUtils.mean(rows[1]), StatUtils.mean(rows[2])});
        assertThat(components.seed()).isCloseTo(seed, within(1e-12));
        assertThat(components.split()).isCloseTo(Math.max(0, between - seed / 4), within(1e-12));
        assertThat(components.single())
                .isCloseTo(
                        (StatUtils.mean(rows[0]) + StatUtils.mean(rows[1]) + StatUtils.mean(rows[2])) / 3,
                        within(1e-12));
        assertThat(components.sampling())
                .isCloseTo(MetricIntervals.aucRepeats(networks.get(0)).sampling(), within(1e-12));
    }

    @Test
    void findTheSourceOfTheNoise() {
        var ofSeeds = VarianceComponents.of(networks(20, 20, 0, 1, 2));
        var ofSplits = VarianceComponents.of(networks(20, 20, 1, 0, 2));

        assertThat(ofSeeds.seed()).isGreaterThan(10 * ofSeeds.split());
        assertThat(ofSplits.seed()).isZero();
        assertThat(ofSplits.split()).isGreaterThan(1e-4);
    }

    @Test
    void averagingLeavesTheRowsPart() {
        var table = VarianceComponents.of(networks(4, 3, 1, 1, 1)).table();

        assertThat(table.columnNames())
                .containsExactly("what differs", "one network, one split", "4 networks, 3 splits");
        var one = table.doubleColumn(1);
        var mean = table.doubleColumn(2);
        assertThat(mean.get(0)).isCloseTo(one.get(0) / Math.sqrt(12), within(1e-12));
        assertThat(mean.get(1)).isCloseTo(one.get(1) / Math.sqrt(3), within(1e-12));
        assertThat(mean.get(2)).isEqualTo(one.get(2));
        assertThat(one.get(3)).isCloseTo(Math.hypot(Math.hypot(one.get(0), one.get(1)), one.get(2)), within(1e-12));
    }

    @Test
    void needTwoSeedsAndTwoRepetitions() {
        assertThatThrownBy(() -> VarianceComponents.of(networks(1, 3, 1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 seeds and 3 repetitions");
        assertThatThrownBy(() -> VarianceComponents.of(networks(3, 1, 1, 1, 1)))
                .hasMessageContaining("3 seeds and 1 repetitions");
        assertThatThrownBy(() -> VarianceComponents.of(List.of())).hasMessageContaining("0 seeds");
    }

    /** The mean of the networks' scores, and each of them: the label, noise of the users, and that of splits and of seeds. */
    private static List<OutOfFold> networks(int seeds, int repetitions, double ofSplit, double ofSeed, long seed) {
        var random = new Random(seed);
        var splits = new CrossValidation(5, repetitions, seed).split(LABELS);
        var users = random.doubles(LABELS.length).map(u -> 2 * u).toArray();
        var together = new ArrayList<double[]>();
        var each = new ArrayList<List<double[]>>();
        IntStream.range(0, seeds).forEach(s -> each.add(new ArrayList<>()));
        for (int r = 0; r < repetitions; r++) {
            var split = random.doubles(LABELS.length).toArray();
            var sum = new double[LABELS.length];
            for (var scores : each) {
                var noise = random.doubles(LABELS.length).toArray();
                var of = new double[LABELS.length];
                for (int i = 0; i < of.length; i++) {
                    of[i] = (LABELS[i] ? 1 : 0) + users[i] + ofSplit * split[i] + ofSeed * noise[i];
                    sum[i] += of[i];
                }
                scores.add(of);
            }
            together.add(sum);
        }
        var all = new ArrayList<OutOfFold>();
        all.add(new OutOfFold(LABELS, splits, together));
        each.forEach(scores -> all.add(new OutOfFold(LABELS, splits, scores)));
        return all;
    }
}
