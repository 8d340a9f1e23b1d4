package numerics.evaluation;

import java.util.List;
import java.util.Locale;
import numerics.learning.CrossValidation;
import numerics.learning.OutOfFold;
import org.apache.commons.math3.stat.StatUtils;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the error of the AUC of networks out of fold is made of: other seeds, other splits into folds, other users.
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
 * <p>and the users' part is the mean over r of the variance that DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988) give for
 * the averaged scores, as in {@link CrossValidatedAuc}. Since the three add up, {@code seed + split + users} is the variance of the
 * AUC of one network and one split. Averaging S networks and R repetitions leaves {@code seed / (R S) + split / R + users}: the
 * first to the precision with which the AUC of averaged logits varies as the average of AUCs does.
 *
 * @param single the mean AUC within folds of one network
 * @param together the mean AUC within folds of the averaged networks
 * @param seed the variance between seeds
 * @param split the variance between splits into folds
 * @param users the variance between samples of users
 * @param seeds in each repetition, 2 or more
 * @param repetitions of the cross-validation, 2 or more
 */
public record VarianceComponents(
        double single, double together, double seed, double split, double users, int seeds, int repetitions) {

    /**
     * Tells the three apart.
     *
     * @param networks what the averaged networks predict, and after it what those of each seed do, as
     *     {@link CrossValidation#predictEach} gives it
     * @throws IllegalArgumentException if there are fewer than two seeds or repetitions
     */
    public static VarianceComponents of(List<OutOfFold> networks) {
        int seeds = networks.size() - 1;
        int repetitions = networks.isEmpty() ? 0 : networks.get(0).splits().size();
        if (seeds < 2 || repetitions < 2) {
            throw new IllegalArgumentException(
                    "%d seeds and %d repetitions: expected 2 or more of both, whose differences tell how much hangs on them."
                            .formatted(Math.max(0, seeds), repetitions));
        }
        var together = networks.get(0);
        double seed = 0;
        double users = 0;
        var means = new double[repetitions];
        for (int r = 0; r < repetitions; r++) {
            var aucs = new double[seeds];
            for (int s = 0; s < seeds; s++) {
                aucs[s] = CrossValidatedAuc.withinFolds(networks.get(s + 1), r);
            }
            means[r] = StatUtils.mean(aucs);
            seed += StatUtils.variance(aucs) / repetitions;
            users += DeLong.variance(together.labels(), together.repetitions().get(r)) / repetitions;
        }
        double averaged = 0;
        for (int r = 0; r < repetitions; r++) {
            averaged += CrossValidatedAuc.withinFolds(together, r) / repetitions;
        }
        return new VarianceComponents(
                StatUtils.mean(means),
                averaged,
                seed,
                Math.max(0, StatUtils.variance(means) - seed / seeds),
                users,
                seeds,
                repetitions);
    }

    /** what differs | standard error of one network and one split | standard error of their mean. */
    public Table table() {
        double ofSeed = seed / (seeds * repetitions);
        double ofSplit = split / repetitions;
        return Table.create(
                String.format(
                        Locale.ROOT,
                        "Standard errors of the AUC-ROC within folds: %.3f of one network, %.3f of %d together",
                        single,
                        together,
                        seeds),
                StringColumn.create("what differs", "seed", "split into folds", "users", "all three"),
                DoubleColumn.create("one network, one split", errors(seed, split, users)),
                DoubleColumn.create(
                        "%d networks, %d splits".formatted(seeds, repetitions), errors(ofSeed, ofSplit, users)));
    }

    private static double[] errors(double seed, double split, double users) {
        return new double[] {Math.sqrt(seed), Math.sqrt(split), Math.sqrt(users), Math.sqrt(seed + split + users)};
    }
}
