package numerics.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Logistic regression with Firth's penalty, for a handful of events: the likelihood is multiplied by Jeffreys' prior, which
 * takes away the first-order bias of the coefficients and keeps them finite where a feature separates the classes.
 *
 * <p>Sources: D. Firth, <i>Bias reduction of maximum likelihood estimates</i>, Biometrika 80 (1993); G. Heinze and M.
 * Schemper, <i>A solution to the problem of separation in logistic regression</i>, Statistics in Medicine 21 (2002). The
 * penalty pulls probabilities towards 1/2, so the intercept is fitted again without it (FLIC: R. Puhr et al., <i>Firth's
 * logistic regression with rare events</i>, Statistics in Medicine 36, 2017): the mean prediction over the training rows is
 * their share of positives.
 *
 * <p>Features are standardised in the fit, and coefficients are given on the features' own scale. One that is constant, or follows
 * from those before it, such as a copy or a sum of them, is left out and gets the coefficient 0, where R's glm has NA.
 *
 * <p>A fit that does not converge within a bound of steps gives the highest likelihood on its way, and says so:
 * {@link FittedLogistic#converged}.
 */
public final class FirthLogistic implements Learner {

    private final double penalty;

    /** The penalty as Firth has it. */
    public FirthLogistic() {
        this(0.5);
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
                    "A logistic regression needs rows of both classes, got %d positive of %d."
                            .formatted(events, training.rows()));
        }
        var features = training.features();
        var scaler = StandardScaler.fit(features);
        var used = IntStream.range(0, features.columns()).boxed().collect(Collectors.toCollection(ArrayList::new));
        var design = design(features, used, scaler);
        var likelihood = new PenalisedLikelihood(design, training.labels(), penalty);
        for (int column = likelihood.dependentColumn(); column > 0; column = likelihood.dependentColumn()) {
            used.remove(column - 1);
            design = design(features, used, scaler);
            likelihood = new PenalisedLikelihood(design, training.labels(), penalty);
        }
        var start = new double[used.size() + 1];
        start[0] = Math.log((double) events / (training.rows() - events));
        var maximum = likelihood.maximise(start, PenalisedLikelihood.NONE);
        var predicting = maximum.coefficients().clone();
        predicting[0] = 0;
        predicting[0] = Logistic.intercept(PenalisedLikelihood.combined(design, predicting), events);
        return new FittedLogistic(features.names(), List.copyOf(used), scaler, likelihood, maximum, predicting);
    }

    @Override
    public boolean isConcurrent() {
        return true;
    }

    /** A column of ones, and the used features standardised. */
    static double[][] design(FeatureMatrix features, List<Integer> used, StandardScaler scaler) {
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
}
