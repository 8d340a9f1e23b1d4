package retention.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Calibration;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.evaluation.Metrics;
import numerics.learning.FeatureMatrix;
import numerics.learning.Features;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import retention.features.ObservedFeature;
import retention.study.AnalysisPlan;
import retention.study.JudgedModel;
import retention.study.Study;
import retention.users.Cohort;
import retention.users.Users;

/**
 * What somebody should know before using the model, in Markdown; written with the model, from the same users. It judges what is
 * handed out: in each fold, fit and calibration are made anew from the other folds' users.
 */
final class ModelCard {

    private static final int DATA_SETS = 400;
    private static final long SEED = 42;

    private final Study study;
    private final Users users;
    private final ScoringModel model;
    private final FeatureMatrix features;
    private final OutOfFold judged;

    private ModelCard(Study study, Users users, ScoringModel model) {
        this.study = study;
        this.users = users;
        this.model = model;
        this.features = ObservedFeature.of(users, model.features());
        this.judged = judge(users, model.features());
    }

    static String of(Study study, Users users, ScoringModel model) {
        var card = new ModelCard(study, users, model);
        return Stream.of(
                        card.title(),
                        card.whatItIs(),
                        card.data(),
                        card.howGood(),
                        card.calibration(),
                        card.forWhom(),
                        card.interval(),
                        card.unlike(),
                        card.coefficients(),
                        card.limits(),
                        card.use(),
                        card.madeBy())
                .collect(Collectors.joining("\n"));
    }

    private String title() {
        return """
                # Model card: who is seen again %s

                %s
                """
                .formatted(
                        users.period().whenOutcome(),
                        switch (study.origin()) {
                            case SYNTHETIC -> "**Trained on synthetic data: nothing it says is about people.**";
                            case ORIGINAL -> "Trained on the original crawl.";
                            case OWN -> "Trained on a file of your own.";
                        });
    }

    private String whatItIs() {
        return text(
                """
                ## What it is

                It gives the probability that a user of Xiaohongshu who posted %s is found again by the same keyword search
                %s, and ranks users by it. It is a logistic regression with Firth's penalty on %d numbers, calibrated by
                multiplying its log odds with %.3f, and by an intercept at which the probabilities of the training users add up to those
                who were retained.
                %s""",
                users.period().whenObservedFull(),
                users.period().whenOutcomeFull(),
                features.columns(),
                model.shrinkage(),
                model.hasLearned()
                        ? ""
                        : """

                        **It has learned nothing.** On these users the features explain no more than as many random ones would. Everybody gets
                        the same probability, the share of the retained, and nobody is ranked.
                        """);
    }

    private String data() {
        return text(
                """
                ## Data

                | | |
                |---|---|
                | file | `%s`, SHA-256 begins with `%s` |
                | rows | %,d, and %,d more that could not be read |
                | users | %,d who posted from %s on and before %s (China Standard Time) |
                | retained | %d of them (%.2f %%), found again before %s |
                %s

                %s%s

                Counts are those that the app displayed on the day of the crawl; `1千+` is read as 1,000.
                """,
                study.file().getFileName(),
                study.hash(),
                study.posts().posts().size(),
                study.posts().quarantined().size(),
                users.size(),
                users.period().observedFirst(),
                users.period().observedUntil().toLocalDate(),
                users.retained(),
                100 * Metrics.prevalence(users.labels()),
                users.period().outcomeLast().plusDays(1),
                Stream.of(Cohort.values())
                        .filter(cohort -> users.only(cohort).size() > 0)
                        .map(this::row)
                        .collect(Collectors.joining("\n")),
                users.wave(),
                missing());
    }

    private String missing() {
        var without = ObservedFeature.HEADLINE.stream()
                .filter(feature -> !model.features().contains(feature))
                .map(ObservedFeature::column)
                .collect(Collectors.joining(" and "));
        return (users.missingCounts() == 0
                        ? ""
                        : text(
                                " Of the displayed counts of their posts %,d are missing; a user of whom none of a reaction is known is given the median.",
                                users.missingCounts()))
                + (without.isEmpty() ? "" : " Left out, because nobody has a known count: %s.".formatted(without));
    }

