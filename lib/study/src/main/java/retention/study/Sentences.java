package retention.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import numerics.evaluation.ConfusionMatrix;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.Leaderboard;
import numerics.evaluation.SampleSize;
import retention.features.ObservedFeature;
import retention.users.Period;
import retention.users.Protocol;

/**
 * Sentences that can be quoted alone: each names its model, says whom it is about, whether they had been seen, what it compares with
 * and how sure it is. Their words follow from the numbers.
 */
final class Sentences {

    private static final double HALF_WIDTH = 0.05;
    private static final double ASSURANCE = 0.8;

    private final Period period;

    Sentences(Period period) {
        this.period = period;
    }

    /** Those of a study: five, or one where no model was judged. */
    static List<String> of(Results results) {
        var study = results.study();
        var users = study.users(Protocol.CORRECTED);
        var say = new Sentences(study.period());
        var sentences = new ArrayList<String>();
        if (results.models().isEmpty()) {
            sentences.add(say.tooFew(users.size(), users.retained()));
        } else {
            var models = results.judged();
            var headline = models.headline();
            sentences.add(say.published(models.asPublished().confusion(), models.seeds()));
            sentences.add(say.network(headline.network().auc()));
            sentences.add(say.five(headline, study.planted()));
            sentences.add(say.planned(models));
            sentences.add(say.sampleSize(headline.five(), models.sampleSize()));
        }
        var about = study.synthetic() ? "On synthetic data, which say nothing about people: " : "";
        return sentences.stream().map(sentence -> about + sentence).toList();
    }

    String tooFew(int users, int retained) {
        return words(
                "Of the %,d users who posted %s, %,d %s seen again %s; a model is judged where at least %d were and %d were not.",
                users,
                period.whenObserved(),
                retained,
                retained == 1 ? "was" : "were",
                period.whenOutcome(),
                Leaderboard.FEWEST_POSITIVES,
                Leaderboard.FEWEST_POSITIVES);
    }

    String published(ConfusionMatrix found, SeedRuns seeds) {
        int right = found.truePositives() + found.trueNegatives();
        return words(
                "Run again as published and judged on the very users it learned from, the report's network %s, and is right for %.2f %% of the %,d users who posted %s, %s; of %d seeds, %.0f %% give a network that names anybody.",
                found.predictedPositives() == 0
                        ? words(
                                "finds none of the %d users who were seen again %s",
                                found.positives(), period.whenOutcome())
                        : words(
                                "names %,d users, among them %d of the %d who were seen again %s",
                                found.predictedPositives(),
                                found.truePositives(),
                                found.positives(),
                                period.whenOutcome()),
                100 * found.accuracy().value(),
                found.rows(),
                period.whenObserved(),
                right == found.negatives()
                        ? "exactly as many as by saying that nobody is seen again"
                        : words(
                                "where saying that nobody is seen again is right for %.2f %%",
                                100.0 * found.negatives() / found.rows()),
                seeds.runs().size(),
                100 * seeds.shareNaming());
    }

    String network(Interval auc) {
        return words(
                "Judged on users they had not seen, the report's networks, averaged over seeds, rank a user who was seen again %s above one who was not in %s; chance is 50.",
                period.whenOutcome(), pairs(period.observedUsers(), auc));
    }

    String five(Headline headline, boolean planted) {
        return words(
                "A logistic regression on %d features, without any text and judged on users it had not seen, ranks a user who was seen again %s above one who was not in %s%s%s.",
                ObservedFeature.HEADLINE.size(),
                period.whenOutcome(),
                pairs(period.observedUsers(), headline.five().auc()),
                headline.fiveLessLikes()
                        .map(less -> words(
                                ", %+.1f points compared with likes alone (%+.1f to %+.1f)",
                                100 * less.estimate(), 100 * less.lower(), 100 * less.upper()))
                        .orElse(""),
                planted ? "; four of the five are what the replica's retention was drawn from" : "");
    }

    String planned(Results.Models models) {
        var row = models.headline().planned();
        if (models.test().isEmpty()) {
            return words(
                    "The planned analysis was not done: of the %,d newcomers who posted %s, %d were seen again %s, and it takes %d.",
                    row.users(),
                    period.whenObserved(),
                    row.retained(),
                    period.whenOutcome(),
                    Leaderboard.FEWEST_POSITIVES);
        }
        return planned(
                row.users(),
                row.retained(),
                row.model().orElseThrow().auc(),
                models.test().get());
    }

    String planned(int users, int retained, Interval auc, LabelPermutation test) {
        return words(
                "Planned: among the %,d newcomers who posted %s, a logistic regression on %s, judged on users it had not seen, ranks one of the %d who were seen again %s above another in %s; with shuffled outcomes it does as well in %d of %,d tries, so that by the plan %s.",
                users,
                period.whenObserved(),
                AnalysisPlan.PREDICTORS.stream()
                        .map(feature -> feature.column().replace('_', ' '))
                        .collect(Collectors.joining(" and ")),
                retained,
                period.whenOutcome(),
                pairs("newcomers", auc),
                test.atLeastAsLarge(),
                test.permutations(),
                said(AnalysisPlan.conclusion(auc, test)));
    }

    /** As part of a sentence. */
    private static String said(AnalysisPlan.Conclusion conclusion) {
        return conclusion == AnalysisPlan.Conclusion.UNDECIDED ? "the question is undecided" : conclusion.toString();
    }

    String sampleSize(JudgedModel five, SampleSize size) {
        return words(
                "To know to five points in a hundred how well a logistic regression on %d features ranks users takes %s users who were seen again %s, or %s for a chance of %.0f %% to get there, if its probabilities are right; here are %d.",
                ObservedFeature.HEADLINE.size(),
                about(size.positivesFor(HALF_WIDTH, 0.5), size),
                period.whenOutcome(),
                about(size.positivesFor(HALF_WIDTH, ASSURANCE), size),
                100 * ASSURANCE,
                five.retained());
    }

    private static String about(OptionalInt retained, SampleSize size) {
        return retained.isPresent()
                ? words("about %,d", retained.getAsInt())
                : words(
                        "another number than %,d to %,d",
                        size.sizes().get(0).positives(),
                        size.sizes().get(size.sizes().size() - 1).positives());
    }

    private static String pairs(String whose, Interval auc) {
        return words(
                "%.1f %% of pairs of %s (95 %% interval %.1f to %.1f)",
                100 * auc.estimate(), whose, 100 * auc.lower(), 100 * auc.upper());
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
