package retention.study;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.evaluation.Ratio;
import retention.posts.Reaction;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.text.ThemeModel;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A sentence of the published report, and what the data at hand say of it.
 *
 * <p>The rule, the same for all claims: each is put as figures of which it says that all are positive.
 *
 * <ul>
 *   <li><i>Supported</i>: every figure's own two-sided 95 % interval is above zero. That all are positive is an intersection-union
 *       hypothesis: whichever figure is not positive, its own interval is above zero in 2.5 % of data sets at most, so that the
 *       claim needs no correction for their number. A figure that cannot be computed leaves the claim without support.
 *   <li><i>Not supported</i>: at least one figure's interval is below zero, at the level that is Bonferroni-corrected for the claim's
 *       figures. One of several intervals is below zero by chance more often than one alone is, so that this verdict needs the
 *       correction to come in 2.5 % of data sets at most in which no figure is negative.
 *   <li><i>Undecidable</i> otherwise.
 * </ul>
 *
 * <p>Source: R. L. Berger, <i>Multiparameter hypothesis testing and acceptance sampling</i>, Technometrics 24 (1982).
 *
 * <p>A claim that is supported by figures of which one rests on what was counted on the day of the crawl is supported with hindsight
 * only: whoever was seen again had the reactions of those days in the counts, and no data of one crawl can take them out. A claim
 * whose figures exist only for those who have the outcome is untestable by construction, with whatever data.
 *
 * <p>A claim about what users write is not measurable if a theme that it speaks of is one that no codebook has, or one whose posts
 * the {@linkplain ThemeModel model} finds too seldom, or too often among others, by {@link ThemeAgreement#measurable}: figures on such
 * themes would be figures on the model's errors.
 *
 * <p>Intervals of Cliff's delta are those of {@link MetricIntervals#cliffsDelta}, of shares Newcombe's, and of differences of
 * correlations those of {@link MetricIntervals#correlationDifference}.
 *
 * @param text the claim, as published
 * @param verdict what comes of it
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

        /**
         * By the rule of {@link Claim}.
         *
         * @param figures those that can be computed
         * @param claimed how many figures the claim says are positive
         */
        static Verdict of(List<Figure> figures, int claimed) {
            if (figures.stream().anyMatch(figure -> figure.jointly().upper() < 0)) {
                return NOT_SUPPORTED;
            }
            if (figures.isEmpty()
                    || figures.size() < claimed
                    || figures.stream().anyMatch(figure -> figure.interval().lower() <= 0)) {
                return UNDECIDABLE;
            }
            return figures.stream().anyMatch(Figure::hindsight) ? WITH_HINDSIGHT : SUPPORTED;
        }
    }

    /**
     * A number that a claim says is positive.
     *
     * @param name what it is
     * @param interval its estimate and its own 95 % limits, which <i>supported</i> reads
     * @param jointly the same with limits that hold at 95 % for all figures of the claim together, which <i>not supported</i> reads
     * @param hindsight whether it rests on reactions, which were counted on the day of the crawl
     */
    public record Figure(String name, Interval interval, Interval jointly, boolean hindsight) {

        /** A figure of a claim, of whose figures there are so many, from its interval at a level. */
        static Figure of(String name, boolean hindsight, int figures, DoubleFunction<Interval> atLevel) {
            return new Figure(name, atLevel.apply(LEVEL), atLevel.apply(1 - (1 - LEVEL) / figures), hindsight);
        }

        /** The estimate with its own interval and, where the claim has other figures, the joint one. */
        @Override
        public String toString() {
            var own = String.format(
                    Locale.ROOT, "%s %.3f [%.3f, %.3f]", name, interval.estimate(), interval.lower(), interval.upper());
            return interval.equals(jointly)
                    ? own
                    : own + String.format(Locale.ROOT, ", jointly [%.3f, %.3f]", jointly.lower(), jointly.upper());
        }
    }

    private static final double LEVEL = 0.95;

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

    public static List<Claim> judge(Users users, List<Theme> themes, ThemeAgreement agreement, Published published) {
        if (themes.size() != users.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d themes for %d users: expected one for each, in their order.",
                    themes.size(),
                    users.size()));
        }
        var texts = published.sentences("claims_to_check");
        return List.of(
                engagement(texts.get(0), users),
                correlations(texts.get(1), users),
                growth(texts.get(2), users),
                aboutThemes(texts.get(3), users, themes, agreement, ADAPTATION),
                aboutThemes(texts.get(4), users, themes, agreement, CONTENT),
                aboutThemes(texts.get(5), users, themes, agreement, TIKTOK_ALONE));
    }

    /**
     * What a claim says of one kind of content.
     *
     * @param name in the claim's words
     * @param themes of the codebook that stand for it; none if it has no such theme
     * @param retainedMore whether the claim says that retained users write more of it, rather than lost ones
     */
    private record Content(String name, Set<Theme> themes, boolean retainedMore) {

        boolean measurable(ThemeAgreement agreement) {
            return !themes.isEmpty() && themes.stream().allMatch(agreement::measurable);
        }

        String read() {
            return themes.isEmpty()
                    ? "%s has no theme of its own".formatted(name)
                    : "%s is read as %s".formatted(name, inWords(themes));
        }

        static String inWords(Collection<Theme> themes) {
            return themes.stream().sorted().map(Theme::toString).collect(Collectors.joining(", "));
        }
    }

    /** Settling in: the language, the app, the country. */
    private static final List<Content> ADAPTATION = List.of(
            new Content("adaptation", Set.of(Theme.LANGUAGE, Theme.APP, Theme.EXCHANGE), true),
            new Content("nostalgia", Set.of(Theme.NOSTALGIA), false));

    private static final List<Content> CONTENT = List.of(
            new Content("lifestyle", Set.of(Theme.LIFESTYLE), true),
            new Content("collaboration", Set.of(Theme.BUSINESS), true),
            new Content("a trend", Set.of(), true));

    private static final List<Content> TIKTOK_ALONE =
            List.of(new Content("TikTok alone", Set.of(Theme.NOSTALGIA, Theme.BAN), false));

    /** claim | verdict | figures, each with its own 95 % interval and the joint one | reading. */
    public static Table table(List<Claim> claims) {
        return Table.create(
                "Published claims and what these data say",
                StringColumn.create("claim", claims.stream().map(Claim::text)),
                StringColumn.create(
                        "verdict", claims.stream().map(claim -> claim.verdict().toString())),
                StringColumn.create(
                        "figures [95 % interval], jointly [for all of the claim together]",
                        claims.stream()
                                .map(claim -> claim.figures().isEmpty()
                                        ? "none can be computed"
                                        : String.join(
                                                "; ",
                                                claim.figures().stream()
                                                        .map(Figure::toString)
                                                        .toList()))),
                StringColumn.create("reading", claims.stream().map(Claim::reading)));
    }

    private static Claim engagement(String text, Users users) {
        var compared = Stream.of(Reaction.values())
                .filter(reaction -> canBeCompared(users.known(reaction)))
                .toList();
        var figures = compared.stream()
                .map(reaction -> Figure.of(
                        "Cliff's delta of " + reaction.column(),
                        true,
                        compared.size(),
                        level -> MetricIntervals.cliffsDelta(
                                users.known(reaction).labels(), users.sums(reaction), level)))
                .toList();
        return new Claim(
                text,
                Verdict.of(figures, Reaction.values().length),
                figures,
                "Cliff's delta: the chance that a retained user has more than a lost one, minus the reverse. The counts were crawled after the fact and include reactions of %s."
                        .formatted(users.period().outcomeName()));
    }

    private static Claim correlations(String text, Users users) {
        var pairs = Stream.of(Reaction.LIKES, Reaction.COLLECTS)
                .flatMap(stronger ->
                        Stream.of(Reaction.COMMENTS, Reaction.SHARES).map(weaker -> List.of(stronger, weaker)))
                .toList();
        var compared = pairs.stream()
                .filter(pair -> {
                    var known = users.known(pair);
                    return canBeCompared(known)
                            && pair.stream().allMatch(reaction -> Requirement.vary(known, reaction));
                })
                .toList();
        var figures = compared.stream()
                .map(pair -> {
                    var known = users.known(pair);
                    return Figure.of(
                            "r(%s) - r(%s)"
                                    .formatted(pair.get(0).column(), pair.get(1).column()),
                            true,
                            compared.size(),
                            level -> MetricIntervals.correlationDifference(
                                    known.labels(),
                                    logs(known.sums(pair.get(0))),
                                    logs(known.sums(pair.get(1))),
                                    level));
                })
                .toList();
        return new Claim(
                text,
                Verdict.of(figures, pairs.size()),
                figures,
                "Differences of point-biserial correlations with retention, of log(1 + sum), which include reactions of %s."
                        .formatted(users.period().outcomeName()));
    }

    /** Whether there is anything to compare: counts can be missing of most users, or of all. */
    private static boolean canBeCompared(Users known) {
        return Math.min(known.retained(), known.size() - known.retained()) >= 2;
    }

    private static Claim growth(String text, Users users) {
        return new Claim(
                text,
                Verdict.UNTESTABLE,
                List.of(),
                String.format(
                        Locale.ROOT,
                        "A trend into %s exists only for users who posted then, and those are the retained: %,d of %,d users have none by definition. The claim restates the outcome.",
                        users.period().outcomeName(),
                        users.size() - users.retained(),
                        users.size()));
    }

    private static Claim aboutThemes(
            String text, Users users, List<Theme> themes, ThemeAgreement agreement, List<Content> contents) {
        var reading = contents.stream()
                .map(Content::read)
                .collect(Collectors.joining("; ", "In the codebook's themes, ", "."));
        if (!contents.stream().allMatch(content -> content.measurable(agreement))) {
            return new Claim(text, Verdict.NOT_MEASURABLE, List.of(), reading + " " + whyNot(contents, agreement));
        }
        var figures = contents.stream()
                .map(content -> Figure.of(
                        content.name() + (content.retainedMore() ? ", retained - lost" : ", lost - retained"),
                        false,
                        contents.size(),
                        level -> shareDifference(users, themes, content, level)))
                .toList();
        return new Claim(
                text,
                Verdict.of(figures, contents.size()),
                figures,
                reading
                        + " Differences in the share of users whose text is mostly about it, Newcombe's intervals; the errors of the model of themes are not in them.");
    }

    private static String whyNot(List<Content> contents, ThemeAgreement agreement) {
        var poor = contents.stream()
                .flatMap(content -> content.themes().stream())
                .filter(theme -> !agreement.measurable(theme))
                .sorted()
                .map(theme -> String.format(
                        Locale.ROOT, "%s (%d)", theme, agreement.counts(theme).posts()))
                .collect(Collectors.joining(", "));
        return poor.isEmpty()
                ? "What has no theme cannot be counted."
                : String.format(
                        Locale.ROOT,
                        "The model does not find posts about some of these reliably enough; of %,d labelled posts, so many are about them: %s.",
                        agreement.posts(),
                        poor);
    }

    /** The share of the group that a claim says writes more of a content, minus the share of the other group. */
    private static Interval shareDifference(Users users, List<Theme> themes, Content content, double level) {
        return Interval.newcombe(
                share(users, themes, content, content.retainedMore()),
                share(users, themes, content, !content.retainedMore()),
                level);
    }

    private static Ratio share(Users users, List<Theme> themes, Content content, boolean retained) {
        var group = IntStream.range(0, users.size())
                .filter(user -> users.list().get(user).retained() == retained)
                .toArray();
        return new Ratio(
                IntStream.of(group)
                        .filter(user -> content.themes().contains(themes.get(user)))
                        .count(),
                group.length);
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log1p).toArray();
    }
}
