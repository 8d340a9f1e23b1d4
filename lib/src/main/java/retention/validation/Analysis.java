package retention.validation;

import java.util.List;
import retention.evaluation.Interval;
import retention.features.ObservedFeature;
import retention.model.FeatureMatrix;
import retention.model.Features;
import retention.model.FirthLogistic;
import retention.study.AnalysisPlan;
import retention.study.JudgedModel;
import retention.users.Users;

/** An analysis of the study, as it is done with the data at hand. */
enum Analysis {
    /** The planned one: the newcomers, and no feature that was counted on the day of the crawl. */
    PRIMARY("newcomers, without reactions", AnalysisPlan.PREDICTORS) {
        @Override
        Users of(Users users) {
            return users.only(AnalysisPlan.POPULATION);
        }
    },
    FIVE_FEATURES("everybody, five features", ObservedFeature.HEADLINE) {
        @Override
        Users of(Users users) {
            return users;
        }
    };

    private final String words;
    private final List<ObservedFeature> features;

    Analysis(String words, List<ObservedFeature> features) {
        this.words = words;
        this.features = features;
    }

    /** Those of the users whom it is about. */
    abstract Users of(Users users);

    /** Its features of those users. */
    FeatureMatrix features(Users users) {
        return ObservedFeature.of(users, features);
    }

    /** The cross-validated AUC of those users with its 95 % interval. */
    Interval auc(Users all) {
        var users = of(all);
        return JudgedModel.auc(
                AnalysisPlan.FOLDS.predict(Features.of(features(users)), users.labels(), new FirthLogistic()));
    }

    /** The p-value of the permutation test. */
    double pValue(Users all, int permutations) {
        return JudgedModel.permutation(of(all), features, permutations).pValue();
    }

    @Override
    public String toString() {
        return words;
    }
}
