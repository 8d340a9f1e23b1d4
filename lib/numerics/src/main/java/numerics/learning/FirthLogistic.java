package numerics.learning;

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
        training.requireBothClasses("A logistic regression");
        return new FittedLogistic(training, penalty);
    }

    /**
     * As {@link #fit(LabelledMatrix, long)}, without the seed.
     *
     * @throws IllegalArgumentException if there is not one label per row, or a class is missing
     */
    public FittedLogistic fit(FeatureMatrix features, boolean[] labels) {
        return fit(new LabelledMatrix(features, labels), 0);
    }
}
