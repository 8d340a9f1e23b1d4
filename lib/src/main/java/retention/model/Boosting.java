package retention.model;

import java.util.stream.IntStream;
import smile.classification.GradientTreeBoost;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;
import smile.math.MathEx;

/**
 * Gradient boosting of shallow trees on the logistic loss, by Smile's {@code GradientTreeBoost} (J. Friedman, <i>Greedy
 * function approximation: a gradient boosting machine</i>, Annals of Statistics 29, 2001, and <i>Stochastic gradient
 * boosting</i>, Computational Statistics &amp; Data Analysis 38, 2002).
 *
 * @param trees grown, 1 or more
 * @param depth of a tree at most, in splits from its root to a leaf, 1 or more
 * @param leafRows in a leaf at least, 1 or more
 * @param learningRate share of a tree's answer that is added, above 0 and at most 1
 * @param rowsPerTree share of the rows of each class that a tree grows on, drawn without replacement, above 0 and at most 1
 */
public record Boosting(int trees, int depth, int leafRows, double learningRate, double rowsPerTree) implements Learner {

    /** For some 16 retained rows among thousands: 100 trees of at most 4 leaves with 20 rows or more. */
    public static final Boosting DEFAULT = new Boosting(100, 2, 20, 0.05, 0.7);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public Boosting {
        SmileFrames.check(trees >= 1, "trees", trees, "1 or more");
        SmileFrames.check(depth >= 1, "depth", depth, "1 or more");
        SmileFrames.check(leafRows >= 1, "leafRows", leafRows, "1 or more");
        SmileFrames.check(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "above 0 and at most 1");
        SmileFrames.check(rowsPerTree > 0 && rowsPerTree <= 1, "rowsPerTree", rowsPerTree, "above 0 and at most 1");
    }

    /**
     * Grows the trees. Smile draws the rows from a generator of the thread, which is seeded first.
     *
     * @throws IllegalArgumentException if a class is missing
     */
    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        SmileFrames.requireBothClasses(training);
        var features = training.features();
        var frame = SmileFrames.of(features);
        var labels = IntStream.range(0, training.rows())
                .map(i -> training.label(i) ? 1 : 0)
                .toArray();
        MathEx.setSeed(seed);
        var boosted = GradientTreeBoost.fit(
                Formula.lhs("y"),
                frame.merge(IntVector.of("y", labels)),
                trees,
                SmileFrames.levels(depth),
                Integer.MAX_VALUE,
                leafRows,
                learningRate,
                rowsPerTree);
        var names = features.names();
        var schema = frame.schema();
        return rows -> {
            SmileFrames.requireSame(names, rows);
            var probabilities = new double[rows.rows()];
            var posteriori = new double[2];
            for (int i = 0; i < probabilities.length; i++) {
                boosted.predict(SmileFrames.tuple(rows, i, schema), posteriori);
                probabilities[i] = posteriori[1];
            }
            return probabilities;
        };
    }

    @Override
    public boolean isConcurrent() {
        return true;
    }
}
