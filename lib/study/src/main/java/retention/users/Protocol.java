package retention.users;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retention.posts.CountParser;
import retention.posts.Post;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The rules by which posts become labelled users of a {@link Period}.
 *
 * @param name how results made by it are called
 * @param counts how displayed counts are read
 * @param lastDay what becomes of the last day of the outcome
 * @param texts how a user's texts are joined
 * @param repeatedPosts what happens to a post that was crawled twice under one id
 */
public record Protocol(String name, CountParser counts, LastDay lastDay, TextJoin texts, RepeatedPosts repeatedPosts) {

    /** What becomes of the last day of the outcome. */
    public enum LastDay {
        /** The window ends with its first instant, 00:00:00, which is still inside. */
        DROPPED,
        INCLUDED
    }

    /** What happens to a post that was crawled twice under one id. */
    public enum RepeatedPosts {
        COUNTED_EACH_TIME,
        /** Its last row counts, which has the latest counts. */
        COUNTED_ONCE
    }

    /** The published code, its defects included. */
    public static final Protocol AS_PUBLISHED = new Protocol(
            "AS_PUBLISHED",
            CountParser.AS_PUBLISHED,
            LastDay.DROPPED,
            TextJoin.SET_ORDER,
            RepeatedPosts.COUNTED_EACH_TIME);

    /** All units are read, the last day of the outcome counts, texts keep their order, and a post counts once. */
    public static final Protocol CORRECTED = new Protocol(
            "CORRECTED",
            CountParser.DISPLAYED,
            LastDay.INCLUDED,
            TextJoin.FIRST_APPEARANCE,
            RepeatedPosts.COUNTED_ONCE);

    /** Whether a post at this time, China Standard Time, makes its user retained. */
    public boolean retains(LocalDateTime time, Period period) {
        if (time.toLocalDate().isBefore(period.outcomeFirst())) {
            return false;
        }
        return switch (lastDay) {
            case DROPPED -> !time.isAfter(period.outcomeLast().atStartOfDay());
            case INCLUDED -> !time.toLocalDate().isAfter(period.outcomeLast());
        };
    }

    /** The posts that count, in their order: all, or of those with one id the last. */
    public List<Post> counted(List<Post> posts) {
        if (repeatedPosts == RepeatedPosts.COUNTED_EACH_TIME) {
            return posts;
        }
        Map<String, Post> last = new LinkedHashMap<>();
        posts.forEach(post -> last.put(post.identity(), post));
        return List.copyOf(last.values());
    }

    /**
     * One rule in which the two protocols differ.
     *
     * @param rule what is ruled
     * @param asPublished how the published code does it
     * @param corrected how we do it
     * @param why what goes wrong otherwise
     */
    public record Difference(String rule, String asPublished, String corrected, String why) {}

    /**
     * Every rule by which {@link #CORRECTED} makes other users of the same posts than {@link #AS_PUBLISHED}, in the words of a period.
     * How their texts become vectors and how a network learns from them is not ruled here.
     */
    public static List<Difference> differences(Period period) {
        var last = period.name(period.outcomeLast());
        var beforeLast = period.outcomeFirst().equals(period.outcomeLast())
                ? "on %s at 00:00".formatted(last)
                : "from %s to %s"
                        .formatted(
                                period.name(period.outcomeFirst()),
                                period.name(period.outcomeLast().minusDays(1)));
        return List.of(
                new Difference(
                        "Reading displayed counts",
                        "only 万 is known: 1千+ is 1, 10+ is 10",
                        "all units are known, N+ is kept as a lower bound",
                        "a post with thousands of likes counts as one with one to nine"),
                new Difference(
                        "End of the window",
                        "%s 00:00, so %s is dropped".formatted(period.outcomeLast(), last),
                        "%s 00:00, excluded".formatted(period.outcomeLast().plusDays(1)),
                        "a user who came back on the last day is counted as lost"),
                new Difference(
                        "Label",
                        "a post " + beforeLast,
                        "any post " + period.whenOutcome(),
                        "the label should not depend on an accident of the window"),
                new Difference(
                        "Joining a user's texts",
                        "in the order of a set, which is random",
                        "in the order of their first appearance, duplicates removed",
                        "the text is cut at 128 tokens, so the order decides what the model sees"),
                new Difference(
                        "A post that was crawled twice",
                        "counted each time",
                        "counted once, by its id, as it stands in the last row",
                        "its reactions would be added up twice"));
    }

    /** {@link #differences} as a table: rule | as published | corrected | why. */
    public static Table differencesTable(Period period) {
        var differences = differences(period);
        return Table.create(
                "Protocols",
                StringColumn.create("rule", differences.stream().map(Difference::rule)),
                StringColumn.create("as published", differences.stream().map(Difference::asPublished)),
                StringColumn.create("corrected", differences.stream().map(Difference::corrected)),
                StringColumn.create("why", differences.stream().map(Difference::why)));
    }
}
