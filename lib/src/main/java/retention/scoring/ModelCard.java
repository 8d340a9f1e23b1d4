package retention.scoring;

import java.util.Locale;
import java.util.stream.Collectors;
import retention.evaluation.Calibration;
import retention.evaluation.Interval;
import retention.evaluation.Metrics;
import retention.features.JanuaryFeature;
import retention.study.Headline;
import retention.study.Study;
import retention.users.Users;

/** What somebody should know before using the model, in Markdown; written with the model, from the same numbers. */
final class ModelCard {

    private static final int CALLED = 100;
    private static final int BINS = 5;

    private ModelCard() {}

    static String of(Study study, Users users, Headline headline, ScoringModel model) {
        int reach = Math.min(CALLED, users.size());
        var outOfFold = headline.outOfFold();
        return String.format(
                Locale.ROOT,
                """
                # Model card: who is seen again in February

                %s

                ## What it is

                A logistic regression with Firth's penalty on %d features of a user's posts of January 2025. It gives the
                probability that the user is found again by the same keyword search in February 2025. It is calibrated by
                shrinking its log odds with the factor %.3f, measured on users that it had not seen.

                %s

                ## Data

                `%s` (SHA-256 begins with %s): %,d users with a post in January, of whom %d were seen again (%.2f %%).

                ## How it was judged

                Stratified %d-fold cross-validation, repeated %d times; everything is fitted inside the fold.

                | figure | estimate | 95 %% interval | without a model |
                |---|---|---|---|
                | AUC-ROC, within folds | %.3f | %s | 0.5 |
                | average precision | %.4f | %s | %.4f |
                | Brier score | %.5f | %s | %.5f |
                | precision among the %d highest scores | %.3f | | %.4f |

                With shuffled outcomes the same procedure does as well in %d of %,d tries (p = %.4f).

                Promised and observed, in %d groups of equal size, from users that were not seen:

                | promised | observed | users |
                |---|---|---|
                %s

                ## Limits

                - **Few examples.** %d retained users carry all of it; every figure above has a wide interval.
                - **Found again is not active.** Whoever stayed and wrote about something else counts as lost.
                - **Reactions are counted on the day of the crawl** and may include those of February. On users who are scored
                  in February or before, they are smaller, and so is the score.
                - **January 2025 only.** Users who arrived in another month, or through another keyword, are not its subject.
                - Users unlike those of the training are flagged; do not use their probability.
                - The interval of a score holds the doubt about the coefficients, not about the user's luck.

                ## Not to be used

                To decide anything about a person: access, reach, prices, moderation, advertising, migration. To find or follow
                individual accounts. For groups, say what the intervals say.
                """,
                origin(study),
                JanuaryFeature.HEADLINE.size(),
                model.calibrationSlope(),
                JanuaryFeature.HEADLINE.stream()
                        .map(feature -> "- `%s`: %s; %s"
                                .formatted(feature.column(), feature.definition(), feature.leakArgument()))
                        .collect(Collectors.joining("\n")),
                study.file().getFileName(),
                study.hash(),
                users.size(),
                users.retained(),
                100 * Metrics.prevalence(users.labels()),
                Headline.PROTOCOL.folds(),
                Headline.PROTOCOL.repetitions(),
                headline.auc().interval().estimate(),
                limits(headline.auc().interval(), 3),
                headline.averagePrecision().estimate(),
                limits(headline.averagePrecision(), 4),
                Metrics.prevalence(users.labels()),
                headline.brier().estimate(),
                limits(headline.brier(), 5),
                Metrics.prevalence(users.labels()) * (1 - Metrics.prevalence(users.labels())),
                reach,
                outOfFold.mean((labels, scores) -> Metrics.precisionAtK(labels, scores, reach)),
                Metrics.prevalence(users.labels()),
                headline.permutation().atLeastAsLarge(),
                headline.permutation().permutations(),
                headline.permutation().pValue(),
                BINS,
                Calibration.equalCount(outOfFold.labels(), outOfFold.mean(), BINS).bins().stream()
                        .map(bin -> String.format(
                                Locale.ROOT,
                                "| %.4f | %.4f | %.0f |",
                                bin.meanProbability(),
                                bin.observed().value(),
                                bin.observed().denominator()))
                        .collect(Collectors.joining("\n")),
                users.retained());
    }

    private static String origin(Study study) {
        return switch (study.origin()) {
            case SYNTHETIC -> "**Trained on synthetic data: nothing it says is about people.**";
            case ORIGINAL -> "Trained on the original crawl.";
            case OWN -> "Trained on a file of your own.";
        };
    }

    private static String limits(Interval interval, int digits) {
        return String.format(
                Locale.ROOT,
                String.format(Locale.ROOT, "%%.%df to %%.%df", digits, digits),
                interval.lower(),
                interval.upper());
    }
}
