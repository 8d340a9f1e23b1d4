package retention.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.evaluation.Ratio;
import numerics.learning.Outcomes;
import retention.posts.Reaction;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * A sentence of the published report, and what the data at hand say of it.
 *
 * <p>The rule, the same for all claims: each is put as figures of which it says that all are positive.
 *
 * <ul>
 *   <li><i>Supported</i>: every figure can be computed, and its own two-sided 95 % interval is above zero. As an intersection-union
 *       hypothesis, that all are positive needs no correction for their number.
 *   <li><i>Not supported</i>: at least one figure's interval is below zero, at the level that is Bonferroni-corrected for the claim's
 *       figures.
 *   <li><i>Undecidable</i> otherwise.
 * </ul>
 *
 * <p>Source: R. L. Berger, <i>Multiparameter hypothesis testing and acceptance sampling</i>, Technometrics 24 (1982).
 *
 * <p>Support by a figure that rests on counts of the day of the crawl is support with hindsight only. A claim whose figures exist only
 * for those who have the outcome is untestable by construction. A claim about what users write is not measurable if it speaks of a
 * theme that no codebook has, or that is not {@linkplain ThemeAgreement#measurable measurable}.
 *
 * @param text the claim, as published
 * @param figures each figure with its intervals
 * @param reading how the claim was put into figures, and what that leaves out
 */
public record Claim(String text, Verdict verdict, List<Figure> figures, String reading) {

    /** What the data say of a claim. */
    public enum Verdict {
        SUPPORTED("supported"),
        WITH_HINDSIGHT("supported, with hindsight: the counts include reactions of the days of the outcome"),
        NOT_SUPPORTED("not supported"),
        UNDECIDABLE("undecidable with these data"),
        NOT_MEASURABLE("not measurable here"),
        UNTESTABLE("untestable by construction");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }

        /** By the rule of {@link Claim}, from the figures that can be computed out of those that the claim says are positive. */
        static Verdict of(List<Figure> figures, int claimed) {
            if (figures.stream().anyMatch(figure -> figure.jointly().upper() < 0)) {
                return NOT_SUPPORTED;
            }
            boolean allPositive =
                    figures.stream().allMatch(figure -> figure.interval().lower() > 0);
            if (figures.isEmpty() || figures.size() < claimed || !allPositive) {
                return UNDECIDABLE;
            }
            return figures.stream().anyMatch(Figure::hindsight) ? WITH_HINDSIGHT : SUPPORTED;
        }
    }

    /**
     * A number that a claim says is positive.
     *
     * @param interval its estimate and its own 95 % limits, which <i>supported</i> reads
     * @param jointly the same with limits that hold at 95 % for all figures of the claim together, which <i>not supported</i> reads
     * @param hindsight whether it rests on reactions, which were counted on the day of the crawl
     */
    public record Figure(String name, Interval interval, Interval jointly, boolean hindsight) {

        /** A figure of a claim, of whose figures there are so many, from its interval at a level. */
        static Figure of(String name, boolean hindsight, int figures, DoubleFunction<Interval> atLevel) {
            double joint = 1 - (1 - AnalysisPlan.LEVEL) / figures;
            return new Figure(name, atLevel.apply(AnalysisPlan.LEVEL), atLevel.apply(joint), hindsight);
        }
    }

    /** A kind of content in a claim's words, the themes that stand for it, if any, and who writes more of it by the claim. */
    private record Content(String name, Set<Theme> themes, boolean retainedMore) {

        String read() {
            var words = themes.stream().sorted().map(Theme::toString).collect(Collectors.joining(", "));
            return themes.isEmpty() ? name + " has no theme of its own" : name + " is read as " + words;
        }
    }

    /** The contents of the claims about themes, which are the last ones. */
    private static final List<List<Content>> ABOUT = List.of(
            List.of(
                    new Content("adaptation", Set.of(Theme.LANGUAGE, Theme.APP, Theme.EXCHANGE), true),
                    new Content("nostalgia", Set.of(Theme.NOSTALGIA), false)),
            List.of(
                    new Content("lifestyle", Set.of(Theme.LIFESTYLE), true),
                    new Content("collaboration", Set.of(Theme.BUSINESS), true),
                    new Content("a trend", Set.of(), true)),
            List.of(new Content("TikTok alone", Set.of(Theme.NOSTALGIA, Theme.BAN), false)));

    public Claim {
        figures = List.copyOf(figures);
    }

    /**
     * The verdicts on the published claims, in their order.
     *
     * @param users under the corrected protocol, with at least two retained and two lost
     * @param themes what each user's text is mostly about, in the users' order
     * @param published where the claims' words come from
     * @throws IllegalArgumentException if there is not one theme for each user
     */
    public static List<Claim> judge(Users users, List<Theme> themes, Published published) {
        return judge(users, themes, ThemeAgreement.standard(), published);
    }

    /** The same where themes are found as often as this agreement says. */
    public static List<Claim> judge(Users users, List<Theme> themes, ThemeAgreement agreement, Published published) {
        int given = themes.size();
        int all = users.size();
        Check.that(given == all, "%d themes for %d users: expected one for each, in their order.", given, all);
        var texts = published.sentences("claims_to_check");
        var claims = new ArrayList<>(List.of(
                engagement(texts.get(0), users), correlations(texts.get(1), users), growth(texts.get(2), users)));
        for (var contents : ABOUT) {
            claims.add(aboutThemes(texts.get(claims.size()), users, themes, agreement, contents));
        }
        return List.copyOf(claims);
    }

    /** claim | verdict | reading. */
    public static Table table(List<Claim> claims) {
        return TableOf.rows("Published claims and what these data say", claims)
                .text("claim", Claim::text)
                .text("verdict", claim -> claim.verdict.toString())
                .text("reading", Claim::reading)
                .table();
    }

    /** A claim by those of its figures that can be computed, each of which is an interval at a level. */
    private static Claim judged(
            String text, int claimed, boolean hindsight, Map<String, DoubleFunction<Interval>> known, String reading) {
        var figures = known.entrySet().stream()
                .map(figure -> Figure.of(figure.getKey(), hindsight, known.size(), figure.getValue()))
                .toList();
        return new Claim(text, Verdict.of(figures, claimed), figures, reading);
    }

    private static Claim engagement(String text, Users users) {
        var figures = new LinkedHashMap<String, DoubleFunction<Interval>>();
        for (var reaction : Reaction.values()) {
            var known = users.known(reaction);
            if (canBeCompared(known)) {
                var name = "Cliff's delta of " + reaction.column();
                var sums = known.sums(reaction);
                figures.put(name, level -> MetricIntervals.cliffsDelta(known.labels(), sums, level));
            }
        }
        var reading =
                "Cliff's delta: the chance that a retained user has more than a lost one, minus the reverse. The counts were crawled after the fact and include reactions of %s.";
        return judged(text, Reaction.values().length, true, figures, reading.formatted(outcome(users)));
    }

    private static Claim correlations(String text, Users users) {
        var figures = new LinkedHashMap<String, DoubleFunction<Interval>>();
        for (var stronger : List.of(Reaction.LIKES, Reaction.COLLECTS)) {
            for (var weaker : List.of(Reaction.COMMENTS, Reaction.SHARES)) {
                var known = users.known(List.of(stronger, weaker));
                if (canBeCompared(known) && Requirement.vary(known, stronger) && Requirement.vary(known, weaker)) {
                    var name = "r(%s) - r(%s)".formatted(stronger.column(), weaker.column());
                    var one = logs(known.sums(stronger));
                    var other = logs(known.sums(weaker));
                    figures.put(
                            name, level -> MetricIntervals.correlationDifference(known.labels(), one, other, level));
                }
            }
        }
        var reading =
                "Differences of point-biserial correlations with retention, of log(1 + sum), which include reactions of %s.";
        return judged(text, 4, true, figures, reading.formatted(outcome(users)));
    }

    private static String outcome(Users users) {
        return users.period().outcome().name();
    }

    /** Whether there is anything to compare: counts can be missing of most users, or of all. */
    private static boolean canBeCompared(Users known) {
        return Outcomes.smallerClass(known.labels()) >= 2;
    }

    private static Claim growth(String text, Users users) {
        var reading =
                "A trend into %s exists only for users who posted then, and those are the retained: %,d of %,d users have none by definition. The claim restates the outcome.";
        var filled = Numbers.text(reading, outcome(users), users.size() - users.retained(), users.size());
        return new Claim(text, Verdict.UNTESTABLE, List.of(), filled);
    }

    private static Claim aboutThemes(
            String text, Users users, List<Theme> themes, ThemeAgreement agreement, List<Content> contents) {
        var reading = contents.stream()
                .map(Content::read)
                .collect(Collectors.joining("; ", "In the codebook's themes, ", ". "));
        var notMeasurable = notMeasurable(contents, agreement);
        if (!notMeasurable.isEmpty()) {
            return new Claim(text, Verdict.NOT_MEASURABLE, List.of(), reading + notMeasurable);
        }
        var figures = new LinkedHashMap<String, DoubleFunction<Interval>>();
        for (var content : contents) {
            var more = share(users, themes, content, content.retainedMore);
            var less = share(users, themes, content, !content.retainedMore);
            var name = content.name + (content.retainedMore ? ", retained - lost" : ", lost - retained");
            figures.put(name, level -> Interval.newcombe(more, less, level));
        }
        var method =
                "Differences in the share of users whose text is mostly about it, Newcombe's intervals; the errors of the model of themes are not in them.";
        return judged(text, contents.size(), false, figures, reading + method);
    }

    /** Why contents cannot be measured; blank if they can. */
    private static String notMeasurable(List<Content> contents, ThemeAgreement agreement) {
        var poor = contents.stream()
                .flatMap(content -> content.themes.stream())
                .filter(theme -> !agreement.measurable(theme))
                .sorted()
                .map(theme -> theme + " (" + agreement.counts(theme).posts() + ")")
                .collect(Collectors.joining(", "));
        if (!poor.isEmpty()) {
            var text =
                    "The model does not find posts about some of these reliably enough; of %,d labelled posts, so many are about them: %s.";
            return Numbers.text(text, agreement.posts(), poor);
        }
        var withoutTheme = contents.stream().anyMatch(content -> content.themes.isEmpty());
        return withoutTheme ? "What has no theme cannot be counted." : "";
    }

    /** The share of the retained users, or of the lost ones, whose text is mostly about a content. */
    private static Ratio share(Users users, List<Theme> themes, Content content, boolean retained) {
        var group = Outcomes.rows(retained, users.labels());
        var about = IntStream.of(group).filter(user -> content.themes.contains(themes.get(user)));
        return new Ratio(about.count(), group.length);
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log1p).toArray();
    }
}
