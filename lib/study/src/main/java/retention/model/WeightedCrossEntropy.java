package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * Binary cross-entropy from logits, {@code softplus(z) - y z}, each row times the weight of its class, averaged over
 * the batch's rows as Keras does. DJL's own has no weight a class.
 */
final class WeightedCrossEntropy extends Loss {

    private final ClassWeights weights;

    WeightedCrossEntropy(ClassWeights weights) {
        super("WeightedCrossEntropy");
        this.weights = weights;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        var logits = predictions.singletonOrThrow();
        var label = labels.singletonOrThrow();
        var loss = Activation.softPlus(logits).sub(logits.mul(label));
        if (weights.equals(ClassWeights.EQUAL)) {
            return loss.mean();
        }
        var weight = label.mul((float) (weights.retained() - weights.lost())).add((float) weights.lost());
        return loss.mul(weight).mean();
    }

    /** The same for one row, in double precision. */
    double of(float logit, boolean retained) {
        double softplus = Math.max(logit, 0.0) + Math.log1p(Math.exp(-Math.abs((double) logit)));
        return retained ? weights.retained() * (softplus - logit) : weights.lost() * softplus;
    }
}
