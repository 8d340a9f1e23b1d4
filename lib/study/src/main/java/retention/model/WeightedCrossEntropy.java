package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;
import numerics.learning.LabelledMatrix;

/**
 * Binary cross-entropy from logits, {@code softplus(z) - y z}, each row times the weight of its class, averaged over
 * the batch's rows as Keras does. DJL's own has no weight per class.
 */
final class WeightedCrossEntropy extends Loss {

    private final double lost;
    private final double retained;

    /** With what a row of each class counts; above 0. */
    WeightedCrossEntropy(double lost, double retained) {
        super("WeightedCrossEntropy");
        this.lost = lost;
        this.retained = retained;
    }

    /**
     * With weights inversely proportional to the classes' sizes, {@code n / (2 * n_c)}, as scikit-learn's
     * {@code compute_class_weight("balanced")}.
     *
     * @throws IllegalArgumentException if a class is missing
     */
    static WeightedCrossEntropy balanced(LabelledMatrix rows) {
        rows.requireBothClasses("A balanced loss");
        int retained = rows.positives();
        return new WeightedCrossEntropy(rows.rows() / (2.0 * (rows.rows() - retained)), rows.rows() / (2.0 * retained));
    }

    double weight(boolean ofRetained) {
        return ofRetained ? retained : lost;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        var logits = predictions.singletonOrThrow();
        var label = labels.singletonOrThrow();
        var loss = Activation.softPlus(logits).sub(logits.mul(label));
        return (lost == 1 && retained == 1
                        ? loss
                        : loss.mul(label.mul((float) (retained - lost)).add((float) lost)))
                .mean();
    }

    /** The same for one row, in double precision. */
    double of(float logit, boolean label) {
        double softplus = Math.max(logit, 0.0) + Math.log1p(Math.exp(-Math.abs((double) logit)));
        return weight(label) * (softplus - (label ? logit : 0));
    }
}
