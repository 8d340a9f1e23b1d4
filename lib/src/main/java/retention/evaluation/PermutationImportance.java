package retention.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.util.MathArrays;
import retention.model.FeatureMatrix;
import retention.model.LabelledMatrix;
import retention.model.Learner;
import retention.model.Predictor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much a fitted model lives on each feature: how far a metric falls on users it has not seen when that feature is shuffled
 * among them. Two features that say the same share the fall, and each may look idle.
 *
 * <p>Source: L. Breiman, <i>Random forests</i>, Machine Learning 45 (2001); for any model, A. Fisher, C. Rudin and F. Dominici,
 * <i>All models are wrong, but many are useful</i>, JMLR 20 (2019).
 *
 * @param score the metric with all features in place
 * @param features one a feature, in column order
 */
public record PermutationImportance(double score, List<Importance> features) {

    /**
     * One feature.
     *
     * @param feature its name
     * @param meanDrop by how much the metric falls without it, mean over the repeats; about 0 or below if the model does as well
     * @param standardDeviation of the drop over the repeats: how much hangs on the shuffle, which is not how much hangs on the
     *     users
     */
    public record Importance(String feature, double meanDrop, double standardDeviation) {}

    public PermutationImportance {
        features = List.copyOf(features);
    }

    /**
     * Shuffles the features of users whom a fitted model has not seen.
     *
     * @param heldOut features of these users
     * @param labels one a row
     * @param metric larger must be better, so pass a loss negated
     * @param repeats how often to shuffle each feature, 2 or more
     * @param seed of the shuffles
     * @throws IllegalArgumentException if there are fewer than 2 repeats, or labels and rows do not match or do not suit the
     *     metric
     */
    public static PermutationImportance of(
            Predictor predictor, FeatureMatrix heldOut, boolean[] labels, Metric metric, int repeats, long seed) {
        return mean(heldOut.names(), List.of(Judged.of(predictor, heldOut, labels, metric, repeats, seed)));
    }

