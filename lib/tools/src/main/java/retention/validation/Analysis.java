package retention.validation;

import java.util.List;
import numerics.evaluation.Interval;
import numerics.learning.FirthLogistic;
import retention.features.ObservedFeature;
import retention.study.AnalysisPlan;
import retention.study.JudgedModel;
import retention.users.Users;

/** An analysis of the study, as it is done with the data at hand. */
enum Analysis {
    /** The planned one: the newcomers, and no feature that was counted on the day of the crawl. */
    PRIMARY("newcomers, without reactions"),
    FIVE_FEATURES("everybody, five features");

    private final String words;

    Analysis(String words) {
        this.words = words;
    }

    /** Those of the users whom it is about. */
    private Users of(Users users) {
        return this == PRIMARY ? users.only(AnalysisPlan.POPULATION) : users;
    }

    private List<ObservedFeature> predictors() {
        return this == PRIMARY ? AnalysisPlan.PREDICTORS : ObservedFeature.HEADLINE;
    }

    /** The cross-validated AUC of those users with its 95 % interval. */
    Interval auc(Users all) {
        var users = of(all);
        var features = ObservedFeature.of(users, predictors());
        return JudgedModel.auc(AnalysisPlan.FOLDS.predict(features, users.labels(), new FirthLogistic()));
    }

    /**
     * The p-value of the permutation test.
     *
     * @param seed of the shuffles, another one for each data set: the same shuffles for all would err in the same direction
     */
    double pValue(Users all, int permutations, long seed) {
        return JudgedModel.permutation(of(all), predictors(), permutations, seed)
                .pValue();
    }

    @Override
    public String toString() {
        return words;
    }
}
