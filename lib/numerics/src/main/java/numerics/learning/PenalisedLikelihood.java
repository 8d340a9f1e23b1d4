package numerics.learning;

import java.util.Arrays;

/**
 * The likelihood of a logistic regression times Jeffreys' prior, {@code l(b) + penalty * log det I(b)}, and its maximum by
 * Fisher scoring with step halving, and by Newton's method where that is slow. Firth's penalty is 1/2. Holds scratch space: for one thread at a time.
 */
final class PenalisedLikelihood {

    /** A fixed coefficient's index where none is fixed. */
    static final int NONE = -1;

    private static final int ITERATIONS = 200;
    private static final int HALVINGS = 40;
    /** From this iteration on steps are Newton's own, since scoring has turned out to be slow. */
    private static final int SLOW = 50;
    /** Of the differences that Newton's steps take slopes from, in standard deviations of a feature. */
    private static final double DIFFERENCE = 1e-4;
    /** In standard deviations of a feature, as R's logistf. */
    private static final double LONGEST_STEP = 5;

    /** The last step is made without looking; what remains is about a tenth of it. */
    private static final double TOLERANCE = 1e-7;
    /** A change of the log-likelihood that is rounding: relative to it. */
    private static final double NOISE = 1e-13;
    /** Share of a feature's variance that the features before it must leave unexplained. */
    private static final double INDEPENDENT = 1e-9;

    private final double[][] design;
    private final boolean[] labels;
    private final int size;
    private final double penalty;

    private final double[] probability;
    private final double[] weight;
    private final double[] hat;
    private final double[] scratch;
    private final double[] information;
    private final double[] factor;
    private final double[] inverse;
    private final double[] score;
    private final double[] slope;

    /**
     * @param design one column per coefficient, each with a number per label; of comparable scale
     */
    PenalisedLikelihood(double[][] design, boolean[] labels, double penalty) {
        this.design = design;
        this.labels = labels;
        this.size = design.length;
        this.penalty = penalty;
        probability = new double[labels.length];
        weight = new double[labels.length];
        hat = new double[labels.length];
        scratch = new double[labels.length];
        information = new double[size * size];
        factor = new double[size * size];
        inverse = new double[size * size];
        score = new double[size];
        slope = new double[size * size];
    }

    /** The index of a column that follows from those before it, or {@link #NONE}. */
    int dependentColumn() {
        Arrays.fill(weight, 1);
        products(information);
        var pivots = new double[size];
        for (int j = 0; j < size; j++) {
            pivots[j] = INDEPENDENT * information[j * size + j];
        }
        return cholesky(information, size, factor, pivots);
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
        var at = start.clone();
        double height = value(at);
        for (int iteration = 0; iteration < ITERATIONS && height > Double.NEGATIVE_INFINITY; iteration++) {
            var step = iteration < SLOW ? scoringStep(fixed) : newtonStep(at, fixed);
            double longest = longest(step);
            if (longest < TOLERANCE) {
                return new Maximum(moved(at, step, 1), height, true);
            }
            double share = Math.min(1, LONGEST_STEP / longest);
            double lowest = height - NOISE * Math.abs(height);
            int halvings = 0;
            var next = moved(at, step, share);
            double nextHeight = value(next);
            while (!(nextHeight >= lowest) && halvings++ < HALVINGS) {
                share /= 2;
                next = moved(at, step, share);
                nextHeight = value(next);
            }
            if (!(nextHeight >= lowest)) {
                break;
            }
            at = next;
            height = nextHeight;
        }
        return new Maximum(at, height, false);
    }

    private static double longest(double[] step) {
        double longest = 0;
        for (double s : step) {
            // NaN stays NaN, and no step of it counts as short.
            longest = Math.max(longest, Math.abs(s));
        }
        return longest;
    }

    private static double[] moved(double[] from, double[] step, double share) {
        var to = from.clone();
        for (int j = 0; j < to.length; j++) {
            to[j] += share * step[j];
        }
        return to;
    }

    /** The penalised log-likelihood; keeps what the gradient and the covariance there need. */
    double value(double[] coefficients) {
        var logits = scratch;
        Arrays.fill(logits, 0);
        for (int j = 0; j < size; j++) {
            add(logits, coefficients[j], design[j]);
        }
        double sum = 0;
        double product = 1;
        for (int i = 0; i < labels.length; i++) {
            double logit = logits[i];
            double small = Math.exp(-Math.abs(logit));
            double likely = 1 / (1 + small);
            double unlikely = small * likely;
            probability[i] = logit > 0 ? likely : unlikely;
            weight[i] = likely * unlikely;
            // One logarithm for many rows: their product is taken before it gets too small.
            boolean expected = logit > 0 == labels[i];
            product *= likely;
            sum -= expected ? 0 : Math.abs(logit);
            if (product < 1e-200) {
                sum += Math.log(product);
                product = 1;
            }
        }
        sum += Math.log(product);
        products(information);
        if (!Double.isFinite(sum) || cholesky(information, size, factor, new double[size]) != NONE) {
            return Double.NEGATIVE_INFINITY;
        }
        double logDeterminant = 0;
        for (int j = 0; j < size; j++) {
            logDeterminant += 2 * Math.log(factor[j * size + j]);
        }
        return sum + penalty * logDeterminant;
    }

