package retention.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.learning.FittedLogistic.Effect;
import numerics.learning.Inputs;
import retention.features.ObservedFeature;
import retention.posts.Reaction;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * How strong a selection of popular users by the crawl would have to be to explain that reactions go with being retained. A user
 * counts as retained who stayed <i>and</i> was found again, so that the observed risk is the true one times the chance of being
 * found, and the observed risk ratio of two groups is the true one times the ratio of these chances.
 *
 * <p>A chance of being found in proportion to {@code exp(gamma x)} adds about gamma to the coefficient of x in a logistic regression
 * of a rare outcome, and explains all of it where gamma is the coefficient. Where many are retained, odds ratios overstate risk
 * ratios, and these figures the selection that is needed. How strong the selection is, one crawl does not tell.
 *
 * <p>Sources: K. T. Copeland et al., <i>Bias due to misclassification in the estimation of relative risk</i>, American Journal of
 * Epidemiology 105 (1977); T. J. VanderWeele and Y. Li, <i>Simple sensitivity analysis for differential measurement error</i>,
 * American Journal of Epidemiology 188 (2019); T. L. Lash, M. P. Fox and A. K. Fink, <i>Applying quantitative bias analysis to
 * epidemiologic data</i> (2009), chapter 6.
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
    public record Line(Effect effect) {

        /** How many times as likely a user must be found with every standard deviation more, to explain all of the association. */
        public double explainsAll() {
            return effect.oddsRatioOfDeviation().value();
        }

        /** The same, to move the interval to where it holds no association; 1 if it holds none already. */
        public double explainsTheLimit() {
            var limits = effect.oddsRatioOfDeviation();
            return limits.lower() > 1 ? limits.lower() : limits.upper() < 1 ? limits.upper() : 1;
        }
    }

    /**
     * Users with fewest and most likes; groups are larger than a fifth where users have equally many.
     *
     * @param most likes of a user of the bottom fifth
     * @param bottom the retained out of these users
     * @param fewest likes of a user of the top fifth
     * @param top the retained out of these users
     * @param mostFound the largest chance of a user of the bottom fifth who stayed to be found, if selection alone made the
     *     difference and all at the top were found: the ratio of both shares, 1 at most, with limits by {@link Interval#propagated};
     *     empty if nobody at the top was retained
     */
    public record Fifths(long most, Ratio bottom, long fewest, Ratio top, Optional<Interval> mostFound) {}

    /**
     * Analyses a model.
     *
     * @param users whom it was fitted to
     * @param effects of its features
     * @param level of the intervals of the fifths, between 0 and 1
     */
    public static DetectionBias of(Users users, List<Effect> effects, double level) {
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
        var sorted = Arrays.stream(likes).sorted().toArray();
        int size = Math.max(1, likes.length / PARTS);
        if (likes.length == 0 || sorted[size - 1] == sorted[likes.length - size]) {
            return Optional.empty();
        }
        double most = sorted[size - 1];
        double fewest = sorted[likes.length - size];
        var bottom = retained(users.labels(), likes, sum -> sum <= most);
        var top = retained(users.labels(), likes, sum -> sum >= fewest);
        var lostAtTop = new Ratio(top.denominator() - top.numerator(), top.denominator());
        var found = Optional.of(lostAtTop)
                .filter(lost -> top.numerator() > 0)
                .map(lost -> Interval.propagated(bottom, lost, (low, share) -> Math.min(1, low / (1 - share)), level));
        return Optional.of(new Fifths((long) most, bottom, (long) fewest, top, found));
    }

    private static Ratio retained(boolean[] labels, double[] likes, DoublePredicate which) {
        var group = IntStream.range(0, likes.length)
                .filter(user -> which.test(likes[user]))
                .toArray();
        return new Ratio(IntStream.of(group).filter(user -> labels[user]).count(), group.length);
    }

    /**
     * feature | odds ratio of one standard deviation with its limits | how many times as likely a user must be found with every standard
     * deviation more to explain all of it, and to explain what the interval leaves no doubt of | how many times as likely one standard
     * deviation above the mean as one below, to explain all.
     */
    public Table table() {
        return TableOf.rows("What selection by the crawl would explain", lines)
                .text("feature", line -> line.effect().feature())
                .text("odds ratio of one standard deviation", DetectionBias::shown)
                .number("explains all", Line::explainsAll)
                .number("explains the limit", Line::explainsTheLimit)
                .number("explains all, two standard deviations apart", line -> Math.pow(line.explainsAll(), 2))
                .table();
    }

    private static String shown(Line line) {
        var ratio = line.effect().oddsRatioOfDeviation();
        return Numbers.interval(ratio.value(), ratio.lower(), ratio.upper(), 2);
    }

    /** group | users | retained | rate with Wilson's 95 % limits; no rows without fifths. */
    public Table fifthTable() {
        var groups = new LinkedHashMap<String, Ratio>();
        fifths.ifPresent(each -> {
            groups.put(Numbers.text("bottom fifth: at most %,d likes", each.most()), each.bottom());
            groups.put(Numbers.text("top fifth: %,d likes or more", each.fewest()), each.top());
        });
        return GroupRetention.table("Retained users by likes", groups);
    }
}