    private String row(Cohort cohort) {
        var members = users.only(cohort);
        return text("| %s | %,d, %d of them retained |", cohort, members.size(), members.retained());
    }

    private String howGood() {
        return text(
                """
                ## How good it is

                Judged on users that it had not seen: stratified cross-validation with %d folds, repeated %d times. In each fold the whole
                procedure, calibration included, is fitted to the users of the others.

                | figure | estimate | 95 %% interval | without a model |
                |---|---|---|---|
                | AUC-ROC, within folds | %s | 0.5 |
                | average precision | %s | %.4f |

                The intervals hold for users like these, and take into account that other users would have trained another model.
                """,
                AnalysisPlan.FOLDS.folds(),
                AnalysisPlan.FOLDS.repetitions(),
                cells(JudgedModel.auc(judged), 3),
                cells(MetricIntervals.averagePrecision(judged, CalibratedLogistic.LEVEL), 4),
                Metrics.prevalence(users.labels()));
    }

    private String calibration() {
        var calibration = Calibration.of(judged, CalibratedLogistic.LEVEL);
        return text(
                """
                ## Is a probability one?

                Promised and observed, in %d groups of about equal size, of users that were not seen. In all, %.1f were promised and %d
                observed. The calibration slope is %s, where 1 is right and less says that the probabilities are too far apart.

                | promised | observed | 95 %% interval | users |
                |---|---|---|---|
                %s
                """,
                calibration.groups().size(),
                Arrays.stream(judged.mean()).sum(),
                users.retained(),
                calibration.slope().map(Interval::toString).orElse("not known"),
                calibration.groups().stream()
                        .map(group -> text(
                                "| %.4f | %s | %.0f |",
                                group.meanProbability(),
                                cells(Interval.wilson(group.observed(), CalibratedLogistic.LEVEL), 4),
                                group.observed().denominator()))
                        .collect(Collectors.joining("\n")));
    }

    private String forWhom() {
        var newcomers = users.only(Cohort.WAVE);
        var established = users.only(Cohort.ESTABLISHED);
        var without = model.features().stream()
                .filter(feature -> !feature.isSnapshot())
                .toList();
        return text(
                """
                ## For whom, and with what

                The same procedure, trained and judged in the same way on part of the users alone, and without the counts of the crawl's day, which may include
                reactions of %s.

                | users and features | users | retained | AUC-ROC, within folds | 95 %% interval |
                |---|---|---|---|---|
                %s
                """,
                users.period().outcomeName(),
                Stream.of(
                                judgedOn("newcomers alone", newcomers, model.features()),
                                judgedOn("established accounts alone", established, model.features()),
                                judgedOn("everybody, without reactions", users, without),
                                judgedOn("newcomers alone, without reactions", newcomers, without))
                        .collect(Collectors.joining("\n")));
    }

    private static String judgedOn(String variant, Users users, List<ObservedFeature> features) {
        return text(
                "| %s | %,d | %d | %s |",
                variant,
                users.size(),
                users.retained(),
                !JudgedModel.canJudge(users)
                        ? "too few retained | not judged"
                        : cells(JudgedModel.auc(judge(users, features)), 3));
    }

    private static OutOfFold judge(Users users, List<ObservedFeature> features) {
        return AnalysisPlan.FOLDS.predict(
                Features.of(ObservedFeature.of(users, features)), users.labels(), CalibratedLogistic::fit);
    }

    private String interval() {
        var same = IntStream.range(0, users.size())
                .mapToDouble(user -> Metrics.prevalence(users.labels()))
                .toArray();
        var own = IntStream.range(0, users.size())
                .mapToDouble(user -> model.probability(CalibratedLogistic.row(features, user)))
                .toArray();
        return text(
                """
                ## The interval of a score

                A %.0f %% interval of the probability of all users with the same %d numbers: Wald's on the log odds before they are shrunk, with
                Student's t for the number of retained. It holds the doubt about how many are retained and about the coefficients. It does
                not hold the user's luck, nor what the numbers do not say.

                Does it hold the truth? Outcomes were drawn for these users from known probabilities, %,d times, and the model was trained
                on them. Where scores were selected for being high, other things than elsewhere can be true, so they are told apart.

                %s

                %s
                """,
                100 * CalibratedLogistic.LEVEL,
                features.columns(),
                DATA_SETS,
                measured("If this model's own probabilities were true", own),
                measured("If everybody had the same probability", same));
    }