    /** Sets the lower triangle of a matrix to that of {@code Z' diag(weight) Z}. */
    private void products(double[] matrix) {
        for (int j = 0; j < size; j++) {
            var column = design[j];
            for (int i = 0; i < scratch.length; i++) {
                scratch[i] = weight[i] * column[i];
            }
            for (int k = 0; k <= j; k++) {
                matrix[j * size + k] = dot(scratch, design[k]);
            }
        }
    }

    /** Four sums at a time, which a processor can work on at once. */
    private static double dot(double[] left, double[] right) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < left.length; i += 4) {
            a += left[i] * right[i];
            b += left[i + 1] * right[i + 1];
            c += left[i + 2] * right[i + 2];
            d += left[i + 3] * right[i + 3];
        }
        for (; i < left.length; i++) {
            a += left[i] * right[i];
        }
        return a + b + (c + d);
    }

    private static void add(double[] to, double factor, double[] column) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * column[i];
        }
    }

    /**
     * Firth's modified score, {@code Z'(y - p + 2 penalty h (1/2 - p))} with the hat matrix' diagonal h, and its slope
     * where h is held: the information of the data with {@code 2 penalty h} of a row added to each, half of it retained.
     */
    private void gradient() {
        invertFactor();
        Arrays.fill(hat, 0);
        for (int j = 0; j < size; j++) {
            Arrays.fill(scratch, 0);
            for (int k = 0; k <= j; k++) {
                add(scratch, inverse[j * size + k], design[k]);
            }
            for (int i = 0; i < hat.length; i++) {
                hat[i] += scratch[i] * scratch[i];
            }
        }
        for (int i = 0; i < hat.length; i++) {
            double p = probability[i];
            double added = 2 * penalty * weight[i] * hat[i];
            scratch[i] = (labels[i] ? 1 - p : -p) + added * (0.5 - p);
            weight[i] *= 1 + added;
        }
        for (int j = 0; j < size; j++) {
            score[j] = dot(scratch, design[j]);
        }
        products(slope);
    }

    /** The inverse of the lower Cholesky factor, lower too. */
    private void invertFactor() {
        for (int j = 0; j < size; j++) {
            inverse[j * size + j] = 1 / factor[j * size + j];
            for (int i = j + 1; i < size; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum += factor[i * size + k] * inverse[k * size + j];
                }
                inverse[i * size + j] = -sum / factor[i * size + i];
            }
        }
    }

    /** The step of Newton's method on the score where h is held, from where {@link #value} was asked for last. */
    private double[] scoringStep(int fixed) {
        gradient();
        return step(fixed);
    }

    /**
     * The step of Newton's method on the score, whose slope is taken from differences; that of {@link #scoringStep} where the
     * likelihood is not concave, or ends nearby.
     */
    private double[] newtonStep(double[] at, int fixed) {
        var differences = new double[size * size];
        boolean inside = true;
        for (int k = 0; k < size && inside; k++) {
            var beside = at.clone();
            beside[k] += DIFFERENCE;
            inside = value(beside) > Double.NEGATIVE_INFINITY;
            if (inside) {
                gradient();
                for (int j = 0; j < size; j++) {
                    differences[j * size + k] -= score[j] / (2 * DIFFERENCE);
                }
                beside[k] -= 2 * DIFFERENCE;
                inside = value(beside) > Double.NEGATIVE_INFINITY;
            }
            if (inside) {
                gradient();
                for (int j = 0; j < size; j++) {
                    differences[j * size + k] += score[j] / (2 * DIFFERENCE);
                }
            }
        }
        value(at);
        gradient();
        for (int j = 0; j < size && inside; j++) {
            for (int k = 0; k < j; k++) {
                differences[j * size + k] = (differences[j * size + k] + differences[k * size + j]) / 2;
            }
        }
        if (inside && cholesky(differences.clone(), size, new double[size * size], new double[size]) == NONE) {
            System.arraycopy(differences, 0, slope, 0, slope.length);
        }
        return step(fixed);
    }

    /** The step that score and slope ask for, with 0 for a fixed coefficient. */
    private double[] step(int fixed) {
        var step = score.clone();
        if (fixed != NONE) {
            step[fixed] = 0;
            for (int j = 0; j < size; j++) {
                slope[Math.max(fixed, j) * size + Math.min(fixed, j)] = j == fixed ? 1 : 0;
            }
        }
        cholesky(slope, size, slope, new double[size]);
        solve(slope, size, step);
        return step;
    }

    /** The inverse of the information at the coefficients, full and row by row. */
    double[][] covariance(double[] coefficients) {
        value(coefficients);
        invertFactor();
        var covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = Math.max(i, j); k < size; k++) {
                    covariance[i][j] += inverse[k * size + i] * inverse[k * size + j];
                }
            }
        }
        return covariance;
    }

    /**
     * The lower factor of a symmetric matrix of which the lower triangle is read; both may be the same array.
     *
     * @param pivots what each squared diagonal element must exceed
     * @return the first column where it does not, or {@link #NONE}
     */
    private static int cholesky(double[] matrix, int n, double[] factor, double[] pivots) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * n + k] * factor[j * n + k];
                }
                if (i > j) {
                    factor[i * n + j] = sum / factor[j * n + j];
                } else if (sum > pivots[i]) {
                    factor[i * n + i] = Math.sqrt(sum);
                } else {
                    return i;
                }
            }
        }
        return NONE;
    }

    private static void solve(double[] factor, int n, double[] x) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= factor[i * n + k] * x[k];
            }
            x[i] /= factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= factor[k * n + i] * x[k];
            }
            x[i] /= factor[i * n + i];
        }
    }
}
