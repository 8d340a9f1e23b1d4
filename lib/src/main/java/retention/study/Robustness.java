package retention.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import retention.evaluation.Interval;
import retention.features.JanuaryFeature;
import retention.model.Features;
import retention.users.Cohort;
import retention.users.Users;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether the headline depends on who is asked about and on counts of the crawl's day: the same analysis for everybody, for the
 * newcomers alone, for the established alone, and for everybody without the features that may hold reactions of February.
 *
 * @param lines one a variant
 */
public record Robustness(List<Line> lines) {

    /** Fewer retained users than this are not judged: a fold would have one or none. */
    public static final int FEWEST_RETAINED = 10;

    private static final String WITHOUT_REACTIONS = "everybody, without reactions";

    public Robustness {
        lines = List.copyOf(lines);
    }

    /**
     * One variant.
     *
     * @param variant in words
     * @param auc of the headline model within folds; none if too few are retained
     */
    public record Line(String variant, int users, int retained, Optional<Interval> auc) {}

    /** Judges all variants. */
    public static Robustness of(Users users) {
        var newcomers = only(users, Cohort.WAVE);
        var established = only(users, Cohort.ESTABLISHED);
        var headline = JanuaryFeature.HEADLINE;
        var without = headline.stream().filter(feature -> !feature.isSnapshot()).toList();
        return new Robustness(List.of(
                line("everybody", users, headline),
                line("newcomers alone", newcomers, headline),
                line("established accounts alone", established, headline),
                line(WITHOUT_REACTIONS, users, without),
                line("newcomers alone, without reactions", newcomers, without)));
    }

    /** The users of one cohort. */
    public static Users only(Users users, Cohort cohort) {
        return new Users(
                users.protocol(),
                users.list().stream().filter(user -> Cohort.of(user) == cohort).toList());
    }

    /** The AUC of everybody without what was counted on the crawl's day; none if too few are retained. */
    Optional<Interval> withoutReactions() {
        return lines.stream()
                .filter(line -> line.variant().equals(WITHOUT_REACTIONS))
                .findFirst()
                .flatMap(Line::auc);
    }

    private static Line line(String variant, Users users, List<JanuaryFeature> features) {
        if (users.retained() < FEWEST_RETAINED) {
            return new Line(variant, users.size(), users.retained(), Optional.empty());
        }
        var outOfFold = Headline.PROTOCOL.predict(
                Features.of(JanuaryFeature.of(users, features)), users.labels(), Headline.learner());
        return new Line(
                variant,
                users.size(),
                users.retained(),
                Optional.of(Headline.auc(outOfFold).interval()));
    }

    /** variant | users | retained | AUC-ROC with its interval. */
    public Table table() {
        return Table.create(
                "The headline model for others, and with less",
                StringColumn.create("variant", lines.stream().map(Line::variant)),
                IntColumn.create("users", lines.stream().mapToInt(Line::users)),
                IntColumn.create("retained", lines.stream().mapToInt(Line::retained)),
                StringColumn.create(
                        "AUC-ROC [95 % interval]",
                        lines.stream().map(line -> line.auc()
                                .map(Robustness::shown)
                                .orElse(String.format(
                                        Locale.ROOT, "fewer than %d retained: not judged", FEWEST_RETAINED)))));
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", interval.estimate(), interval.lower(), interval.upper());
    }
}
