package retention.model;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Erf;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A logistic regression that {@link FirthLogistic} has fitted: coefficients, what is known about them, and predictions.
 *
 * <p>Intervals and p-values profile the penalised likelihood (Heinze and Schemper, 2002), because with few events it is too
 * lopsided for a standard error to describe: of each, the other coefficients are fitted anew, with the determinant of the
 * full information matrix in the penalty, as R's logistf does. That is done when it is asked for. Immutable.
 */
public final class FittedLogistic implements Predictor {

    private static final int DOUBLINGS = 60;

    private final List<String> names;
    private final int[] varying;
    private final StandardScaler scaler;
    private final double[][] design;
    private final boolean[] labels;
    private final double penalty;
    private final PenalisedLikelihood.Maximum maximum;
    private final double standardisedIntercept;

    FittedLogistic(
            List<String> names,
            int[] varying,
            StandardScaler scaler,
            double[][] design,
            boolean[] labels,
            double penalty,
            PenalisedLikelihood.Maximum maximum,
            double standardisedIntercept) {
        this.names = names;
        this.varying = varying;
        this.scaler = scaler;
        this.design = design;
        this.labels = labels;
        this.penalty = penalty;
        this.maximum = maximum;
        this.standardisedIntercept = standardisedIntercept;
    }

    /** The feature names, in the order of the coefficients. */
    public List<String> names() {
        return names;
    }

