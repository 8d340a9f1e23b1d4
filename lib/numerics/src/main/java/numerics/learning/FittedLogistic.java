package numerics.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import numerics.TableOf;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.exception.NoBracketingException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import tech.tablesaw.api.Table;

/**
 * A logistic regression that {@link FirthLogistic} has fitted: coefficients, what is known about them, and predictions.
 *
 * <p>Intervals profile the penalised likelihood (Heinze and Schemper, 2002): for each value of one coefficient the others are fitted
 * anew, with the determinant of the full information matrix in the penalty, as R's logistf does. They are computed when asked for.
 * Immutable.
 */
public final class FittedLogistic implements Predictor {

    private static final double LEVEL = 0.95;
    private static final int DOUBLINGS = 60;
    private static final int EVALUATIONS = 200;

    private final List<String> names;
    /** Indices of the features that have coefficients. */
    private final List<Integer> used;

    private final double[] mean;
    private final double[] scale;
    private final PenalisedLikelihood likelihood;
    /** Of the ones and the used features, standardised. */
    private final PenalisedLikelihood.Maximum maximum;

    /** The coefficients of the maximum, with the intercept that was fitted without the penalty. */
    private final double[] predicting;

    FittedLogistic(LabelledMatrix training, double penalty) {
        names = training.features().names();
        var scaler = StandardScaler.fit(training.features());
        mean = scaler.mean();
        scale = scaler.scale();
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
        var back = new double[names.size() + 1][used.size() + 1];
        back[0][0] = 1;
        for (int j = 0; j < used.size(); j++) {
            int feature = used.get(j);
            back[0][j + 1] = -mean[feature] / scale[feature];
            back[feature + 1][j + 1] = 1 / scale[feature];
        }
        return new Array2DRowRealMatrix(back, false);
    }

    @Override
    public double[] predict(FeatureMatrix rows) {
        rows.requireNames(names, "The logistic regression");
        var logOdds = PenalisedLikelihood.combined(design(rows), predicting);
        return Arrays.stream(logOdds).map(Logistic::probability).toArray();
    }

    /**
     * A figure with its limits; a limit that was not found is infinite, or 0 as one of an odds ratio. One that was found is neither,
     * however far away it is.
     */
    public record Estimate(double value, double lower, double upper) {

        private Estimate exp(double units) {
            return new Estimate(exp(value, units), exp(lower, units), exp(upper, units));
        }

        private static double exp(double coefficient, double units) {
            double ratio = Math.exp(coefficient * units);
            return Double.isInfinite(coefficient)
                    ? ratio
                    : Math.max(Double.MIN_VALUE, Math.min(Double.MAX_VALUE, ratio));
        }

        /** Such as {@code 0.554 [-0.240, 1.841]}. */
        @Override
        public String toString() {
            return "%s [%s, %s]".formatted(shown(value), limit(lower), limit(upper));
        }

        private static String limit(double limit) {
            return Double.isInfinite(limit) || limit == 0 ? "not found" : shown(limit);
        }

        private static String shown(double figure) {
            return Numbers.text(figure < 1e6 ? "%.3f" : "%.0e", figure);
        }
    }

    /**
     * What is known of one feature, given the others.
     *
     * @param feature its name
     * @param coefficient the change of the log odds with one unit, on the feature's scale, with profiled limits
     * @param deviation the standard deviation of the feature over the training rows, above 0
     */
    public record Effect(String feature, Estimate coefficient, double deviation) {

        /** What the odds of being positive are multiplied by with one unit. */
        public Estimate oddsRatio() {
            return coefficient.exp(1);
        }

        /** What the odds are multiplied by with one standard deviation. */
        public Estimate oddsRatioOfDeviation() {
            return coefficient.exp(deviation);
        }
    }

    /**
     * What is known of each feature, in order; nothing of one that was left out.
     *
     * @param level of the limits, such as 0.95
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public List<Effect> effects(double level) {
        return names.stream().flatMap(name -> effect(name, level).stream()).toList();
    }

    /** What is known of one feature, nothing if it was left out; otherwise as {@link #effects}. */
    public Optional<Effect> effect(String name, double level) {
        Check.level(level);
        int feature = names.indexOf(name);
        int column = used.indexOf(feature) + 1;
        if (column == 0) {
            return Optional.empty();
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        double unit = scale[feature];
        var coefficient = new Estimate(predicting[column] / unit, limit(column, -z) / unit, limit(column, z) / unit);
        return Optional.of(new Effect(name, coefficient, unit));
    }

    /**
     * The value of a standardised coefficient whose best fit loses as much penalised log-likelihood as so many standard errors stand
     * for, on their side; infinite if there is none, or a fit on the way does not converge.
     */
    private double limit(int column, double z) {
        double unknown = Math.copySign(Double.POSITIVE_INFINITY, z);
        if (!converged()) {
            return unknown;
        }
        var profile = profile(column, maximum.logLikelihood() - z * z / 2);
        double step =
                z * Math.sqrt(likelihood.covariance(maximum.coefficients()).getEntry(column, column));
        double inside = maximum.coefficients()[column];
        double outside = inside + step;
        try {
            for (int i = 0; profile.value(outside) > 0 && i < DOUBLINGS; i++) {
                inside = outside;
                step *= 2;
                outside += step;
            }
            return new BrentSolver(1e-10, 1e-9)
                    .solve(EVALUATIONS, profile, Math.min(inside, outside), Math.max(inside, outside));
        } catch (ConvergenceException | NoBracketingException | TooManyEvaluationsException notFound) {
            return unknown;
        }
    }

    /**
     * By how much the highest penalised log-likelihood with one coefficient given is above {@code lowest}; each fit starts where the
     * last one ended, and throws a {@link ConvergenceException} where it does not converge.
     */
    private UnivariateFunction profile(int column, double lowest) {
        var last = maximum.coefficients().clone();
        return value -> {
            last[column] = value;
            var there = likelihood.maximise(last, column);
            if (!there.converged()) {
                throw new ConvergenceException();
            }
            System.arraycopy(there.coefficients(), 0, last, 0, last.length);
            return there.logLikelihood() - lowest;
        };
    }

    /**
     * feature | coefficient | odds ratio of one unit | odds ratio of one standard deviation, each with its interval of 95 %. A feature
     * that was left out has none of them, and a limit that is not found says so.
     */
    public Table table() {
        var effects = effects(LEVEL).stream().collect(Collectors.toMap(Effect::feature, Function.identity()));
        BiFunction<String, Function<Effect, Estimate>, String> shown = (name, figure) ->
                effects.containsKey(name) ? figure.apply(effects.get(name)).toString() : "left out";
        var intervals = converged() ? " [95 % profile intervals]" : ", which did not converge: no intervals";
        return TableOf.rows("Logistic regression with Firth's penalty" + intervals, names)
                .text("feature", name -> name)
                .text("coefficient", name -> shown.apply(name, Effect::coefficient))
                .text("odds ratio of one unit", name -> shown.apply(name, Effect::oddsRatio))
                .text("of one standard deviation", name -> shown.apply(name, Effect::oddsRatioOfDeviation))
                .table();
    }
}