    /**
     * Fits a learner outside of each fold and shuffles the features within it. Drops are means over the folds.
     *
     * @param metric larger must be better, so pass a loss negated; is computed within each fold
     * @param repeats how often to shuffle each feature, 2 or more
     * @param seed of the shuffles and, plus the number of the fold, of the fits
     * @throws IllegalArgumentException if there are no folds, or as {@link #of} or {@link Learner#fit}
     */
    public static PermutationImportance overFolds(
            Learner learner, LabelledMatrix data, List<Fold> folds, Metric metric, int repeats, long seed) {
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("No folds: expected at least one to fit outside of and judge within.");
        }
        var judged = new ArrayList<Judged>();
        for (int fold = 0; fold < folds.size(); fold++) {
            var test = data.select(folds.get(fold).test());
            try (var predictor = learner.fit(data.select(folds.get(fold).train()), seed + fold)) {
                judged.add(Judged.of(predictor, test.features(), test.labels(), metric, repeats, seed + fold));
            }
        }
        return mean(data.features().names(), judged);
    }

    /**
     * By how much the AUC-ROC within folds falls when a feature is shuffled among held-out users, tested: whether a model lives on
     * the feature is a comparison of two models, of which one does not know it. Fits the learner outside of each fold of
     * each repeat; uses all cores, and the result does not depend on their number.
     *
     * @param splits the folds of each repeat, 2 or more
     * @param shuffles of each feature in each fold, 1 or more; what is compared with is the mean over them
     * @param level of the intervals, between 0 and 1
     * @param seed of the shuffles and the fits
     * @return the AUC less that without the feature, by name, in column order
     * @throws IllegalArgumentException if there are no shuffles, or as {@link CrossValidatedAucDifference#of} or
     *     {@link Learner#fit}
     */
    public static Map<String, CrossValidatedAucDifference> aucDrops(
            Learner learner, LabelledMatrix data, List<List<Fold>> splits, int shuffles, double level, long seed) {
        if (shuffles < 1) {
            throw new IllegalArgumentException("%d shuffles: expected 1 or more.".formatted(shuffles));
        }
        CrossValidatedAucDifference.requireRepeats(splits.size());
        splits.forEach(folds -> Inputs.requireEachTestedOnce(folds, data.rows()));
        var names = data.features().names();
        int folds = splits.get(0).size();
        // Of each feature and repeat, how much better each user is placed with the feature than without.
        var ahead = new double[names.size()][splits.size()][data.rows()];
        IntStream.range(0, splits.size() * folds).parallel().forEach(task -> {
            int repeat = task / folds;
            var fold = splits.get(repeat).get(task % folds);
            var test = data.select(fold.test());
            try (var predictor = learner.fit(data.select(fold.train()), seed + task)) {
                var drops = placementDrops(predictor, test, shuffles, seed + task);
                int[] rows = fold.test();
                for (int column = 0; column < ahead.length; column++) {
                    for (int i = 0; i < rows.length; i++) {
                        ahead[column][repeat][rows[i]] = drops[column][i];
                    }
                }
            }
        });
        var tested = new LinkedHashMap<String, CrossValidatedAucDifference>();
        for (int column = 0; column < ahead.length; column++) {
            tested.put(
                    names.get(column),
                    CrossValidatedAucDifference.ofPlacements(data.labels(), folds, List.of(ahead[column]), level));
        }
        return tested;
    }

    /** Of each feature, how much better each row is placed with it than, on average, when it is shuffled. */
    private static double[][] placementDrops(Predictor predictor, LabelledMatrix test, int shuffles, long seed) {
        var labels = test.labels();
        var rows = test.features();
        var whole = List.of(new Fold(new int[0], MathArrays.natural(labels.length)));
        var with = CrossValidatedAucDifference.placements(labels, whole, predictor.predict(rows));
        var random = new Well19937c(seed);
        var drops = new double[rows.columns()][];
        for (int column = 0; column < drops.length; column++) {
            drops[column] = new double[labels.length];
            for (int shuffle = 0; shuffle < shuffles; shuffle++) {
                int[] from = MathArrays.natural(labels.length);
                MathArrays.shuffle(from, random);
                var without = CrossValidatedAucDifference.placements(
                        labels, whole, predictor.predict(shuffled(rows, column, from)));
                for (int row = 0; row < without.length; row++) {
                    drops[column][row] += (with[row] - without[row]) / shuffles;
                }
            }
        }
        return drops;
    }

    /** The features as a table, in column order: feature, mean drop, standard deviation. */
    public Table table() {
        return Table.create(
                "Drop of the metric when a feature is shuffled",
                StringColumn.create("feature", features.stream().map(Importance::feature)),
                DoubleColumn.create("mean drop", features.stream().mapToDouble(Importance::meanDrop)),
                DoubleColumn.create(
                        "standard deviation", features.stream().mapToDouble(Importance::standardDeviation)));
    }

    /** The metric less that of predictions where row i has the column's value of row {@code from[i]}. */
    static double drop(
            Predictor predictor, FeatureMatrix heldOut, boolean[] labels, Metric metric, int column, int... from) {
        return metric.of(labels, predictor.predict(heldOut))
                - metric.of(labels, predictor.predict(shuffled(heldOut, column, from)));
    }

    private static FeatureMatrix shuffled(FeatureMatrix rows, int column, int... from) {
        var values = rows.toArray();
        for (int row = 0; row < values.length; row++) {
            values[row][column] = rows.value(from[row], column);
        }
        return FeatureMatrix.of(rows.names(), values);
    }

    private static PermutationImportance mean(List<String> names, List<Judged> folds) {
        var importances = new ArrayList<Importance>();
        for (int column = 0; column < names.size(); column++) {
            int c = column;
            var drops = IntStream.range(0, folds.get(0).drops.get(c).length)
                    .mapToDouble(repeat -> folds.stream()
                            .mapToDouble(fold -> fold.drops.get(c)[repeat])
                            .average()
                            .orElseThrow())
                    .toArray();
            importances.add(new Importance(names.get(c), StatUtils.mean(drops), Math.sqrt(StatUtils.variance(drops))));
        }
        return new PermutationImportance(
                folds.stream().mapToDouble(fold -> fold.score).average().orElseThrow(), importances);
    }

    /** A model judged on held-out rows: the metric, and for each column its drop in each repeat. */
    private record Judged(double score, List<double[]> drops) {

        static Judged of(
                Predictor predictor, FeatureMatrix heldOut, boolean[] labels, Metric metric, int repeats, long seed) {
            if (repeats < 2) {
                throw new IllegalArgumentException(
                        "%d repeats: expected 2 or more, one shuffle alone is luck.".formatted(repeats));
            }
            if (labels.length != heldOut.rows()) {
                throw new IllegalArgumentException(
                        "%d labels for %s: expected one label a row.".formatted(labels.length, heldOut));
            }
            double score = metric.of(labels, predictor.predict(heldOut));
            var random = new Well19937c(seed);
            var drops = new ArrayList<double[]>();
            for (int column = 0; column < heldOut.columns(); column++) {
                var ofColumn = new double[repeats];
                for (int repeat = 0; repeat < repeats; repeat++) {
                    int[] from = MathArrays.natural(labels.length);
                    MathArrays.shuffle(from, random);
                    ofColumn[repeat] = score - metric.of(labels, predictor.predict(shuffled(heldOut, column, from)));
                }
                drops.add(ofColumn);
            }
            return new Judged(score, drops);
        }
    }
}
