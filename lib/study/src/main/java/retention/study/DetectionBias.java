package retention.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.learning.FittedLogistic;
import numerics.learning.Inputs;
import retention.features.ObservedFeature;
import retention.posts.Reaction;
import retention.users.Users;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How strong a selection of popular users by the crawl would have to be to explain that reactions go with being retained. A user
 * counts as retained who stayed <i>and</i> was found again, and a crawl that takes popular posts first finds users with reach more
 * easily.
 *
 * <p>Nobody is found who did not post, so the observed risk is the true one times the chance of being found, and the observed risk
 * ratio of two groups is the true one times the ratio of these chances. A selection of at least the observed ratio is needed to
 * explain all of it, and one of the limit nearer to 1 to explain what the interval leaves no doubt of. Sources: K. T. Copeland et
 * al., <i>Bias due to misclassification in the estimation of relative risk</i>, American Journal of Epidemiology 105 (1977); T. J.
 * VanderWeele and Y. Li, <i>Simple sensitivity analysis for differential measurement error</i>, American Journal of Epidemiology 188
 * (2019); T. L. Lash, M. P. Fox and A. K. Fink, <i>Applying quantitative bias analysis to epidemiologic data</i> (2009), chapter 6.
 *
 * <p>For a logistic regression with few retained users it follows that a chance of being found in proportion to {@code exp(gamma x)}
 * adds gamma to the coefficient of x, since the log odds of a rare outcome are nearly the log of its risk. All of a coefficient is
 * explained where gamma is the coefficient. Where many are retained, odds ratios overstate risk ratios, and these figures the
 * selection that is needed.
 *
 * <p>How strong the selection <i>is</i> cannot be learned from one crawl, which does not say whom it missed. It could from a second
 * crawl by other keywords or in another order (the share of its users whom the first one found, by their reach), or from the own
 * pages of a random sample of the observed users.
 *
 * @param lines one for each feature of the model that holds reactions
 * @param fifths of users with fewest and most likes; empty if they are the same, or likes are not known
 */
public record DetectionBias(List<Line> lines, Optional<Fifths> fifths) {

    private static final int PARTS = 5;

    public DetectionBias {
        lines = List.copyOf(lines);
    }

    /**
     * What selection would explain of one feature. A ratio below 1 stands for a selection against users who have more of it.
     *
     * @param effect of the feature, given the others
     */
    public record Line(FittedLogistic.Effect effect) {

        /** How many times as likely a user must be found with every standard deviation more, to explain all of the association. */
        public double explainsAll() {
            return effect.oddsRatioOfDeviation();
        }

        /** The same, to move the interval to where it holds no association; 1 if it holds none already. */
        public double explainsTheLimit() {
            var limits = effect.oddsRatioOfDeviationLimits();
            return limits.lower() > 1 ? limits.lower() : limits.upper() < 1 ? limits.upper() : 1;
        }

        /** How many times as likely a user one standard deviation above the mean must be found as one below it, to explain all. */
        public double explainsAllTwoDeviationsApart() {
            return Math.pow(explainsAll(), 2);
        }
    }

    /**
     * Users with fewest and most likes; groups are larger than a fifth where users have equally many.
     *
     * @param most likes of a user of the bottom fifth
     * @param bottom the retained out of these users
     * @param fewest likes of a user of the top fifth
     * @param top the retained out of these users
     * @param mostFound at most so large is the chance that a user of the bottom fifth who stayed was found, if selection alone made
     *     the difference: the share retained at the bottom over that at the top, where all may have been found; 1 at most. Wilson's
     *     limits of both, put together as by {@link Interval#propagated}. Empty if nobody at the top was retained
     */
    public record Fifths(long most, Ratio bottom, long fewest, Ratio top, Optional<Interval> mostFound) {}

