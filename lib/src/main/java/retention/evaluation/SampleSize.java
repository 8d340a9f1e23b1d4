package retention.evaluation;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How sure an AUC-ROC can be with so many users, before there are any predictions, and how many users it takes to be surer.
 *
 * <p>Source: J. A. Hanley and B. J. McNeil, <i>The meaning and use of the area under a receiver operating characteristic (ROC)
 * curve</i>, Radiology 143 (1982). It is the error of drawing users to judge a given model on; that of learning the model
 * comes on top.
 *
 * @param prevalence the share of the retained, between 0 and 1, such as 20.0 / 3249
 * @param level the confidence level of the interval, between 0 and 1
 */
public record SampleSize(double prevalence, double level) {

    /** So many retained users bring no interval below a few hundred-thousandths. */
    private static final int MOST = 1_000_000_000;

    /** @throws IllegalArgumentException if the prevalence or the level is not in (0, 1) */
    public SampleSize {
        Inputs.requireLevel(level);
        if (!(prevalence > 0 && prevalence < 1)) {
            throw new IllegalArgumentException(
                    "Prevalence %s: expected a share between 0 and 1, such as 20.0 / 3249.".formatted(prevalence));
        }
    }

    /**
     * Hanley and McNeil's standard error of an AUC, for scores that are about exponential within each class.
     *
     * @param auc the AUC-ROC that is expected, 0..1
     * @param retained how many retained users, above 0; need not be whole
     * @param lost how many lost users, above 0
     * @throws IllegalArgumentException if a figure is out of its range
     */
    public static double standardError(double auc, double retained, double lost) {
        if (!(auc >= 0 && auc <= 1)) {
            throw new IllegalArgumentException("AUC-ROC %s: expected 0..1.".formatted(auc));
        }
        if (!(retained >= 1 && lost >= 1 && Double.isFinite(retained) && Double.isFinite(lost))) {
            throw new IllegalArgumentException(
                    "%s retained and %s lost users: expected at least one of each.".formatted(retained, lost));
        }
        double square = auc * auc;
        // That two retained users outscore a lost one, and that a retained user outscores two lost ones.
        double q1 = auc / (2 - auc);
        double q2 = 2 * square / (1 + auc);
        return Math.sqrt(
                (auc * (1 - auc) + (retained - 1) * (q1 - square) + (lost - 1) * (q2 - square)) / (retained * lost));
    }

    /**
     * Half the width of the interval that so many retained users give, with the lost ones that come with them.
     *
     * @throws IllegalArgumentException as {@link #standardError}
     */
    public double halfWidth(double auc, int retained) {
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        return z * standardError(auc, retained, retained * (1 - prevalence) / prevalence);
    }

    /**
     * The fewest retained users whose interval reaches no further than this to each side.
     *
     * @param halfWidth above 0, such as 0.05
     * @throws IllegalArgumentException if the AUC is not between 0 and 1, or the half-width not above 0 and within reach of a
     *     billion retained users
     */
    public int retainedFor(double auc, double halfWidth) {
        if (!(auc > 0 && auc < 1)) {
            throw new IllegalArgumentException("AUC-ROC %s: expected between 0 and 1.".formatted(auc));
        }
        if (!(halfWidth > 0) || halfWidth(auc, MOST) > halfWidth) {
            throw new IllegalArgumentException(
                    "Half-width %s: expected above 0, and no less than a billion retained users give."
                            .formatted(halfWidth));
        }
        int tooFew = fewest() - 1;
        int enough = MOST;
        while (enough - tooFew > 1) {
            int middle = tooFew + (enough - tooFew) / 2;
            if (halfWidth(auc, middle) <= halfWidth) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return enough;
    }

    /** All users that come with so many retained ones at this prevalence, rounded up. */
    public long users(int retained) {
        return (long) Math.ceil(retained / prevalence);
    }

    /**
     * The precision of each number of retained users: retained, users, standard error, half-width.
     *
     * @param retained the numbers, each 1 or more
     * @throws IllegalArgumentException as {@link #standardError}
     */
    public Table table(double auc, int... retained) {
        double each = (1 - prevalence) / prevalence;
        return Table.create(
                String.format(Locale.ROOT, "Precision of an AUC-ROC of %.3f, %.0f %% intervals", auc, 100 * level),
                IntColumn.create("retained", retained),
                DoubleColumn.create(
                        "users",
                        Arrays.stream(retained).mapToDouble(this::users).toArray()),
                DoubleColumn.create(
                        "standard error",
                        Arrays.stream(retained)
                                .mapToDouble(count -> standardError(auc, count, count * each))
                                .toArray()),
                DoubleColumn.create(
                        "half-width",
                        Arrays.stream(retained)
                                .mapToDouble(count -> halfWidth(auc, count))
                                .toArray()));
    }

    /** The fewest retained users with whom one lost user comes. */
    private int fewest() {
        return (int) Math.max(1, Math.ceil(prevalence / (1 - prevalence)));
    }
}
