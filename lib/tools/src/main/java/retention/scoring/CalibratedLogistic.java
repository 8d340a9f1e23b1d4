package retention.scoring;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import numerics.evaluation.Metrics;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.Logistic;
import numerics.learning.Predictor;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * {@link FirthLogistic} as a probability to hand out: calibrated, and with an interval. All of it follows from the training rows
 * alone, so that a cross-validation judges what is handed out.
 *
 * <p><b>Calibration.</b> With few events a model is too sure of itself on rows that it has not seen. Its log odds are multiplied
 * by {@code (chi2 - k) / chi2}, at least 0, where chi2 is twice the log-likelihood that the k features that vary have gained over
 * none. Then the intercept is solved for again, so that the probabilities of the training rows add up to the retained among
 * them. Sources: J. B. Copas, <i>Regression, prediction and shrinkage</i>, JRSS B 45 (1983); J. C. van Houwelingen and S. le
 * Cessie, <i>Predictive value of statistical models</i>, Statistics in Medicine 9 (1990). At 0 nothing was learned that would
 * hold for others, and every row gets the share of the retained.
 *
 * <p><b>Interval.</b> Wald's, on the scale of the log odds, around those <i>before</i> they are shrunk: shrinking makes the mean
 * error smaller by being wrong on purpose for rows far from the middle, and an interval around the shrunk value misses the truth
 * there. Student's t for the size of the smaller class stands in for the normal distribution, as in the study's other intervals.
 * The interval is stretched, where need be, to hold the probability itself. It knows the doubt about prevalence and
 * coefficients, not what the features do not say.
 *
 * <p>Simulated coverage of such 95 % intervals, in tenths of the users by true probability and in the tenth of the highest
 * scores (replica of the study, 3,249 users of whom 23 are retained on average, 2,000 data sets each; {@link Coverage}, and
 * {@code bin/retention validate --scores 2000}):
 *
 * <pre>
 * effects                     as planted    half of them            none
 * tenths by truth         96.0 to 96.6 %  95.8 to 96.6 %  95.9 to 96.3 %
 * highest scores                  95.7 %          93.7 %          87.8 %
 *   promised there                0.0377          0.0178          0.0082
 *   true there                    0.0390          0.0186          0.0071
 * </pre>
 *
 * <p>In the first of these, percentiles of a bootstrap hold 89 to 91 %, and around shrunk values, with the shrinkage drawn anew
 * or not, 84 to 87 % in the tenth of the highest true probabilities.
 */
final class CalibratedLogistic implements Predictor {

    /** The confidence level of {@link #interval}. */
    static final double LEVEL = 0.95;

    private final Numbers numbers;

    /** What is to be kept of one, as JSON. */
    static final class Numbers {

        /** The intercept first, then one per feature, before shrinking. */
        private double[] coefficients = {};

        /** Of the coefficients, row by row. */
        private double[][] covariance = {};

        private double shrinkage = Double.NaN;
        private double shrunkIntercept = Double.NaN;

        /** How many standard errors the interval goes to each side. */
        private double criticalValue = Double.NaN;

        /** What is missing, of another size than for so many features, or no number. */
        Optional<String> wrong(int features) {
            return Stream.of(
                            ArrayCheck.wrong("coefficients", features + 1, coefficients),
                            ArrayCheck.wrong("covariance", features + 1, covariance),
                            ArrayCheck.wrong("shrinkage", 1, shrinkage),
                            ArrayCheck.wrong("shrunkIntercept", 1, shrunkIntercept),
                            ArrayCheck.wrong("criticalValue", 1, criticalValue))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    CalibratedLogistic(Numbers numbers) {
        this.numbers = numbers;
    }

    Numbers numbers() {
        return numbers;
    }

    /**
     * Fits and calibrates; a {@link retention.model.Learner}.
     *
     * @param seed not used: nothing is drawn
     * @throws IllegalArgumentException if a class has fewer than two rows, or a feature follows from those before it
     */
    static CalibratedLogistic fit(LabelledMatrix training, long seed) {
        int events = training.positives();
        int smallerClass = Math.min(events, training.rows() - events);
        if (smallerClass < 2) {
            throw new IllegalArgumentException(
                    "%d of %d users were retained: expected at least 2 who were, and 2 who were not."
                            .formatted(events, training.rows()));
        }
        var fitted = new FirthLogistic().fit(training, seed);
        var numbers = new Numbers();
        numbers.coefficients = DoubleStream.concat(
                        DoubleStream.of(fitted.intercept()), Arrays.stream(fitted.coefficients()))
                .toArray();
        numbers.covariance = fitted.covariance();
        numbers.shrinkage = shrinkage(training, fitted);
        numbers.criticalValue = new TDistribution(smallerClass - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
        var model = new CalibratedLogistic(numbers);
        var offset = IntStream.range(0, training.rows())
                .mapToDouble(i -> numbers.shrinkage * model.effects(row(training.features(), i)))
                .toArray();
        numbers.shrunkIntercept = Logistic.intercept(offset, events);
        return model;
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

    /** The factor by which log odds are shrunk, 0..1; 0 if nothing was learned that would hold for others. */
    double shrinkage() {
        return numbers.shrinkage;
    }

    /** By how much a feature moves the log odds that are handed out, from what they are at another value of it. */
    double moved(int feature, double from, double to) {
        return numbers.shrinkage * numbers.coefficients[feature + 1] * (to - from);
    }

    /** The calibrated probability, 0..1. */
    double probability(double... row) {
        return logistic(numbers.shrunkIntercept + numbers.shrinkage * effects(row));
    }

    /** The calibrated probability with its interval. */
    Interval interval(double... row) {
        double probability = probability(row);
        double logOdds = numbers.coefficients[0] + effects(row);
        double half = numbers.criticalValue * standardError(row);
        return new Interval(
                probability,
                Math.min(probability, logistic(logOdds - half)),
                Math.max(probability, logistic(logOdds + half)),
                LEVEL);
    }

    private double standardError(double... row) {
        var covariance = numbers.covariance;
        double variance = covariance[0][0];
        for (int i = 0; i < row.length; i++) {
            variance += 2 * row[i] * covariance[0][i + 1];
            for (int j = 0; j < row.length; j++) {
                variance += row[i] * row[j] * covariance[i + 1][j + 1];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    @Override
    public double[] predict(FeatureMatrix rows) {
        return IntStream.range(0, rows.rows())
                .mapToDouble(i -> probability(row(rows, i)))
                .toArray();
    }

    /** A row as doubles. */
    static double[] row(FeatureMatrix features, int row) {
        return IntStream.range(0, features.columns())
                .mapToDouble(column -> features.value(row, column))
                .toArray();
    }

    private double effects(double... row) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += numbers.coefficients[j + 1] * row[j];
        }
        return sum;
    }

    private static double logistic(double logOdds) {
        return Logistic.probability(logOdds);
    }
}