    /**
     * Analyses a model.
     *
     * @param users whom it was fitted to
     * @param effects of its features, such as {@link FittedLogistic#effects}
     * @param level of the intervals of the fifths, between 0 and 1
     */
    public static DetectionBias of(Users users, List<FittedLogistic.Effect> effects, double level) {
        Inputs.requireLevel(level);
        var ofReactions = Stream.of(ObservedFeature.values())
                .filter(ObservedFeature::isSnapshot)
                .map(ObservedFeature::column)
                .toList();
        return new DetectionBias(
                effects.stream()
                        .filter(effect -> ofReactions.contains(effect.feature()))
                        .map(Line::new)
                        .toList(),
                fifths(users.known(Reaction.LIKES), level));
    }

    private static Optional<Fifths> fifths(Users users, double level) {
        var likes = users.sums(Reaction.LIKES);
        if (likes.length == 0) {
            return Optional.empty();
        }
        var sorted = Arrays.stream(likes).sorted().toArray();
        int size = Math.max(1, likes.length / PARTS);
        double most = sorted[size - 1];
        double fewest = sorted[likes.length - size];
        if (most == fewest) {
            return Optional.empty();
        }
        var bottom = retained(users.labels(), likes, sum -> sum <= most);
        var top = retained(users.labels(), likes, sum -> sum >= fewest);
        return Optional.of(new Fifths(
                (long) most,
                bottom,
                (long) fewest,
                top,
                top.numerator() == 0 ? Optional.empty() : Optional.of(mostFound(bottom, top, level))));
    }

    private static Ratio retained(boolean[] labels, double[] likes, DoublePredicate which) {
        var group = IntStream.range(0, likes.length)
                .filter(user -> which.test(likes[user]))
                .toArray();
        return new Ratio(Arrays.stream(group).filter(user -> labels[user]).count(), group.length);
    }

    private static Interval mostFound(Ratio bottom, Ratio top, double level) {
        var lostAtTop = new Ratio(top.denominator() - top.numerator(), top.denominator());
        return Interval.propagated(bottom, lostAtTop, (low, lost) -> Math.min(1, low / (1 - lost)), level);
    }

    /**
     * feature | odds ratio of one standard deviation with its limits | how many times as likely a user must be found with every standard
     * deviation more to explain all of it, and to explain what the interval leaves no doubt of | how many times as likely one standard
     * deviation above the mean as one below, to explain all.
     */
    public Table table() {
        return Table.create(
                "What selection by the crawl would explain",
                StringColumn.create(
                        "feature", lines.stream().map(line -> line.effect().feature())),
                StringColumn.create(
                        "odds ratio of one standard deviation", lines.stream().map(DetectionBias::shown)),
                DoubleColumn.create("explains all", lines.stream().mapToDouble(Line::explainsAll)),
                DoubleColumn.create("explains the limit", lines.stream().mapToDouble(Line::explainsTheLimit)),
                DoubleColumn.create(
                        "explains all, two standard deviations apart",
                        lines.stream().mapToDouble(Line::explainsAllTwoDeviationsApart)));
    }

    private static String shown(Line line) {
        var limits = line.effect().oddsRatioOfDeviationLimits();
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", line.explainsAll(), limits.lower(), limits.upper());
    }

    /** users | likes | how many | retained | share with Wilson's 95 % limits; no rows without fifths. */
    public Table fifthTable() {
        var rows = fifths.stream()
                .flatMap(each -> Stream.of(each.bottom(), each.top()))
                .toList();
        var shares = rows.stream().map(row -> Interval.wilson(row, 0.95)).toList();
        return Table.create(
                "Retained users by likes",
                StringColumn.create(
                        "users", Stream.of("bottom fifth", "top fifth").limit(rows.size())),
                StringColumn.create(
                        "likes",
                        fifths.stream()
                                .flatMap(each -> Stream.of(
                                        String.format(Locale.ROOT, "at most %,d", each.most()),
                                        String.format(Locale.ROOT, "%,d or more", each.fewest())))),
                IntColumn.create("how many", rows.stream().mapToInt(row -> (int) row.denominator())),
                IntColumn.create("retained", rows.stream().mapToInt(row -> (int) row.numerator())),
                DoubleColumn.create("share", shares.stream().mapToDouble(Interval::estimate)),
                DoubleColumn.create("lower", shares.stream().mapToDouble(Interval::lower)),
                DoubleColumn.create("upper", shares.stream().mapToDouble(Interval::upper)));
    }
}
