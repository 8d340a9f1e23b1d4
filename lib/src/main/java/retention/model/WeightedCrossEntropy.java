package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * Binary cross-entropy from logits, {@code softplus(z) - y z}, each row times the weight of its class, averaged over
 * the batch's rows as Keras does. DJL's own has no weight a class.
 *
 * <p>With a gamma above 0 it is the focal loss (Lin et al., 2017), as Keras' {@code BinaryFocalCrossentropy}: each row is
 * also multiplied by the probability of what it is not, to the power of gamma.
 */
final class WeightedCrossEntropy extends Loss {

    private final ClassWeights weights;
    private final double gamma;

    WeightedCrossEntropy(ClassWeights weights, double gamma) {
        super("WeightedCrossEntropy");
        this.weights = weights;
        this.gamma = gamma;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        var logits = predictions.singletonOrThrow();
        var label = labels.singletonOrThrow();
        var loss = Activation.softPlus(logits).sub(logits.mul(label));
        if (gamma > 0) {
            // The probability of the other class is exp(-softplus(-x)), x the logit against the label: finite slopes
            // all over.
            var against = logits.mul(label.mul(-2).add(1));
            loss = loss.mul(
                    Activation.softPlus(against.neg()).mul((float) -gamma).exp());
        }
        if (weights.equals(ClassWeights.EQUAL)) {
            return loss.mean();
        }
        var weight = label.mul((float) (weights.retained() - weights.lost())).add((float) weights.lost());
        return loss.mul(weight).mean();
    }

    /** The same for one row, in double precision. */
    double of(float logit, boolean retained) {
        double loss = retained ? softplus(logit) - logit : softplus(logit);
        double focus = gamma == 0 ? 1 : Math.exp(-gamma * softplus(retained ? logit : -logit));
        return (retained ? weights.retained() : weights.lost()) * focus * loss;
    }

    private static double softplus(double z) {
        return Math.max(z, 0.0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
}
