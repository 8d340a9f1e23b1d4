package numerics.learning;

import java.util.Optional;
import numerics.Interruption;
import numerics.matrix.Vectors;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.MathArrays;

/**
 * The likelihood of a logistic regression times Jeffreys' prior, {@code l(b) + penalty * log det I(b)}, and its maximum by Fisher
 * scoring with step halving. Firth's penalty is 1/2. Immutable.
 *
 * @param design one column per coefficient, of ones and of standardised features, each with one number per label
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PenalisedLikelihood(double[][] design, boolean[] labels, double penalty) {

    /** A fixed coefficient's index where none is fixed. */
    static final int NONE = -1;

    private static final int ITERATIONS = 2000;
    private static final int HALVINGS = 40;
    /** As R's logistf. */
    private static final double LONGEST_STEP = 5;
    /** The last step is made without looking; what remains is about a tenth of it. */
    private static final double TOLERANCE = 1e-7;
    /** A change of the log-likelihood that is rounding: relative to it. */
    private static final double NOISE = 1e-13;
    /** Share of a feature's variance that the features before it must leave unexplained. */
    private static final double INDEPENDENT = 1e-9;

    /** The index of a column that follows from those before it, or {@link #NONE}. */
    int dependentColumn() {
        try {
            // The first column is of ones.
            new CholeskyDecomposition(products(design[0]), 0, INDEPENDENT * labels.length);
            return NONE;
        } catch (NonPositiveDefiniteMatrixException dependent) {
            return dependent.getRow();
        }
    }

    /**
     * Where the maximum is and how high.
     *
     * @param converged whether it was reached; if not, this is the highest point on the way to it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    record Maximum(double[] coefficients, double logLikelihood, boolean converged) {}

    /**
     * Climbs from a start to the maximum, or as far as it gets within a bound of steps.
     *
     * @param start one number per coefficient; not changed
     * @param fixed the index of a coefficient that keeps its start, or {@link #NONE}
     */
    Maximum maximise(double[] start, int fixed) {
        var here = new Point(new ArrayRealVector(start));
        for (int iteration = 0; iteration < ITERATIONS && here.height > Double.NEGATIVE_INFINITY; iteration++) {
            Interruption.check();
            var step = step(here, fixed);
            double longest = step.getLInfNorm();
            if (longest < TOLERANCE) {
                return new Maximum(here.at.add(step).toArray(), here.height, true);
            }
            double share = Math.min(1, LONGEST_STEP / longest);
            double lowest = here.height - NOISE * Math.abs(here.height);
            var next = new Point(here.at.add(step.mapMultiply(share)));
            for (int i = 0; !(next.height >= lowest) && i < HALVINGS; i++) {
                share /= 2;
                next = new Point(here.at.add(step.mapMultiply(share)));
            }
            if (!(next.height >= lowest)) {
                break;
            }
            here = next;
        }
        return new Maximum(here.at.toArray(), here.height, false);
    }

    /** The inverse of the information at some coefficients; NaN where it has none. */
    RealMatrix covariance(double[] coefficients) {
        return new Point(new ArrayRealVector(coefficients))
                .information
                .map(factor -> factor.getSolver().getInverse())
                .orElseGet(() -> new Array2DRowRealMatrix(design.length, design.length).scalarAdd(Double.NaN));
    }

    /**
     * Some coefficients, and what follows from them: the rows' probabilities, the information, and the penalised log-likelihood, which
     * is minus infinity where they are so extreme that nothing can be computed.
     */
    private final class Point {

        private final RealVector at;
        private final double[] probability = new double[labels.length];
        private final double[] weight = new double[labels.length];
        private final Optional<CholeskyDecomposition> information;
        private final double height;

        Point(RealVector at) {
            this.at = at;
            var logOdds = combined(design, at.toArray());
            double sum = 0;
            double product = 1;
            for (int i = 0; i < labels.length; i++) {
                double logit = logOdds[i];
                double small = Math.exp(-Math.abs(logit));
                double likely = 1 / (1 + small);
                double unlikely = small * likely;
                probability[i] = logit > 0 ? likely : unlikely;
                weight[i] = likely * unlikely;
                // One logarithm for many rows: their product is taken before it gets too small.
                product *= likely;
                sum -= logit > 0 == labels[i] ? 0 : Math.abs(logit);
                if (product < 1e-200) {
                    sum += Math.log(product);
                    product = 1;
                }
            }
            double logLikelihood = sum + Math.log(product);
            information = factor(products(weight));
            height = information
                    .map(factor -> logLikelihood + penalty * Math.log(factor.getDeterminant()))
                    .orElse(Double.NEGATIVE_INFINITY);
        }
    }

    /** None unless the matrix is positive definite. */
    private static Optional<CholeskyDecomposition> factor(RealMatrix matrix) {
        try {
            return Optional.of(new CholeskyDecomposition(matrix, 0, 0));
        } catch (NonPositiveDefiniteMatrixException none) {
            return Optional.empty();
        }
    }

    /** {@code Z' diag(weight) Z} of the design Z. */
    private RealMatrix products(double[] weight) {
        var products = new Array2DRowRealMatrix(design.length, design.length);
        for (int j = 0; j < design.length; j++) {
            var weighted = MathArrays.ebeMultiply(weight, design[j]);
            for (int k = 0; k <= j; k++) {
                products.setEntry(j, k, Vectors.dot(weighted, design[k]));
                products.setEntry(k, j, products.getEntry(j, k));
            }
        }
        return products;
    }

    /** The sum of the columns, each times its factor. */
    static double[] combined(double[][] columns, double... factors) {
        var sum = new double[columns[0].length];
        for (int j = 0; j < factors.length; j++) {
            if (factors[j] != 0) {
                Vectors.addTo(sum, factors[j], columns[j]);
            }
        }
        return sum;
    }

    /**
     * The step of Firth's modified score, {@code Z'(y - p + 2 penalty h (1/2 - p))} with the hat matrix' diagonal h, over its slope where
     * h is held: both of the data with {@code 2 penalty h} of a row added to each, half of it positive. It is 0 for a fixed coefficient,
     * and NaN where there is none.
     */
    private RealVector step(Point here, int fixed) {
        var factor = here.information.orElseThrow().getL();
        var leverage = new double[labels.length];
        for (var direction :
                new LUDecomposition(factor, 0).getSolver().getInverse().getData()) {
            var length = combined(design, direction);
            for (int i = 0; i < leverage.length; i++) {
                leverage[i] += length[i] * length[i];
            }
        }
        var residual = new double[labels.length];
        var weight = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            double p = here.probability[i];
            double added = 2 * penalty * here.weight[i] * leverage[i];
            residual[i] = (labels[i] ? 1 - p : -p) + added * (0.5 - p);
            weight[i] = here.weight[i] * (1 + added);
        }
        var score = new ArrayRealVector(design.length);
        var slope = products(weight);
        for (int j = 0; j < design.length; j++) {
            score.setEntry(j, j == fixed ? 0 : Vectors.dot(residual, design[j]));
            if (fixed != NONE) {
                slope.setEntry(fixed, j, j == fixed ? 1 : 0);
                slope.setEntry(j, fixed, j == fixed ? 1 : 0);
            }
        }
        return factor(slope)
                .map(positive -> positive.getSolver().solve(score))
                .orElseGet(() -> new ArrayRealVector(design.length, Double.NaN));
    }
}
