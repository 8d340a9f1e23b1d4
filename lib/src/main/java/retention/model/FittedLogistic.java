package retention.model;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
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
    private static final String CONSTANT = "constant";

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

    private double atTheMeans() {
        var coefficients = coefficients();
        var mean = scaler.mean();
        double sum = 0;
        for (int j : varying) {
            sum += coefficients[j] * mean[j];
        }
        return sum;
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
     * What is known of each feature, in order; nothing of one that was constant in training.
     *
     * @param level of the limits, such as 0.95
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @throws IllegalStateException if a fit on the way does not converge
     */
    public List<Effect> effects(double level) {
        var coefficients = coefficients();
        return IntStream.of(varying)
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
     * feature | coefficient | odds ratio of one unit | odds ratio of one standard deviation, each with its interval | p. A feature that
     * was constant in training has none of them.
     *
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @throws IllegalStateException if a fit on the way does not converge
     */
    public Table table(double level) {
        var coefficient = StringColumn.create("coefficient");
        var ofUnit = StringColumn.create("odds ratio of one unit");
        var ofDeviation = StringColumn.create("of one standard deviation");
        var p = DoubleColumn.create("p");
        var effects = effects(level).iterator();
        for (int feature = 0; feature < names.size(); feature++) {
            if (column(names.get(feature)) < 0) {
                coefficient.append(CONSTANT);
                ofUnit.append(CONSTANT);
                ofDeviation.append(CONSTANT);
                p.appendMissing();
            } else {
                var effect = effects.next();
                coefficient.append(shown(effect.coefficient(), effect.limits()));
                ofUnit.append(shown(effect.oddsRatio(), effect.oddsRatioLimits()));
                ofDeviation.append(shown(effect.oddsRatioOfDeviation(), effect.oddsRatioOfDeviationLimits()));
                p.append(effect.pValue());
            }
        }
        return Table.create(
                String.format(
                        Locale.ROOT,
                        "Logistic regression with Firth's penalty [%.0f %% profile intervals]",
                        100 * level),
                StringColumn.create("feature", names),
                coefficient,
                ofUnit,
                ofDeviation,
                p);
    }

    private static String shown(double value, Limits limits) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, limits.lower(), limits.upper());
    }
}
