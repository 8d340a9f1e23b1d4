package numerics.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.special.Erf;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A logistic regression that {@link FirthLogistic} has fitted: coefficients, what is known about them, and predictions.
 *
 * <p>Intervals and p-values profile the penalised likelihood (Heinze and Schemper, 2002): for each value of one coefficient the others
 * are fitted anew, with the determinant of the full information matrix in the penalty, as R's logistf does. They are computed when
 * asked for. Immutable.
 */
public final class FittedLogistic implements Predictor {

    private static final double LEVEL = 0.95;
    private static final int DOUBLINGS = 60;
    private static final int EVALUATIONS = 200;
    private static final Limits UNKNOWN = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final List<String> names;
    /** Indices of the features that have coefficients. */
    private final List<Integer> used;

    private final StandardScaler scaler;
    private final PenalisedLikelihood likelihood;
    /** Of the ones and the used features, standardised. */
    private final PenalisedLikelihood.Maximum maximum;

    /** The coefficients of the maximum, with the intercept that was fitted without the penalty. */
    private final double[] predicting;

    FittedLogistic(LabelledMatrix training, double penalty) {
        names = training.features().names();
        scaler = StandardScaler.fit(training.features());
        used = IntStream.range(0, names.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        var design = design(training.features());
        var all = new PenalisedLikelihood(design, training.labels(), penalty);
        for (int column = all.dependentColumn(); column > 0; column = all.dependentColumn()) {
            used.remove(column - 1);
            design = design(training.features());
            all = new PenalisedLikelihood(design, training.labels(), penalty);
        }
        likelihood = all;
        var start = new double[design.length];
        start[0] = Math.log((double) training.positives() / (training.rows() - training.positives()));
        maximum = likelihood.maximise(start, PenalisedLikelihood.NONE);
        predicting = maximum.coefficients().clone();
        predicting[0] = 0;
        predicting[0] = Logistic.intercept(PenalisedLikelihood.combined(design, predicting), training.positives());
    }

    /** A column of ones, and the used features standardised. */
    private double[][] design(FeatureMatrix features) {
        var mean = scaler.mean();
        var scale = scaler.scale();
        var design = new double[used.size() + 1][features.rows()];
        Arrays.fill(design[0], 1);
        for (int j = 0; j < used.size(); j++) {
            int column = used.get(j);
            Arrays.setAll(design[j + 1], i -> (features.value(i, column) - mean[column]) / scale[column]);
        }
        return design;
    }

    /** Whether the fit converged; if not, its coefficients are the best on the way, and nothing is known about them. */
    public boolean converged() {
        return maximum.converged();
    }

    /** The feature names, in the order of the coefficients. */
    public List<String> names() {
        return names;
    }

    /** The change of the log odds with one unit of each feature; 0 for a feature that was left out. */
    public double[] coefficients() {
        var all = backTransformation().operate(predicting);
        return Arrays.copyOfRange(all, 1, all.length);
    }

    /** The change of the log odds with one standard deviation, over the training rows, of each feature. */
    public double[] standardised() {
        var coefficients = new double[names.size()];
        for (int j = 0; j < used.size(); j++) {
            coefficients[used.get(j)] = predicting[j + 1];
        }
        return coefficients;
    }

    /** The log odds where every feature is 0, as predictions have it: fitted again without the penalty. */
    public double intercept() {
        return backTransformation().operate(predicting)[0];
    }

    /**
     * The covariance of intercept and coefficients, in this order, {@code (1 + p) x (1 + p)}: the inverse of Fisher's
     * information at the penalised maximum. Zero for a feature that was left out.
     */
    public double[][] covariance() {
        var back = backTransformation();
        return back.multiply(likelihood.covariance(maximum.coefficients()))
                .multiply(back.transpose())
                .getData();
    }

    /** From the standardised coefficients to intercept and coefficients on the features' own scale. */
    private RealMatrix backTransformation() {
        var mean = scaler.mean();
        var scale = scaler.scale();
        var back = new double[names.size() + 1][used.size() + 1];
        back[0][0] = 1;
        for (int j = 0; j < used.size(); j++) {
            int feature = used.get(j);
            back[0][j + 1] = -mean[feature] / scale[feature];
            back[feature + 1][j + 1] = 1 / scale[feature];
        }
        return new Array2DRowRealMatrix(back, false);
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
        try {
            double deviance = 2 * (maximum.logLikelihood() - profile(column).applyAsDouble(0));
            return converged() ? Erf.erfc(Math.sqrt(Math.max(0, deviance) / 2)) : Double.NaN;
        } catch (ConvergenceException notFound) {
            return Double.NaN;
        }
    }

    /** The limits of an interval; infinite where nothing is known. */
    public record Limits(double lower, double upper) {

        private Limits exp(double units) {
            return new Limits(Math.exp(lower * units), Math.exp(upper * units));
        }

        private String with(double value) {
            return Numbers.text("%.3f [%s, %s]", value, shown(lower), shown(upper));
        }

        /** A limit that was not found is infinite, or 0 as one of an odds ratio. */
        private static String shown(double limit) {
            return Double.isInfinite(limit) || limit == 0 ? "not found" : Numbers.text("%.3f", limit);
        }
    }

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
        if (column < 0 || !converged()) {
            return UNKNOWN;
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        double lowest = maximum.logLikelihood() - z * z / 2;
        double error = Math.sqrt(likelihood.covariance(maximum.coefficients()).getEntry(column, column));
        double scale = scaler.scale()[used.get(column - 1)];
        return new Limits(limit(column, lowest, -z * error) / scale, limit(column, lowest, z * error) / scale);
    }

    /**
     * Where the profile falls to a value, looked for in the direction of a step and from its length on; infinite if it does not, or a
     * fit on the way does not converge.
     */
    private double limit(int column, double lowest, double firstStep) {
        var profile = profile(column);
        double step = firstStep;
        double inside = maximum.coefficients()[column];
        double outside = inside + step;
        try {
            for (int i = 0; profile.applyAsDouble(outside) > lowest && i < DOUBLINGS; i++) {
                inside = outside;
                step *= 2;
                outside += step;
            }
            return new BrentSolver(1e-10, 1e-9)
                    .solve(
                            EVALUATIONS,
                            at -> profile.applyAsDouble(at) - lowest,
                            Math.min(inside, outside),
                            Math.max(inside, outside));
        } catch (ConvergenceException | NoBracketingException | TooManyEvaluationsException notFound) {
            return Math.copySign(Double.POSITIVE_INFINITY, firstStep);
        }
    }

    /**
     * The highest penalised log-likelihood with one coefficient given; each fit starts where the last one ended, and throws a
     * {@link ConvergenceException} where it does not converge.
     */
    private DoubleUnaryOperator profile(int column) {
        var last = maximum.coefficients().clone();
        return value -> {
            last[column] = value;
            var there = likelihood.maximise(last, column);
            if (!there.converged()) {
                throw new ConvergenceException();
            }
            System.arraycopy(there.coefficients(), 0, last, 0, last.length);
            return there.logLikelihood();
        };
    }

    /** The column of the design, or -1 for a feature that was left out. */
    private int column(String name) {
        int feature = names.indexOf(name);
        if (feature < 0) {
            throw new IllegalArgumentException("No feature '%s' among %s.".formatted(name, names));
        }
        int position = used.indexOf(feature);
        return position < 0 ? -1 : position + 1;
    }

    @Override
    public double[] predict(FeatureMatrix rows) {
        rows.requireNames(names, "The logistic regression");
        var logOdds = PenalisedLikelihood.combined(design(rows), predicting);
        return Arrays.stream(logOdds).map(Logistic::probability).toArray();
    }

    /**
     * What is known of one feature, given the others.
     *
     * @param feature its name
     * @param coefficient the change of the log odds with one unit
     * @param limits of the coefficient, profiled
     * @param deviation the standard deviation of the feature over the training rows, above 0
     */
    public record Effect(String feature, double coefficient, Limits limits, double deviation) {

        /** What the odds of being positive are multiplied by with one unit. */
        public double oddsRatio() {
            return Math.exp(coefficient);
        }

        /** Its limits. */
        public Limits oddsRatioLimits() {
            return limits.exp(1);
        }

        /** What the odds are multiplied by with one standard deviation. */
        public double oddsRatioOfDeviation() {
            return Math.exp(coefficient * deviation);
        }

        /** Its limits. */
        public Limits oddsRatioOfDeviationLimits() {
            return limits.exp(deviation);
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
        return used.stream()
                .map(feature -> new Effect(
                        names.get(feature),
                        coefficients[feature],
                        interval(names.get(feature), level),
                        scaler.scale()[feature]))
                .toList();
    }

    /**
     * feature | coefficient | odds ratio of one unit | odds ratio of one standard deviation, each with its interval of 95 %. A feature
     * that was left out has none of them, and a limit that is not found says so.
     */
    public Table table() {
        var effects = effects(LEVEL).stream().collect(Collectors.toMap(Effect::feature, effect -> effect));
        return Table.create(
                "Logistic regression with Firth's penalty"
                        + (converged() ? " [95 % profile intervals]" : ", which did not converge: no intervals"),
                StringColumn.create("feature", names),
                column("coefficient", effects, e -> e.limits().with(e.coefficient())),
                column("odds ratio of one unit", effects, e -> e.oddsRatioLimits()
                        .with(e.oddsRatio())),
                column("of one standard deviation", effects, e -> e.oddsRatioOfDeviationLimits()
                        .with(e.oddsRatioOfDeviation())));
    }

    private StringColumn column(String title, Map<String, Effect> effects, Function<Effect, String> shown) {
        return StringColumn.create(title, names.stream().map(name -> Optional.ofNullable(effects.get(name))
                .map(shown)
                .orElse("left out")));
    }
}
