package retention.evaluation;

import java.util.stream.IntStream;
import retention.model.Features;
import retention.model.LabelledMatrix;
import retention.model.Learner;

/**
 * A threshold that was chosen without the users whom it calls: for each fold, the one that costs least in a cross-validation
 * inside the other folds, in which features and model are fitted anew. A threshold that is judged on the predictions it was
 * chosen on looks better than it is.
 */
public final class InnerThreshold {

    private static final int INNER_FOLDS = 5;

    private InnerThreshold() {}

    /**
     * Chooses in each fold and counts over all.
     *
     * @param protocol its first repetition gives the outer folds, its seed the inner ones
     * @return what the calls cost; the threshold is NaN, because each fold has its own
     * @throws IllegalArgumentException if a class has fewer training users than the {@value #INNER_FOLDS} inner folds
     */
    public static ExpectedCost.Choice of(
            CrossValidation protocol, Features features, boolean[] labels, Learner learner, ExpectedCost cost) {
        var called = new double[labels.length];
        for (var fold : protocol.split(labels).get(0)) {
            int[] train = fold.train();
            double threshold = cost.best(
                            Rows.pick(labels, train), inner(protocol.seed(), features, labels, learner, train))
                    .threshold();
            var predicted = fitted(features, labels, learner, protocol.seed(), train, fold.test());
            for (int i = 0; i < predicted.length; i++) {
                called[fold.test()[i]] = predicted[i] >= threshold ? 1 : 0;
            }
        }
        return cost.of(labels, called);
    }

    /** Scores of the training users by models that have not seen them, in the order of {@code train}. */
    private static double[] inner(long seed, Features features, boolean[] labels, Learner learner, int... train) {
        var scores = new double[train.length];
        for (var fold : new StratifiedFolds(INNER_FOLDS, seed).split(Rows.pick(labels, train))) {
            int[] learned = IntStream.of(fold.train()).map(i -> train[i]).toArray();
            int[] judged = IntStream.of(fold.test()).map(i -> train[i]).toArray();
            var predicted = fitted(features, labels, learner, seed, learned, judged);
            for (int i = 0; i < predicted.length; i++) {
                scores[fold.test()[i]] = predicted[i];
            }
        }
        return scores;
    }

    private static double[] fitted(
            Features features, boolean[] labels, Learner learner, long seed, int[] train, int[] test) {
        var rows = LabelledMatrix.of(features.fit(train), labels);
        try (var predictor = learner.fit(rows.select(train), seed)) {
            return predictor.predict(rows.features().select(test));
        }
    }
}