    private String measured(String truth, double... probabilities) {
        var coverage = Coverage.of(features, probabilities, DATA_SETS, SEED);
        return text(
                "- %s, the interval would hold the truth for %.1f %% of the users. In tenths of users by true probability it is %.1f to %.1f %%; in the tenth of the highest scores it is %.1f %%, where %.4f is promised on average and %.4f is true.",
                truth,
                100 * coverage.covered(),
                100 * coverage.least(),
                100 * coverage.greatest(),
                100 * coverage.highestScores().covered(),
                coverage.highestScores().promised(),
                coverage.highestScores().truth());
    }

    private String unlike() {
        return text(
                """
                ## Users unlike those of the training

                A user is flagged, with the feature, if a number lies outside of all that the training users had, or if all together are
                farther from the mean (Mahalanobis distance) than those of %.1f %% of the training users. Do not use the probability of a
                flagged user. A user from whom the model has learned is marked too: such a score is no prediction.
                """,
                100 * ScoringModel.LIKE_SHARE);
    }

    private String coefficients() {
        return text(
                """
                ## What it looks at

                Odds ratios of one unit and of one standard deviation, given the other features, before shrinking; intervals by the profile
                of the penalised likelihood. None is a cause.

                | feature | what it is | odds ratio | 95 %% interval | per standard deviation |
                |---|---|---|---|---|
                %s

                Can they see %s?

                %s
                """,
                model.features().stream().map(this::row).collect(Collectors.joining("\n")),
                users.period().outcomeName(),
                model.features().stream()
                        .map(feature -> "- `%s`: %s".formatted(feature.column(), feature.leakArgument()))
                        .collect(Collectors.joining("\n")));
    }

    private String row(ObservedFeature feature) {
        return new FirthLogistic()
                .fit(LabelledMatrix.of(features, users.labels()), SEED).effects(CalibratedLogistic.LEVEL).stream()
                        .filter(effect -> effect.feature().equals(feature.column()))
                        .map(effect -> text(
                                "| `%s` | %s | %.3f | %.3f to %.3f | %.3f |",
                                feature.column(),
                                feature.definition(),
                                effect.oddsRatio(),
                                effect.oddsRatioLimits().lower(),
                                effect.oddsRatioLimits().upper(),
                                effect.oddsRatioOfDeviation()))
                        .findFirst()
                        .orElse("| `%s` | %s | the same for all users | | |"
                                .formatted(feature.column(), feature.definition()));
    }

    private String limits() {
        return text(
                """
                ## Limits

                - **Few examples.** %d retained users carry all of it; every figure above has a wide interval.
                - **Found again is not active.** Whoever stayed and wrote about something else counts as lost.
                - **Reactions are counted on the day of the crawl.** Of users who are scored earlier, before readers have come, they are
                  smaller, and so is the score.
                - **%s only.** Users who were observed at another time, or through another keyword, are not its subject.
                - **Not only newcomers.** Accounts from before the wave are among those it learned from; see above for the newcomers alone.
                """,
                users.retained(), users.period().observedFullName());
    }

    private String use() {
        return """
                ## Use and misuse

                Meant for students and reviewers: to see what this data can say of who stays, and how sure it is. For groups, say what the
                intervals say.

                Not to be used to decide anything about a person: access, reach, prices, moderation, advertising, migration. Not to find or
                follow individual accounts. The model keeps no id of those it learned from, but whoever has an id can ask whether it was among
                them; pass the file on as if it held the ids.
                """;
    }

    private String madeBy() {
        return text(
                """
                ## Made by

                retention %s, build `%s`; seeds %d for the folds, %d for shuffles and simulated outcomes. The same file and library
                make the same card.
                """,
                Fingerprint.version(), Fingerprint.current(), AnalysisPlan.FOLDS.seed(), SEED);
    }

    /** Estimate and interval, as two cells of a table. */
    private static String cells(Interval interval, int digits) {
        var number = "%." + digits + "f";
        return text(number + " | " + number + " to " + number, interval.estimate(), interval.lower(), interval.upper());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
