package retention.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Logistic regression with Firth's penalty, for a handful of events: the likelihood is multiplied by Jeffreys' prior, which
 * takes away the first-order bias of the coefficients and keeps them finite where a feature separates the classes.
 *
 * <p>Sources: D. Firth, <i>Bias reduction of maximum likelihood estimates</i>, Biometrika 80 (1993); G. Heinze and M.
 * Schemper, <i>A solution to the problem of separation in logistic regression</i>, Statistics in Medicine 21 (2002). The
 * penalty pulls probabilities towards 1/2, so the intercept is fitted again without it (FLIC: R. Puhr et al., <i>Firth's
 * logistic regression with rare events</i>, Statistics in Medicine 36, 2017): the mean prediction over the training rows is
 * their share of retained ones.
 *
 * <p>Features are standardised in the fit and come back on their own scale; a constant one gets the coefficient 0.
 */
public final class FirthLogistic implements Learner {

    private static final double FIRTH = 0.5;

    private final double penalty;

    /** The penalty as Firth has it. */
    public FirthLogistic() {
        this(FIRTH);
    }

    /** Jeffreys' prior to another power; 0 is plain maximum likelihood. */
    FirthLogistic(double penalty) {
        this.penalty = penalty;
    }

    /**
     * Fits the coefficients.
     *
     * @param seed not used: nothing is drawn
     * @throws IllegalArgumentException if a class is missing, or if a feature follows from those before it, such as a copy
     *     or a sum of them
     * @throws IllegalStateException if the fit does not converge
     */
    @Override
    public FittedLogistic fit(LabelledMatrix training, long seed) {
        int events = training.positives();
        if (events == 0 || events == training.rows()) {
            throw new IllegalArgumentException(
                    "A logistic regression needs rows of both classes, got %d retained of %d."
                            .formatted(events, training.rows()));
        }
        var features = training.features();
        var varying = IntStream.range(0, features.columns())
                .filter(j -> varies(features, j))
                .toArray();
        var scaler = StandardScaler.fit(features);
        var design = design(features, varying, scaler);
        var labels = training.labels();
        var likelihood = new PenalisedLikelihood(design, labels, penalty);
        int dependent = likelihood.dependentColumn();
        if (dependent != PenalisedLikelihood.NONE) {
            throw new IllegalArgumentException(
                    "The feature '%s' follows from those before it among %s in %d rows: leave it out."
                            .formatted(
                                    features.names().get(varying[dependent - 1]), features.names(), training.rows()));
        }
        var start = new double[design.length];
        start[0] = Math.log((double) events / (training.rows() - events));
        var maximum = likelihood.maximise(start, PenalisedLikelihood.NONE);
        double intercept = unpenalisedIntercept(design, maximum.coefficients(), events, training.rows());
        return new FittedLogistic(features.names(), varying, scaler, design, labels, penalty, maximum, intercept);
    }

    @Override
    public boolean isConcurrent() {
        return true;
    }

    private static boolean varies(FeatureMatrix features, int column) {
        for (int i = 1; i < features.rows(); i++) {
            if (features.value(i, column) != features.value(0, column)) {
                return true;
            }
        }
        return false;
    }

    /** A column of ones and the standardised features. */
    static double[][] design(FeatureMatrix features, int[] varying, StandardScaler scaler) {
        var mean = scaler.mean();
        var scale = scaler.scale();
        var design = new double[varying.length + 1][features.rows()];
        Arrays.fill(design[0], 1);
        for (int i = 0; i < features.rows(); i++) {
            for (int j = 0; j < varying.length; j++) {
                int column = varying[j];
                design[j + 1][i] = (features.value(i, column) - mean[column]) / scale[column];
            }
        }
        return design;
    }

    /**
     * The intercept by maximum likelihood where all else of the linear predictor is given: the one at which the
     * probabilities sum up to the events. Newton's method inside a bracket, as the sum grows with the intercept.
     */
    private static double unpenalisedIntercept(double[][] design, double[] coefficients, int events, int rows) {
        var offset = new double[rows];
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows; i++) {
            for (int j = 1; j < design.length; j++) {
                offset[i] += design[j][i] * coefficients[j];
            }
            lowest = Math.min(lowest, offset[i]);
            highest = Math.max(highest, offset[i]);
        }
        double odds = Math.log((double) events / (rows - events));
        double low = odds - highest;
        double high = odds - lowest;
        double at = Math.min(Math.max(coefficients[0], low), high);
        while (true) {
            double excess = -events;
            double slope = 0;
            for (double o : offset) {
                double p = 1 / (1 + Math.exp(-(at + o)));
                excess += p;
                slope += p * (1 - p);
            }
            if (excess > 0) {
                high = at;
            } else {
                low = at;
            }
            double next = at - excess / slope;
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (Math.abs(next - at) <= 1e-12 * Math.max(1, Math.abs(at))) {
                return next;
            }
            at = next;
        }
    }
}
