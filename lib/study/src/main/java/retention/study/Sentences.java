package retention.study;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.evaluation.ConfusionMatrix;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.SampleSize;
import retention.features.ObservedFeature;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * Sentences that can be quoted alone: each names its model, says whom it is about, whether they had been seen, what it compares with
 * and how sure it is. Their words follow from the numbers.
 *
 * @param observed such as {@code in January}
 * @param outcome such as {@code in February}
 * @param observedUsers such as {@code January users}
 */
record Sentences(String observed, String outcome, String observedUsers) {

    private static final double HALF_WIDTH = 0.05;
    private static final double ASSURANCE = 0.8;

    static Sentences of(Period period) {
        return new Sentences(period.observed().when(), period.outcome().when(), period.observedUsers());
    }

    /** Those of a study: five, or one where no model was judged. */
    static List<String> of(Results results) {
        var study = results.study();
        var users = study.users(Protocol.CORRECTED);
        var say = of(study.period());
        var about = study.synthetic() ? "On synthetic data, which say nothing about people: " : "";
        return results.models()
                .map(models -> Stream.of(
                        say.published(models.asPublished(), models.seeds()),
                        say.network(models.headline().network().auc()),
                        say.headline(users, models.headline(), study.truth().hasEffects()),
                        say.planned(models),
                        say.sampleSize(users, models.sampleSize())))
                .orElse(Stream.of(say.tooFew(users.size(), users.retained())))
                .map(about::concat)
                .toList();
    }

    String tooFew(int users, int retained) {
        var text =
                "Of the %,d users who posted %s, %,d %s seen again %s; a model is judged where at least %d were and %<d were not.";
        var were = retained == 1 ? "was" : "were";
        return Numbers.text(text, users, observed, retained, were, outcome, Requirement.FEWEST_POSITIVES);
    }

    String published(ConfusionMatrix found, SeedRuns seeds) {
        var text =
                "Run again as published and judged on the very users it learned from, the report's network %s, and is right for %.2f %% of the %,d users who posted %s, %s; of %d seeds, %.0f %% give a network that names anybody.";
        int others = found.predictedPositives() - found.truePositives();
        var whom = Numbers.text("of the %d users who were seen again %s", found.positives(), outcome);
        var named = found.predictedPositives() == 0
                ? "finds none " + whom
                : Numbers.text("finds %d %s, names ", found.truePositives(), whom)
                        + (others == 0 ? "nobody else" : Numbers.counted(others, "other"));
        var ofNobody = "where saying that nobody is seen again is right for %.2f %%";
        var nobody = found.truePositives() + found.trueNegatives() == found.negatives()
                ? "exactly as many as by saying that nobody is seen again"
                : Numbers.text(ofNobody, 100.0 * found.negatives() / found.rows());
        double right = 100 * found.accuracy().value();
        double naming = 100 * seeds.shareNaming();
        int runs = seeds.runs().size();
        return Numbers.text(text, named, right, found.rows(), observed, nobody, runs, naming);
    }

    String network(Interval auc) {
        var text =
                "Judged on users they had not seen, the report's networks, averaged over seeds, rank a user who was seen again %s above one who was not in %s; chance is 50.";
        return text.formatted(outcome, pairs(observedUsers, auc));
    }

    String headline(Users users, Analyses headline, boolean planted) {
        var text =
                "A logistic regression on %d features, without any text and judged on users it had not seen, ranks a user who was seen again %s above one who was not in %s%s%s.";
        int features = features(users);
        var auc = pairs(observedUsers, headline.five().auc());
        var less = headline.fiveLessLikes()
                .map(points -> Numbers.text(
                        ", %+.1f points compared with likes alone (%+.1f to %+.1f)",
                        100 * points.estimate(), 100 * points.lower(), 100 * points.upper()))
                .orElse("");
        var drawn =
                planted && features == 5 ? "; four of the five are what the replica's retention was drawn from" : "";
        return Numbers.text(text, features, outcome, auc, less, drawn);
    }

    private String planned(Results.Models models) {
        var text =
                "The planned analysis was not done: of the %,d newcomers who posted %s, %d were seen again %s, and it takes %d.";
        var row = models.headline().planned();
        int users = row.users();
        int retained = row.retained();
        return models.test()
                .map(test -> planned(users, retained, row.model().orElseThrow().auc(), test))
                .orElseGet(() -> Numbers.text(text, users, observed, retained, outcome, Requirement.FEWEST_POSITIVES));
    }

    String planned(int users, int retained, Interval auc, LabelPermutation test) {
        var text =
                "Planned: among the %,d newcomers who posted %s, a logistic regression on %s, judged on users it had not seen, ranks one of the %d who were seen again %s above another in %s; with shuffled outcomes it does as well in %d of %,d tries, so that by the plan %s.";
        var predictors = String.join(" and ", ObservedFeature.columns(AnalysisPlan.PREDICTORS))
                .replace('_', ' ');
        var pairs = pairs("newcomers", auc);
        int better = test.atLeastAsLarge();
        int tries = test.permutations();
        var conclusion = AnalysisPlan.conclusion(auc, test);
        var meaning = conclusion == AnalysisPlan.Conclusion.UNDECIDED ? "the question is undecided" : conclusion;
        return Numbers.text(text, users, observed, predictors, retained, outcome, pairs, better, tries, meaning);
    }

    /** How many of the five features the headline model has; one of counts that the file lacks is left out. */
    private static int features(Users users) {
        return ObservedFeature.known(users, ObservedFeature.HEADLINE).size();
    }

    private String sampleSize(Users users, SampleSize size) {
        var text =
                "To know to five points in a hundred how well a logistic regression on %d features ranks users takes %s users who were seen again %s, or %s for a chance of %.0f %% to get there, if its probabilities are right; here are %d.";
        var half = about(size.positivesFor(HALF_WIDTH, 0.5), size);
        var most = about(size.positivesFor(HALF_WIDTH, ASSURANCE), size);
        return Numbers.text(text, features(users), half, outcome, most, 100 * ASSURANCE, users.retained());
    }

    private static String about(OptionalInt retained, SampleSize size) {
        int fewest = size.sizes().get(0).positives();
        int most = size.sizes().get(size.sizes().size() - 1).positives();
        return retained.isPresent()
                ? Numbers.text("about %,d", retained.getAsInt())
                : Numbers.text("another number than %,d to %,d", fewest, most);
    }

    private static String pairs(String whose, Interval auc) {
        return Numbers.text(
                "%.1f %% of pairs of %s (95 %% interval %.1f to %.1f)",
                100 * auc.estimate(), whose, 100 * auc.lower(), 100 * auc.upper());
    }
}
