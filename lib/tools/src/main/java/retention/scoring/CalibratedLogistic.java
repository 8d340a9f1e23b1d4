package retention.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import numerics.evaluation.Metrics;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.Logistic;
import numerics.learning.Outcomes;
import numerics.learning.Predictor;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;

/**
 * {@link FirthLogistic} with calibrated probabilities and an interval for each. All of it follows from the training rows alone, so
 * that a cross-validation judges the scores that users get.
 *
 * <p><b>Calibration.</b> With few events a model is overconfident on rows that it has not seen. Its log odds are multiplied by
 * {@code (chi2 - k) / chi2}, at least 0, where chi2 is twice the log-likelihood that the k features that vary have gained over
 * none. Then they are shifted, so that the probabilities of the training rows add up to the number of retained
 * users among them. Sources: J. B. Copas, <i>Regression, prediction and shrinkage</i>, JRSS B 45 (1983); J. C. van Houwelingen and
 * S. le Cessie, <i>Predictive value of statistical models</i>, Statistics in Medicine 9 (1990).
 *
 * <p><b>Interval.</b> Wald's, on the scale of the log odds, around those <i>before</i> they are shrunk: shrinking is wrong on
 * purpose for rows far from the middle, and an interval around the shrunk value misses the truth there. Student's t for the size of
 * the smaller class replaces the normal distribution. Where necessary, the interval is stretched to contain the probability itself.
 * It covers the uncertainty of prevalence and coefficients, not what the features do not measure. How often it contains the truth is
 * measured by {@code make validate} and stands in {@code docs/validation.md}.
 *
 * @param coefficients before shrinking: the intercept first, then one per feature
 * @param covariance of the coefficients
 * @param shrinkage the factor of the log odds, 0..1; 0 if the features explain no more than noise would
 * @param shift what is added to the shrunk log odds, so that the probabilities add up
 * @param criticalValue how many standard errors the interval extends to each side
 */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record CalibratedLogistic(
        double[] coefficients, double[][] covariance, double shrinkage, double shift, double criticalValue)
        implements Predictor, Serializable {

    /** The confidence level of {@link #interval}. */
    static final double LEVEL = 0.95;

    /**
     * Fits and calibrates; a {@link numerics.learning.Learner}.
     *
     * @param seed not used: nothing is drawn
     * @throws IllegalArgumentException if a class has fewer than two rows
     */
    public static CalibratedLogistic fit(LabelledMatrix training, long seed) {
        int events = training.positives();
        int smallerClass = Outcomes.smallerClass(training.labels());
        if (smallerClass < 2) {
            throw new IllegalArgumentException(
                    "%d of %d users were retained: expected at least 2 who were, and 2 who were not."
                            .formatted(events, training.rows()));
        }
        var fitted = new FirthLogistic().fit(training, seed);
        var coefficients = new ArrayRealVector(new double[] {fitted.intercept()}, fitted.coefficients());
        double shrinkage = shrinkage(training, fitted);
        var offset = Stream.of(rows(training.features()))
                .mapToDouble(row -> shrinkage * coefficients.dotProduct(withOne(row)))
                .toArray();
        return new CalibratedLogistic(
                coefficients.toArray(),
                fitted.covariance(),
                shrinkage,
                Logistic.intercept(offset, events),
                new TDistribution(smallerClass - 1).inverseCumulativeProbability((1 + LEVEL) / 2));
    }

    private static double shrinkage(LabelledMatrix training, FittedLogistic fitted) {
        var labels = training.labels();
        var prevalence = new double[labels.length];
        Arrays.fill(prevalence, Metrics.prevalence(labels));
        double gained =
                Metrics.logLoss(labels, prevalence) - Metrics.logLoss(labels, fitted.predict(training.features()));
        double chiSquared = 2 * labels.length * gained;
        long varying = Arrays.stream(fitted.coefficients()).filter(c -> c != 0).count();
        return chiSquared <= varying ? 0 : (chiSquared - varying) / chiSquared;
    }

    /** By how much a feature moves the calibrated log odds, from their value at another value of it. */
    double moved(int feature, double from, double to) {
        return shrinkage * coefficients[feature + 1] * (to - from);
    }

    /** The calibrated probability, 0..1. */
    double probability(double... row) {
        return Logistic.probability(logOdds(row));
    }

    /** The calibrated log odds. */
    double logOdds(double... row) {
        return shift + shrinkage * new ArrayRealVector(coefficients).dotProduct(withOne(row));
    }

    /** The calibrated probability of a row of features, in the order of the training, with its 95 % interval. */
    public Interval interval(double... row) {
        var x = withOne(row);
        double probability = probability(row);
        double middle = new ArrayRealVector(coefficients).dotProduct(x);
        double variance = new Array2DRowRealMatrix(covariance, false).operate(x).dotProduct(x);
        double half = criticalValue * Math.sqrt(Math.max(0, variance));
        return new Interval(
                probability,
                Math.min(probability, Logistic.probability(middle - half)),
                Math.max(probability, Logistic.probability(middle + half)),
                LEVEL);
    }

    private static ArrayRealVector withOne(double... row) {
        return new ArrayRealVector(new double[] {1}, row);
    }

    @Override
    public double[] predict(FeatureMatrix features) {
        return Stream.of(rows(features)).mapToDouble(this::probability).toArray();
    }

    /** The rows of a matrix as doubles. */
    public static double[][] rows(FeatureMatrix features) {
        return IntStream.range(0, features.rows()).mapToObj(features::row).toArray(double[][]::new);
    }
}
