package retention.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import retention.evaluation.Interval;
import retention.evaluation.Leaderboard;
import retention.evaluation.Metrics;
import retention.features.ObservedFeature;
import retention.project.Progress;
import retention.users.Cohort;
import retention.users.Users;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether the headline depends on who is asked about and on counts of the crawl's day: the same analysis for everybody, for the
 * newcomers alone, for the established alone, and without the features that may hold reactions of the days of the outcome.
 *
 * @param lines one a variant
 */
public record Robustness(List<Line> lines) {

    /** Fewer retained users than this are not judged, nor fewer lost ones: a fold would have one or none. */
    public static final int FEWEST_RETAINED = Leaderboard.FEWEST_RETAINED;

    private static final String NEWCOMERS = "newcomers alone";
    private static final String NEWCOMERS_WITHOUT_REACTIONS = "newcomers alone, without reactions";

    public Robustness {
        lines = List.copyOf(lines);
    }

    /**
     * One variant.
     *
     * @param variant in words
     * @param headline the model, judged on these users alone; none if too few are retained
     */
    public record Line(String variant, int users, int retained, Optional<Headline> headline) {

        /** Its AUC within folds; none if too few are retained. */
        public Optional<Interval> auc() {
            return headline.map(each -> each.auc().interval());
        }
    }

    /**
     * Judges all variants.
     *
     * @param everybody the headline of all users, which is the first of them
     * @param progress hears of each variant
     */
    public static Robustness of(Users users, Headline everybody, Progress progress) {
        var newcomers = only(users, Cohort.WAVE);
        var established = only(users, Cohort.ESTABLISHED);
        var headline = ObservedFeature.HEADLINE;
        var without = headline.stream().filter(feature -> !feature.isSnapshot()).toList();
        var lines = new ArrayList<Line>();
        lines.add(new Line("everybody", users.size(), users.retained(), Optional.of(everybody)));
        progress.report(1, 5);
        lines.add(line(NEWCOMERS, newcomers, headline));
        progress.report(2, 5);
        lines.add(line("established accounts alone", established, headline));
        progress.report(3, 5);
        lines.add(line("everybody, without reactions", users, without));
        progress.report(4, 5);
        lines.add(line(NEWCOMERS_WITHOUT_REACTIONS, newcomers, without));
        progress.report(5, 5);
        return new Robustness(lines);
    }

    /** Whether there are enough retained users, and lost ones, to judge a model by. */
    public static boolean canBeJudged(Users users) {
        return Math.min(users.retained(), users.size() - users.retained()) >= FEWEST_RETAINED;
    }

    /** The users of one cohort. */
    public static Users only(Users users, Cohort cohort) {
        return users.only(user -> users.cohort(user) == cohort);
    }

    /** Whether each user, in their order, is of a cohort. */
    public static boolean[] are(Users users, Cohort cohort) {
        var members = new boolean[users.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = users.cohort(users.list().get(i)) == cohort;
        }
        return members;
    }

    /** The newcomers' headline; none if too few are retained. */
    public Optional<Headline> newcomers() {
        return lineOfNewcomers().headline();
    }

    /** The newcomers alone. */
    Line lineOfNewcomers() {
        return line(NEWCOMERS);
    }

    /** The newcomers alone, without what was counted on the crawl's day. */
    Line lineOfNewcomersWithoutReactions() {
        return line(NEWCOMERS_WITHOUT_REACTIONS);
    }

    private Line line(String variant) {
        return lines.stream()
                .filter(line -> line.variant().equals(variant))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No variant '%s' among %s.".formatted(variant, lines)));
    }

    private static Line line(String variant, Users users, List<ObservedFeature> features) {
        return new Line(
                variant,
                users.size(),
                users.retained(),
                canBeJudged(users) ? Optional.of(Headline.of(users, features, Progress.NONE)) : Optional.empty());
    }

    /**
     * variant | users | retained | AUC-ROC | average precision and its prevalence | precision at k | cost per user and that
     * of the cheaper of calling nobody and everybody | p of the permutation test. Each figure has its 95 % interval.
     */
    public Table table() {
        return Table.create(
                "The headline model for others, and with less [95 % intervals]; in parentheses: without a model",
                StringColumn.create("variant", lines.stream().map(Line::variant)),
                IntColumn.create("users", lines.stream().mapToInt(Line::users)),
                IntColumn.create("retained", lines.stream().mapToInt(Line::retained)),
                column("AUC-ROC (0.5)", each -> each.auc().interval().shown(3)),
                column(
                        "average precision",
                        each -> beside(
                                each.averagePrecision(),
                                Metrics.prevalence(each.outOfFold().labels()))),
                column(
                        "precision at " + Headline.REACH,
                        each -> beside(
                                each.ranked().precisionAtK(),
                                Metrics.prevalence(each.outOfFold().labels()))),
                column(
                        "cost per user",
                        each -> beside(
                                each.calls().costPerUser(each.averagePrecision().level()),
                                Math.min(
                                        each.calls().callingNobody(),
                                        each.calls().callingEverybody()))),
                column("p", each -> number(each.permutation().pValue(), 3)));
    }

    private StringColumn column(String name, Function<Headline, String> figure) {
        return StringColumn.create(
                name, lines.stream().map(line -> line.headline().map(figure).orElse("not judged")));
    }

    private static String beside(Interval interval, double without) {
        return "%s (%s)".formatted(interval.shown(3), number(without, 3));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
