package retention.model;

import java.util.Random;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.Outcomes;
import numerics.learning.Predictor;
import smile.base.cart.CART;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.vector.DoubleVector;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/**
 * A balanced random forest: each tree grows on as many rows of each class as the smaller one has, drawn with replacement,
 * and looks at a few features, drawn anew, at each split (L. Breiman, <i>Random forests</i>, Machine Learning 45, 2001; C.
 * Chen, A. Liaw and L. Breiman, <i>Using random forest to learn imbalanced data</i>, 2004).
 *
 * <p>The trees are Smile's regression trees on 0 and 1, whose leaves hold shares of retained rows and whose variance is half
 * of Gini's impurity. Smile's own classification forest does not serve here: its trees merge sister leaves of the same majority,
 * and with that the shares, and it looks for a split only where the label changes from one row to the next, which misses
 * those between counts with many ties. The mean share is of balanced rows; the classes' own frequencies are put back (C.
 * Elkan, <i>The foundations of cost-sensitive learning</i>, IJCAI 2001), which keeps the order of the rows.
 *
 * @param trees grown, 1 or more
 * @param depth of a tree at most, in splits from its root to a leaf, 1 or more
 * @param leafRows drawn rows in a leaf at least, 1 or more
 * @param featuresPerSplit to choose from, 1 or more; at most all are
 */
public record Forest(int trees, int depth, int leafRows, int featuresPerSplit) implements Learner {

    /** For some 16 retained rows, so that a tree sees 32: 500 trees of at most 8 leaves with 4 rows or more. */
    public static final Forest DEFAULT = new Forest(500, 3, 4, 2);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public Forest {
        Check.setting(trees >= 1, "trees", trees, "a whole number from 1");
        Check.setting(depth >= 1, "depth", depth, "a whole number from 1");
        Check.setting(leafRows >= 1, "leafRows", leafRows, "a whole number from 1");
        Check.setting(featuresPerSplit >= 1, "featuresPerSplit", featuresPerSplit, "a whole number from 1");
    }

    /**
     * Grows the trees, one after the other: Smile draws from a generator of the thread, which each tree seeds.
     *
     * @throws IllegalArgumentException if a class is missing
     */
    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        training.requireBothClasses("A forest");
        var random = new Random(seed);
        var retained = Outcomes.rows(true, training.labels());
        var lost = Outcomes.rows(false, training.labels());
        var grown = IntStream.range(0, trees)
                .mapToObj(tree -> grow(training, lost, retained, random))
                .toList();
        double odds = (double) retained.length / lost.length;
        var names = training.features().names();
        var schema = frame(training.features()).schema();
        return rows -> {
            rows.requireNames(names, "The forest");
            var probabilities = new double[rows.rows()];
            for (int i = 0; i < probabilities.length; i++) {
                var row = Tuple.of(rows.row(i), schema);
                double sum = 0;
                for (var tree : grown) {
                    sum += tree.predict(row);
                }
                double share = sum / trees;
                probabilities[i] = share * odds / (share * odds + 1 - share);
            }
            return probabilities;
        };
    }

    /** Columns of doubles called x0, x1, ..., so that no feature name means something in a formula. */
    private static DataFrame frame(FeatureMatrix features) {
        return DataFrame.of(IntStream.range(0, features.columns())
                .mapToObj(j -> DoubleVector.of(
                        "x" + j, features.values(features.names().get(j))))
                .toArray(DoubleVector[]::new));
    }

    /** Grows a tree on the drawn rows alone: Smile walks along all rows that it is given, whether they were drawn or not. */
    private RegressionTree grow(LabelledMatrix training, int[] lost, int[] retained, Random random) {
        var times = new int[training.rows()];
        for (int i = 0; i < Math.min(lost.length, retained.length); i++) {
            times[lost[random.nextInt(lost.length)]]++;
            times[retained[random.nextInt(retained.length)]]++;
        }
        MathEx.setSeed(random.nextLong());
        var drawn = IntStream.range(0, times.length).filter(i -> times[i] > 0).toArray();
        var frame = frame(training.features().select(drawn));
        var outcomes = IntStream.of(drawn).mapToDouble(i -> training.label(i) ? 1 : 0);
        return new RegressionTree(
                frame,
                Loss.ls(outcomes.toArray()),
                new StructField("retained", DataTypes.DoubleType),
                // Smile counts the leaves' level too.
                depth + 1,
                Integer.MAX_VALUE,
                leafRows,
                Math.min(featuresPerSplit, frame.ncol()),
                IntStream.of(drawn).map(i -> times[i]).toArray(),
                CART.order(frame));
    }
}
