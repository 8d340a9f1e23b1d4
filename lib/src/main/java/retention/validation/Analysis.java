package retention.validation;

import retention.evaluation.Interval;
import retention.features.ObservedFeature;
import retention.model.Features;
import retention.study.Headline;
import retention.study.Robustness;
import retention.users.Cohort;
import retention.users.Users;

/** An analysis of the study, as it is done with the data at hand. */
enum Analysis {
    /** The planned one: the newcomers, and no feature that was counted on the day of the crawl. */
    PRIMARY("newcomers, without reactions") {
        @Override
        Users of(Users users) {
            return Robustness.only(users, Cohort.WAVE);
        }

        @Override
        Features features(Users users) {
            return Features.of(ObservedFeature.of(
                    users,
                    ObservedFeature.HEADLINE.stream()
                            .filter(feature -> !feature.isSnapshot())
                            .toList()));
        }
    },
    FIVE_FEATURES("everybody, five features") {
        @Override
        Users of(Users users) {
            return users;
        }

        @Override
        Features features(Users users) {
            return Headline.features(users);
        }
    };

    private final String words;

    Analysis(String words) {
        this.words = words;
    }

    /** Those of the users whom it is about. */
    abstract Users of(Users users);

    /** Its features of those users. */
    abstract Features features(Users users);

    /** The cross-validated AUC of those users with its 95 % interval. */
    Interval auc(Users all) {
        var users = of(all);
        return Headline.auc(Headline.PROTOCOL.predict(features(users), users.labels(), Headline.learner()))
                .interval();
    }

    /** The p-value of the permutation test. */
    double pValue(Users all, int permutations) {
        var users = of(all);
        return Headline.permutation(features(users), users.labels(), permutations)
                .pValue();
    }

    @Override
    public String toString() {
        return words;
    }
}
