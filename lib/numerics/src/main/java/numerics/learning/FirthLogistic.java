package numerics.learning;

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
 * <p>Features are standardised in the fit and come back on their own scale. One that is constant, or follows from those before it,
 * such as a copy or a sum of them, is left out and gets the coefficient 0, where R's glm has NA.
 *
 * <p>A fit that comes to no end within a bound of steps gives the highest likelihood on its way, and says so:
 * {@link FittedLogistic#converged}.
 */
public final class FirthLogistic implements Learner {

    private static final double FIRTH = 0.5;

    private final double penalty;

    /** The penalty as Firth has it. */
    public FirthLogistic() {
        this(FIRTH);
    }

    /** Jeffreys' prior to another power. */
    FirthLogistic(double penalty) {
        this.penalty = penalty;
    }

    /** Plain maximum likelihood, whose fit does not converge where a feature separates the classes. */
    public static FirthLogistic withoutPenalty() {
        return new FirthLogistic(0);
    }

    /**
     * Fits the coefficients.
     *
     * @param seed not used: nothing is drawn
     * @throws IllegalArgumentException if a class is missing
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
        var used = IntStream.range(0, features.columns())
                .filter(j -> varies(features, j))
                .toArray();
        var scaler = StandardScaler.fit(features);
        var labels = training.labels();
        var design = design(features, used, scaler);
        var likelihood = new PenalisedLikelihood(design, labels, penalty);
        for (int column = likelihood.dependentColumn(); column > 0; column = likelihood.dependentColumn()) {
            int dependent = used[column - 1];
            used = IntStream.of(used).filter(j -> j != dependent).toArray();
            design = design(features, used, scaler);
            likelihood = new PenalisedLikelihood(design, labels, penalty);
        }
        var start = new double[design.length];
        start[0] = Math.log((double) events / (training.rows() - events));
        var maximum = likelihood.maximise(start, PenalisedLikelihood.NONE);
        double intercept = unpenalisedIntercept(design, maximum.coefficients(), events, training.rows());
        return new FittedLogistic(features.names(), used, scaler, design, labels, penalty, maximum, intercept);
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
    static double[][] design(FeatureMatrix features, int[] used, StandardScaler scaler) {
        var mean = scaler.mean();
        var scale = scaler.scale();
        var design = new double[used.length + 1][features.rows()];
        Arrays.fill(design[0], 1);
        for (int i = 0; i < features.rows(); i++) {
            for (int j = 0; j < used.length; j++) {
                int column = used[j];
                design[j + 1][i] = (features.value(i, column) - mean[column]) / scale[column];
            }
        }
        return design;
    }

    /** Fits the intercept again, without the penalty. */
    private static double unpenalisedIntercept(double[][] design, double[] coefficients, int events, int rows) {
        var offset = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 1; j < design.length; j++) {
                offset[i] += design[j][i] * coefficients[j];
            }
        }
        return Intercept.matching(offset, events);
    }
}
