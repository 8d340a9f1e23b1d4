package retention.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Whether probabilities mean what they say: in each bin, the mean that was promised and the share that came. Bins and
 * values are those of scikit-learn's {@code calibration_curve}.
 *
 * @param bins the bins that hold a user, lowest first
 */
public record Calibration(List<Bin> bins) {

    /**
     * The users whose probability is above {@code from} and at most {@code to}; the lowest bin includes its {@code from}.
     *
     * @param from where the bin begins, 0..1
     * @param to where it ends, 0..1
     * @param meanProbability what was promised, 0..1
     * @param observed the retained out of the users in the bin
     */
    public record Bin(double from, double to, double meanProbability, Ratio observed) {

        /** Wilson's interval of the share that came. */
        public Interval interval(double level) {
            return Interval.wilson(observed, level);
        }
    }

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Bins of equal width over 0..1.
     *
     * @param count how many bins, 1 or more; empty ones are left out
     * @throws IllegalArgumentException if the count is below 1, or labels and probabilities are empty, differ in length
     *     or hold one outside 0..1
     */
    public static Calibration equalWidth(boolean[] labels, double[] probabilities, int count) {
        Inputs.requireProbabilities(labels, probabilities);
        requireBins(count);
        return of(
                labels,
                probabilities,
                IntStream.rangeClosed(0, count)
                        .mapToDouble(i -> (double) i / count)
                        .toArray());
    }

    /**
     * Bins with the same number of users, as far as ties allow: the choice where nearly all probabilities are small.
     *
     * @param count how many bins, 1 or more; those that ties leave empty are left out
     * @throws IllegalArgumentException if the count is below 1, or labels and probabilities are empty, differ in length
     *     or hold one outside 0..1
     */
    public static Calibration equalCount(boolean[] labels, double[] probabilities, int count) {
        Inputs.requireProbabilities(labels, probabilities);
        requireBins(count);
        var percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(probabilities);
        var sorted = Arrays.stream(probabilities).sorted().toArray();
        return of(
                labels,
                probabilities,
                IntStream.rangeClosed(0, count)
                        .mapToDouble(i -> i == 0 ? sorted[0] : percentile.evaluate(100.0 * i / count))
                        .toArray());
    }

    /** The bins as a table: from, to, users, mean probability, observed, and 95 % Wilson limits of the observed. */
    public Table table() {
        var intervals = bins.stream().map(bin -> bin.interval(0.95)).toList();
        return Table.create(
                "Calibration",
                DoubleColumn.create("from", bins.stream().mapToDouble(Bin::from)),
                DoubleColumn.create("to", bins.stream().mapToDouble(Bin::to)),
                IntColumn.create("users", bins.stream().mapToInt(bin ->
                        (int) bin.observed().denominator())),
                DoubleColumn.create("mean probability", bins.stream().mapToDouble(Bin::meanProbability)),
                DoubleColumn.create("observed", bins.stream().mapToDouble(bin -> bin.observed()
                        .value())),
                DoubleColumn.create("lower", intervals.stream().mapToDouble(Interval::lower)),
                DoubleColumn.create("upper", intervals.stream().mapToDouble(Interval::upper)));
    }

    private static Calibration of(boolean[] labels, double[] probabilities, double[] edges) {
        int count = edges.length - 1;
        var users = new int[count];
        var retained = new int[count];
        var sums = new double[count];
        for (int row = 0; row < labels.length; row++) {
            int bin = 0;
            while (bin < count - 1 && probabilities[row] > edges[bin + 1]) {
                bin++;
            }
            users[bin]++;
            retained[bin] += labels[row] ? 1 : 0;
            sums[bin] += probabilities[row];
        }
        var bins = new ArrayList<Bin>();
        for (int bin = 0; bin < count; bin++) {
            if (users[bin] > 0) {
                bins.add(new Bin(
                        edges[bin], edges[bin + 1], sums[bin] / users[bin], new Ratio(retained[bin], users[bin])));
            }
        }
        return new Calibration(bins);
    }

    private static void requireBins(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("%d calibration bins: expected 1 or more.".formatted(count));
        }
    }
}
