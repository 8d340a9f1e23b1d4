package numerics.evaluation;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.learning.OutOfFold;
import org.apache.commons.math3.stat.StatUtils;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the error of the AUC of networks out of fold is made of: other seeds, other splits into folds, other rows.
 *
 * <p>With {@code a[r][s]} the AUC within folds of the networks of seed s in repetition r, of R repetitions and S seeds drawn anew
 * in each, the analysis of variance of a nested design gives by the method of moments (S. R. Searle, G. Casella and C. E.
 * McCulloch, <i>Variance components</i>, Wiley 1992, chapter 3)
 *
 * <pre>
 * seed  = mean over r of the variance of a[r][1..S]
 * split = variance over r of mean(a[r][1..S]) - seed / S, and 0 where that is negative
 * </pre>
 *
 * <p>and the part of the rows is the mean over r of DeLong's variance of the averaged scores, as in {@link MetricIntervals#auc}.
 * The sum of the three is the variance of the AUC of one network and one split. Averaging S networks and R repetitions leaves
 * {@code seed / (R S) + split / R + rows}: the first to the precision with which the AUC of averaged logits varies as the average
 * of AUCs does.
 *
 * @param single the mean AUC within folds of one network
 * @param together the mean AUC within folds of the averaged networks
 * @param seed the variance between seeds
 * @param split the variance between splits into folds
 * @param sampling the variance between samples of rows
 * @param seeds in each repetition, 2 or more
 * @param repetitions of the cross-validation, 2 or more
 */
public record VarianceComponents(
        double single, double together, double seed, double split, double sampling, int seeds, int repetitions) {

    /**
     * Separates the three.
     *
     * @param networks what the averaged networks predict, and after it what those of each seed do
     */
    public static VarianceComponents of(List<OutOfFold> networks) {
        int seeds = networks.size() - 1;
        int repetitions = networks.isEmpty() ? 0 : networks.get(0).splits().size();
        if (seeds < 2 || repetitions < 2) {
            throw new IllegalArgumentException(
                    "%d seeds and %d repetitions: expected 2 or more of both, whose differences tell how much depends on them."
                            .formatted(Math.max(0, seeds), repetitions));
        }
        var together = MetricIntervals.aucRepeats(networks.get(0));
        var aucs =
                networks.stream().skip(1).map(MetricIntervals::aucsWithinFolds).toArray(double[][]::new);
        var means = new double[repetitions];
        double seed = 0;
        for (int r = 0; r < repetitions; r++) {
            int repetition = r;
            var ofSeeds = Stream.of(aucs).mapToDouble(each -> each[repetition]).toArray();
            means[r] = StatUtils.mean(ofSeeds);
            seed += StatUtils.variance(ofSeeds) / repetitions;
        }
        double split = Math.max(0, StatUtils.variance(means) - seed / seeds);
        return new VarianceComponents(
                StatUtils.mean(means), together.mean(), seed, split, together.sampling(), seeds, repetitions);
    }

    /** what differs | standard error of one network and one split | standard error of their mean. */
    public Table table() {
        var title = Numbers.text(
                "The AUC-ROC within folds is %.3f of one network and %.3f of %d together, with these standard errors",
                single, together, seeds);
        var all = "%d networks, %d splits".formatted(seeds, repetitions);
        return Table.create(
                title,
                StringColumn.create("what differs", "seed", "split into folds", "rows", "all three"),
                errors("one network, one split", seed, split),
                errors(all, seed / (seeds * repetitions), split / repetitions));
    }

    private DoubleColumn errors(String name, double ofSeed, double ofSplit) {
        var variances = DoubleStream.of(ofSeed, ofSplit, sampling, ofSeed + ofSplit + sampling);
        return DoubleColumn.create(name, variances.map(Math::sqrt));
    }
}
