package retention.model;

import numerics.learning.LabelledMatrix;

/**
 * What one row of each class counts in the loss, that of training and that which early stopping watches.
 *
 * @param lost the weight of a row labelled false; above 0
 * @param retained the weight of a row labelled true; above 0
 */
public record ClassWeights(double lost, double retained) {

    /** Every row counts one. */
    public static final ClassWeights EQUAL = new ClassWeights(1, 1);

    /** How the weights come about. */
    public enum Rule {
        /** Every row counts one, as published. */
        EQUAL,
        /** Both classes count the same in all. */
        BALANCED;

        ClassWeights of(LabelledMatrix data) {
            return switch (this) {
                case EQUAL -> ClassWeights.EQUAL;
                case BALANCED -> balanced(data.rows(), data.positives());
            };
        }
    }

    /** @throws IllegalArgumentException if a weight is not a finite number above 0 */
    public ClassWeights {
        if (!(lost > 0 && retained > 0 && Double.isFinite(lost) && Double.isFinite(retained))) {
            throw new IllegalArgumentException(
                    "Class weights must be finite and above 0, got %s and %s.".formatted(lost, retained));
        }
    }

    /**
     * Weights inversely proportional to the classes' sizes, {@code n / (2 * n_c)}, as scikit-learn's
     * {@code compute_class_weight("balanced")}.
     *
     * @throws IllegalArgumentException if a class is empty
     */
    public static ClassWeights balanced(int rows, int retained) {
        if (retained < 1 || retained >= rows) {
            throw new IllegalArgumentException(
                    "Balanced weights need rows of both classes, got %d retained of %d.".formatted(retained, rows));
        }
        return new ClassWeights(rows / (2.0 * (rows - retained)), rows / (2.0 * retained));
    }
}