    /** The change of the log odds with one unit of each feature; 0 for a feature that was constant in training. */
    public double[] coefficients() {
        var coefficients = standardised();
        var scale = scaler.scale();
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] /= scale[j];
        }
        return coefficients;
    }

    /** The change of the log odds with one standard deviation, over the training rows, of each feature. */
    public double[] standardised() {
        var coefficients = new double[names.size()];
        for (int j = 0; j < varying.length; j++) {
            coefficients[varying[j]] = maximum.coefficients()[j + 1];
        }
        return coefficients;
    }

    /** The log odds where every feature is 0, as predictions have it: fitted again without the penalty. */
    public double intercept() {
        return standardisedIntercept - atTheMeans();
    }

    /** The intercept of the penalised fit, before {@link #intercept()} replaced it. */
    public double penalisedIntercept() {
        return maximum.coefficients()[0] - atTheMeans();
    }

    private double atTheMeans() {
        var coefficients = coefficients();
        var mean = scaler.mean();
        double sum = 0;
        for (int j : varying) {
            sum += coefficients[j] * mean[j];
        }
        return sum;
    }

    /** The penalised log-likelihood at its maximum, with the features on their own scale. */
    public double logLikelihood() {
        double logScale = 0;
        var scale = scaler.scale();
        for (int j : varying) {
            logScale += Math.log(scale[j]);
        }
        return maximum.logLikelihood() + 2 * penalty * logScale;
    }

    /**
     * The covariance of intercept and coefficients, in this order, {@code (1 + p) x (1 + p)}: the inverse of Fisher's
     * information at the penalised maximum. Zero for a feature that was constant in training.
     */
    public double[][] covariance() {
        int size = varying.length + 1;
        var mean = scaler.mean();
        var scale = scaler.scale();
        // Row r of back: how coefficient r on its own scale follows from the standardised ones.
        var back = new double[names.size() + 1][size];
        back[0][0] = 1;
        for (int j = 1; j < size; j++) {
            int feature = varying[j - 1];
            back[0][j] = -mean[feature] / scale[feature];
            back[feature + 1][j] = 1 / scale[feature];
        }
        var standardised = standardisedCovariance();
        var covariance = new double[back.length][back.length];
        for (int r = 0; r < back.length; r++) {
            for (int c = 0; c < back.length; c++) {
                covariance[r][c] = form(back[r], standardised, back[c]);
            }
        }
        return covariance;
    }

    private double[][] standardisedCovariance() {
        return new PenalisedLikelihood(design, labels, penalty).covariance(maximum.coefficients());
    }

    private static double form(double[] left, double[][] matrix, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                sum += left[i] * matrix[i][j] * right[j];
            }
        }
        return sum;
    }

    /**
     * The p-value of a coefficient being 0: twice the loss of penalised log-likelihood against chi-squared with one degree
     * of freedom. 1 for a feature that was constant in training.
     *
     * @throws IllegalArgumentException if there is no such feature
     * @throws IllegalStateException if the fit without it does not converge
     */
    public double pValue(String name) {
        int column = column(name);
        if (column < 0) {
            return 1;
        }
        double deviance = 2 * (maximum.logLikelihood() - profile(column).applyAsDouble(0));
        return Erf.erfc(Math.sqrt(Math.max(0, deviance) / 2));
    }

    /** The limits of an interval, the lower one first; infinite where nothing is known. */
    public record Limits(double lower, double upper) {}

    /**
     * The confidence interval of a coefficient, on the feature's scale: the values whose best fit loses no more penalised
     * log-likelihood than chance would. Unbounded for a feature that was constant in training.
     *
     * @param level such as 0.95
     * @throws IllegalArgumentException if there is no such feature, or if the level is not between 0 and 1
     * @throws IllegalStateException if a fit on the way does not converge
     */
    public Limits interval(String name, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "The confidence level is %s, expected a number between 0 and 1, such as 0.95.".formatted(level));
        }
        int column = column(name);
        if (column < 0) {
            return new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        double scale = scaler.scale()[varying[column - 1]];
        double error = Math.sqrt(standardisedCovariance()[column][column]);
        double lowest = maximum.logLikelihood() - z * z / 2;
        return new Limits(limit(column, lowest, -z * error) / scale, limit(column, lowest, z * error) / scale);
    }

    /** Where the profile falls to a value, looked for in the direction of a step and from its length on. */
    private double limit(int column, double lowest, double firstStep) {
        double estimate = maximum.coefficients()[column];
        double step = firstStep;
        var profile = profile(column);
        DoubleUnaryOperator above = at -> profile.applyAsDouble(at) - lowest;
        double inside = estimate;
        double outside = estimate + step;
        for (int i = 0; above.applyAsDouble(outside) > 0; i++) {
            if (i == DOUBLINGS) {
                throw new IllegalStateException(
                        "The profile of '%s' has no limit on one side.".formatted(names.get(varying[column - 1])));
            }
            inside = outside;
            step *= 2;
            outside += step;
        }
        return new BrentSolver(1e-10, 1e-9)
                .solve(200, above::applyAsDouble, Math.min(inside, outside), Math.max(inside, outside));
    }

    /** The highest penalised log-likelihood with one coefficient given; each fit starts where the last one ended. */
    private DoubleUnaryOperator profile(int column) {
        var likelihood = new PenalisedLikelihood(design, labels, penalty);
        var last = new double[][] {maximum.coefficients()};
        return value -> {
            var start = last[0].clone();
            start[column] = value;
            var there = likelihood.maximise(start, column);
            last[0] = there.coefficients();
            return there.logLikelihood();
        };
    }

    /** The column of the design, or -1 for a feature that it leaves out as constant. */
    private int column(String name) {
        int feature = names.indexOf(name);
        if (feature < 0) {
            throw new IllegalArgumentException("No feature '%s' among %s.".formatted(name, names));
        }
        for (int j = 0; j < varying.length; j++) {
            if (varying[j] == feature) {
                return j + 1;
            }
        }
        return -1;
    }

    /** The log odds of being retained, one a row, with {@link #intercept()}; refuses what {@link #predict} refuses. */
    public double[] linearPredictor(FeatureMatrix rows) {
        var standardised = standardised(rows);
        var logits = new double[rows.rows()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = standardisedIntercept;
            for (int j = 1; j < standardised.length; j++) {
                logits[i] += maximum.coefficients()[j] * standardised[j][i];
            }
        }
        return logits;
    }

    /** The standard error of the linear predictor, one a row, from {@link #covariance}; refuses as {@link #predict}. */
    public double[] standardError(FeatureMatrix rows) {
        var standardised = standardised(rows);
        var covariance = standardisedCovariance();
        var errors = new double[rows.rows()];
        var row = new double[standardised.length];
        for (int i = 0; i < errors.length; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = standardised[j][i];
            }
            errors[i] = Math.sqrt(form(row, covariance, row));
        }
        return errors;
    }

    private double[][] standardised(FeatureMatrix rows) {
        if (!rows.names().equals(names)) {
            throw new IllegalArgumentException(
                    "The logistic regression was fitted on %s, got %s: the features must be the same, in the same order."
                            .formatted(names, rows.names()));
        }
        return FirthLogistic.design(rows, varying, scaler);
    }

    @Override
    public double[] predict(FeatureMatrix rows) {
        var probabilities = linearPredictor(rows);
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-probabilities[i]));
        }
        return probabilities;
    }

    /** As {@link #table(double)}, with intervals of 95 %. */
    public Table table() {
        return table(0.95);
    }

    /**
     * One row a feature, in order: feature, coefficient, odds ratio of one unit, its limits, odds ratio of one standard
     * deviation, p.
     *
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @throws IllegalStateException if a fit on the way does not converge
     */
    public Table table(double level) {
        var coefficients = coefficients();
        var standardised = standardised();
        var feature = StringColumn.create("feature");
        var coefficient = DoubleColumn.create("coefficient");
        var ratio = DoubleColumn.create("odds ratio");
        var lower = DoubleColumn.create("lower");
        var upper = DoubleColumn.create("upper");
        var perDeviation = DoubleColumn.create("odds ratio per sd");
        var p = DoubleColumn.create("p");
        for (int j = 0; j < coefficients.length; j++) {
            var limits = interval(names.get(j), level);
            feature.append(names.get(j));
            coefficient.append(coefficients[j]);
            ratio.append(Math.exp(coefficients[j]));
            lower.append(Math.exp(limits.lower()));
            upper.append(Math.exp(limits.upper()));
            perDeviation.append(Math.exp(standardised[j]));
            p.append(pValue(names.get(j)));
        }
        return Table.create("logistic regression", feature, coefficient, ratio, lower, upper, perDeviation, p);
    }
}
