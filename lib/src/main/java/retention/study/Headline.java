package retention.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import retention.evaluation.Baseline;
import retention.evaluation.Calibration;
import retention.evaluation.Calls;
import retention.evaluation.CrossValidatedAuc;
import retention.evaluation.CrossValidation;
import retention.evaluation.ExpectedCost;
import retention.evaluation.InnerThreshold;
import retention.evaluation.Interval;
import retention.evaluation.OutOfFold;
import retention.evaluation.PermutationTest;
import retention.evaluation.RankedFigures;
import retention.features.ObservedFeature;
import retention.model.Features;
import retention.model.FirthLogistic;
import retention.model.FittedLogistic;
import retention.model.LabelledMatrix;
import retention.model.Learner;
import retention.project.Progress;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The model that the study stands for: a penalised logistic regression on {@link ObservedFeature#HEADLINE}, judged out of fold.
 *
 * @param outOfFold the predictions
 * @param auc within folds, with an interval for users and for training
 * @param ranked average precision, to be read beside the prevalence, and what is found among the {@link #REACH} highest scores
 * @param calls at {@link #PRICE}, by thresholds from an inner cross-validation
 * @param coefficients of the model that is fitted to all of the users, with 95 % limits; none of a feature that never varies
 * @param permutation how often the procedure, folds and fits included, does as well on shuffled outcomes: {@link #permutation}
 */
public record Headline(
        OutOfFold outOfFold,
        CrossValidatedAuc auc,
        RankedFigures ranked,
        Calls calls,
        List<FittedLogistic.Effect> coefficients,
        PermutationTest permutation) {

    /** Five folds, dealt twenty times. */
    public static final CrossValidation PROTOCOL = new CrossValidation(5, 20, 42);

    /** The same folds dealt twice, for what has to be done a thousand times: {@link #permutation}. */
    public static final CrossValidation QUICK = new CrossValidation(5, 2, 42);

    /** What thresholds are chosen by, unless somebody names another price: to miss a retained user costs as much as fifty calls. */
    public static final ExpectedCost PRICE = new ExpectedCost(50, 1);

    /** How many users a campaign could reach. */
    public static final int REACH = 100;

    private static final int PERMUTATIONS = 1000;
    private static final long SEED = 42;
    private static final double LEVEL = 0.95;

    public Headline {
        coefficients = List.copyOf(coefficients);
    }

    /** What learns from the features. */
    public static Learner learner() {
        return new FirthLogistic();
    }

    /** Its features of these users. */
    public static Features features(Users users) {
        return Features.of(ObservedFeature.of(users, ObservedFeature.HEADLINE));
    }

    /**
     * Judges it on these users.
     *
     * @param progress hears of the fits of the cross-validation
     * @throws IllegalArgumentException if fewer than five are retained
     */
    public static Headline of(Users users, Progress progress) {
        return of(users, ObservedFeature.HEADLINE, progress);
    }

    /** Judges the same model on other features. */
    static Headline of(Users users, List<ObservedFeature> of, Progress progress) {
        var matrix = ObservedFeature.of(users, of);
        var features = Features.of(matrix);
        var labels = users.labels();
        var outOfFold = PROTOCOL.predict(features, labels, learner(), progress);
        return new Headline(
                outOfFold,
                auc(outOfFold),
                RankedFigures.of(outOfFold, REACH, LEVEL),
                InnerThreshold.of(outOfFold, features, learner(), PRICE, SEED),
                new FirthLogistic().fit(LabelledMatrix.of(matrix, labels), SEED).effects(LEVEL),
                permutation(features, labels, PERMUTATIONS));
    }

    /** Its average precision with its interval; to be read beside the prevalence. */
    public Interval averagePrecision() {
        return ranked.averagePrecision();
    }

    /**
     * What each group of users was promised and what came, by each user's mean prediction over the repetitions.
     *
     * @param groups of about the same number of users, 1 or more
     */
    public Calibration calibration(int groups) {
        return Calibration.equalCount(outOfFold.labels(), outOfFold.mean(), groups);
    }

    /** figure | estimate with its 95 % interval, mean over the repetitions | what one gets without a model. */
    public Table table() {
        var baseline = Baseline.of(outOfFold.labels());
        int users = outOfFold.labels().length;
        var names = new ArrayList<String>();
        var figures = new ArrayList<String>();
        var without = new ArrayList<String>();
        add(names, "AUC-ROC", figures, auc.interval(), without, Baseline.CHANCE);
        add(names, "average precision", figures, averagePrecision(), without, baseline.prevalence());
        add(names, "precision at " + ranked.k(), figures, ranked.precisionAtK(), without, baseline.prevalence());
        add(names, "recall at " + ranked.k(), figures, ranked.recallAtK(), without, (double) ranked.k() / users);
        add(
                names,
                "expected cost per user at " + calls.description(),
                figures,
                calls.costPerUser(LEVEL),
                without,
                Math.min(calls.callingNobody(), calls.callingEverybody()));
        return Table.create(
                String.format(
                        Locale.ROOT,
                        "Logistic regression with Firth's penalty; means over %d repetitions",
                        outOfFold.splits().size()),
                StringColumn.create("figure", names),
                StringColumn.create("estimate [95 % interval]", figures),
                StringColumn.create("without a model", without));
    }

    private static void add(
            List<String> names,
            String name,
            List<String> figures,
            Interval figure,
            List<String> without,
            double baseline) {
        names.add(name);
        figures.add(figure.toString());
        without.add(String.format(Locale.ROOT, "%.4f", baseline));
    }

    /** The AUC of out-of-fold predictions with its interval. */
    public static CrossValidatedAuc auc(OutOfFold outOfFold) {
        return CrossValidatedAuc.of(outOfFold.labels(), outOfFold.splits(), outOfFold.repetitions(), LEVEL);
    }

    /** Shuffles the outcomes and does everything again, folds and fits included, by {@link #QUICK}. */
    public static PermutationTest permutation(Features features, boolean[] labels, int permutations) {
        return PermutationTest.of(
                labels,
                shuffled -> auc(QUICK.predict(features, shuffled, learner()))
                        .interval()
                        .estimate(),
                permutations,
                SEED);
    }
}
