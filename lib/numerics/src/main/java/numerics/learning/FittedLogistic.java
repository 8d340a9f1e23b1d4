package numerics.learning;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.special.Erf;
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
    private static final String LEFT_OUT = "left out";
    private static final String NOT_FOUND = "not found";

    private final List<String> names;
    private final int[] used;
    private final StandardScaler scaler;
    private final double[][] design;
    private final boolean[] labels;
    private final double penalty;
    private final PenalisedLikelihood.Maximum maximum;
    private final double standardisedIntercept;

    FittedLogistic(
            List<String> names,
            int[] used,
            StandardScaler scaler,
            double[][] design,
            boolean[] labels,
            double penalty,
            PenalisedLikelihood.Maximum maximum,
            double standardisedIntercept) {
        this.names = names;
        this.used = used;
        this.scaler = scaler;
        this.design = design;
        this.labels = labels;
        this.penalty = penalty;
        this.maximum = maximum;
        this.standardisedIntercept = standardisedIntercept;
    }

    /** Whether the fit came to its end; if not, its coefficients are the best on the way, and nothing is known about them. */
    public boolean converged() {
        return maximum.converged();
    }

    /** The feature names, in the order of the coefficients. */
    public List<String> names() {
        return names;
    }

    /** The change of the log odds with one unit of each feature; 0 for a feature that was left out. */
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
        for (int j = 0; j < used.length; j++) {
            coefficients[used[j]] = maximum.coefficients()[j + 1];
        }
        return coefficients;
    }

    /** The log odds where every feature is 0, as predictions have it: fitted again without the penalty. */
    public double intercept() {
        return standardisedIntercept - atTheMeans();
    }

    private double atTheMeans() {
        var coefficients = coefficients();
        var mean = scaler.mean();
        double sum = 0;
        for (int j : used) {
            sum += coefficients[j] * mean[j];
        }
        return sum;
    }

    /**
     * The covariance of intercept and coefficients, in this order, {@code (1 + p) x (1 + p)}: the inverse of Fisher's
     * information at the penalised maximum. Zero for a feature that was left out.
     */
    public double[][] covariance() {
        int size = used.length + 1;
        var mean = scaler.mean();
        var scale = scaler.scale();
        // Row r of back: how coefficient r on its own scale follows from the standardised ones.
        var back = new double[names.size() + 1][size];
        back[0][0] = 1;
        for (int j = 1; j < size; j++) {
            int feature = used[j - 1];
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
     * of freedom. 1 for a feature that was left out; NaN, which tables show as missing, where a fit did not converge.
     *
     * @throws IllegalArgumentException if there is no such feature
     */
    public double pValue(String name) {
        int column = column(name);
        if (column < 0) {
            return 1;
        }
        double deviance = 2 * (maximum.logLikelihood() - profile(column).applyAsDouble(0));
        if (!maximum.converged() || Double.isNaN(deviance)) {
            return Double.NaN;
        }
        return Erf.erfc(Math.sqrt(Math.max(0, deviance) / 2));
    }

    /** The limits of an interval, the lower one first; infinite where nothing is known. */
    public record Limits(double lower, double upper) {}

    /**
     * The confidence interval of a coefficient, on the feature's scale: the values whose best fit loses no more penalised
     * log-likelihood than chance would. Unbounded for a feature that was left out; a limit that is not found is infinite.
     *
     * @param level such as 0.95
     * @throws IllegalArgumentException if there is no such feature, or if the level is not between 0 and 1
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
        if (!maximum.converged()) {
            return new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        double scale = scaler.scale()[used[column - 1]];
        double error = Math.sqrt(standardisedCovariance()[column][column]);
        double lowest = maximum.logLikelihood() - z * z / 2;
        return new Limits(limit(column, lowest, -z * error) / scale, limit(column, lowest, z * error) / scale);
    }

    /**
     * Where the profile falls to a value, looked for in the direction of a step and from its length on; infinite if it does not, or a
     * fit on the way does not converge.
     */
    private double limit(int column, double lowest, double firstStep) {
        double estimate = maximum.coefficients()[column];
        double step = firstStep;
        var profile = profile(column);
        DoubleUnaryOperator above = at -> profile.applyAsDouble(at) - lowest;
        double inside = estimate;
        double outside = estimate + step;
        double there = above.applyAsDouble(outside);
        for (int i = 0; there > 0 && i < DOUBLINGS; i++) {
            inside = outside;
            step *= 2;
            outside += step;
            there = above.applyAsDouble(outside);
        }
        if (!(there <= 0)) {
            return Math.copySign(Double.POSITIVE_INFINITY, firstStep);
        }
        try {
            double limit = new BrentSolver(1e-10, 1e-9)
                    .solve(
                            200,
                            at -> {
                                double height = above.applyAsDouble(at);
                                return Double.isNaN(height) ? 0 : height;
                            },
                            Math.min(inside, outside),
                            Math.max(inside, outside));
            return Double.isNaN(above.applyAsDouble(limit))
                    ? Math.copySign(Double.POSITIVE_INFINITY, firstStep)
                    : limit;
        } catch (NoBracketingException | TooManyEvaluationsException severalMaxima) {
            return Math.copySign(Double.POSITIVE_INFINITY, firstStep);
        }
    }

    /**
     * The highest penalised log-likelihood with one coefficient given, NaN where it is not found; each fit starts where the last one
     * ended.
     */
    private DoubleUnaryOperator profile(int column) {
        var likelihood = new PenalisedLikelihood(design, labels, penalty);
        var last = new double[][] {maximum.coefficients()};
        return value -> {
            var start = last[0].clone();
            start[column] = value;
            var there = likelihood.maximise(start, column);
            if (!there.converged()) {
                return Double.NaN;
            }
            last[0] = there.coefficients();
            return there.logLikelihood();
        };
    }

    /** The column of the design, or -1 for a feature that was left out. */
    private int column(String name) {
        int feature = names.indexOf(name);
        if (feature < 0) {
            throw new IllegalArgumentException("No feature '%s' among %s.".formatted(name, names));
        }
        for (int j = 0; j < used.length; j++) {
            if (used[j] == feature) {
                return j + 1;
            }
        }
        return -1;
    }

    /** The log odds of being retained, one per row, with {@link #intercept()}; refuses what {@link #predict} refuses. */
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

    private double[][] standardised(FeatureMatrix rows) {
        if (!rows.names().equals(names)) {
            throw new IllegalArgumentException(
                    "The logistic regression was fitted on %s, got %s: the features must be the same, in the same order."
                            .formatted(names, rows.names()));
        }
        return FirthLogistic.design(rows, used, scaler);
    }

    @Override
    public double[] predict(FeatureMatrix rows) {
        var probabilities = linearPredictor(rows);
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-probabilities[i]));
        }
        return probabilities;
    }

    /**
     * What is known of one feature, given the others.
     *
     * @param feature its name
     * @param coefficient the change of the log odds with one unit
     * @param limits of the coefficient, profiled
     * @param deviation the standard deviation of the feature over the training rows, above 0
     * @param pValue of the coefficient being 0
     */
    public record Effect(String feature, double coefficient, Limits limits, double deviation, double pValue) {

        /** What the odds of being retained are multiplied by with one unit. */
        public double oddsRatio() {
            return Math.exp(coefficient);
        }

        /** Its limits. */
        public Limits oddsRatioLimits() {
            return exp(1);
        }

        /** What the odds are multiplied by with one standard deviation. */
        public double oddsRatioOfDeviation() {
            return Math.exp(coefficient * deviation);
        }

        /** Its limits. */
        public Limits oddsRatioOfDeviationLimits() {
            return exp(deviation);
        }

        private Limits exp(double units) {
            return new Limits(Math.exp(limits.lower() * units), Math.exp(limits.upper() * units));
        }
    }

    /**
     * What is known of each feature, in order; nothing of one that was left out.
     *
     * @param level of the limits, such as 0.95
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public List<Effect> effects(double level) {
        var coefficients = coefficients();
        return IntStream.of(used)
                .mapToObj(feature -> new Effect(
                        names.get(feature),
                        coefficients[feature],
                        interval(names.get(feature), level),
                        scaler.scale()[feature],
                        pValue(names.get(feature))))
                .toList();
    }

    /** As {@link #table(double)}, with intervals of 95 %. */
    public Table table() {
        return table(0.95);
    }

    /**
     * feature | coefficient | odds ratio of one unit | odds ratio of one standard deviation, each with its interval. A feature that was
     * left out has none of them, and a limit that is not found is infinite.
     *
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Table table(double level) {
        var coefficient = StringColumn.create("coefficient");
        var ofUnit = StringColumn.create("odds ratio of one unit");
        var ofDeviation = StringColumn.create("of one standard deviation");
        var effects = effects(level).iterator();
        for (int feature = 0; feature < names.size(); feature++) {
            if (column(names.get(feature)) < 0) {
                coefficient.append(LEFT_OUT);
                ofUnit.append(LEFT_OUT);
                ofDeviation.append(LEFT_OUT);
            } else {
                var effect = effects.next();
                coefficient.append(shown(effect.coefficient(), effect.limits()));
                ofUnit.append(shown(effect.oddsRatio(), effect.oddsRatioLimits()));
                ofDeviation.append(shown(effect.oddsRatioOfDeviation(), effect.oddsRatioOfDeviationLimits()));
            }
        }
        var title = String.format(
                Locale.ROOT, "Logistic regression with Firth's penalty [%.0f %% profile intervals]", 100 * level);
        return Table.create(
                converged() ? title : "Logistic regression with Firth's penalty, which did not converge: no intervals",
                StringColumn.create("feature", names),
                coefficient,
                ofUnit,
                ofDeviation);
    }

    private static String shown(double value, Limits limits) {
        return String.format(Locale.ROOT, "%.3f [%s, %s]", value, limit(limits.lower()), limit(limits.upper()));
    }

    /** A limit that was not found is infinite, or 0 as one of an odds ratio. */
    private static String limit(double value) {
        return Double.isInfinite(value) || value == 0 ? NOT_FOUND : String.format(Locale.ROOT, "%.3f", value);
    }
}
