package retention.users;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import retention.posts.CountParser;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The rules by which posts become labelled users. All times are China Standard Time.
 *
 * @param name how results made by it are called
 * @param counts how displayed counts are read
 * @param observedFrom a user counts who posted at or after this time ...
 * @param observedUntil ... and before this one; only those posts describe the user
 * @param outcomeUntil a user is retained who posted from {@code observedUntil} on and before this time
 * @param texts how a user's texts are joined
 * @param repeatedPosts what happens to a post that was crawled twice under one id
 */
public record Protocol(
        String name,
        CountParser counts,
        LocalDateTime observedFrom,
        LocalDateTime observedUntil,
        LocalDateTime outcomeUntil,
        TextJoin texts,
        RepeatedPosts repeatedPosts) {

    /** What happens to a post that was crawled twice under one id. */
    public enum RepeatedPosts {
        COUNTED_EACH_TIME,
        COUNTED_ONCE
    }

    private static final LocalDateTime JANUARY = LocalDate.of(2025, 1, 1).atStartOfDay();
    private static final LocalDateTime FEBRUARY = LocalDate.of(2025, 2, 1).atStartOfDay();

    /**
     * The published code, its defects included. Its window ends with the instant 2025-02-28 00:00:00, which is still
     * inside; times have whole minutes, so the end that is excluded here is a second later.
     */
    public static final Protocol AS_PUBLISHED = new Protocol(
            "AS_PUBLISHED",
            CountParser.AS_PUBLISHED,
            JANUARY,
            FEBRUARY,
            LocalDate.of(2025, 2, 28).atStartOfDay().plusSeconds(1),
            TextJoin.SET_ORDER,
            RepeatedPosts.COUNTED_EACH_TIME);

    /** The same question, asked properly. */
    public static final Protocol CORRECTED = new Protocol(
            "CORRECTED",
            CountParser.DISPLAYED,
            JANUARY,
            FEBRUARY,
            LocalDate.of(2025, 3, 1).atStartOfDay(),
            TextJoin.FIRST_APPEARANCE,
            RepeatedPosts.COUNTED_ONCE);

    /** @throws IllegalArgumentException if the times are not in order */
    public Protocol {
        if (!observedFrom.isBefore(observedUntil) || !observedUntil.isBefore(outcomeUntil)) {
            throw new IllegalArgumentException(
                    "A protocol's times must be in order, got observed from %s until %s, outcome until %s"
                            .formatted(observedFrom, observedUntil, outcomeUntil));
        }
    }

    /** Whether a post at this time describes its user. */
    public boolean observes(LocalDateTime time) {
        return !time.isBefore(observedFrom) && time.isBefore(observedUntil);
    }

    /** Whether a post at this time makes its user retained. */
    public boolean retains(LocalDateTime time) {
        return !time.isBefore(observedUntil) && time.isBefore(outcomeUntil);
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

    /** Every rule in which {@link #CORRECTED} departs from {@link #AS_PUBLISHED}. */
    public static List<Difference> differences() {
        return List.of(
                new Difference(
                        "Reading displayed counts",
                        "only 万 is known: 1千+ is 1, 10+ is 10",
                        "all units are known, N+ is kept as a lower bound",
                        "users with thousands of likes are counted as having one"),
                new Difference(
                        "End of the window",
                        "2025-02-28 00:00, so 28 February is dropped",
                        "2025-03-01 00:00, excluded",
                        "a user who came back on the last day is counted as lost"),
                new Difference(
                        "Label",
                        "a post from 1 to 27 February",
                        "any post in February",
                        "the label should not depend on an accident of the window"),
                new Difference(
                        "Joining a user's texts",
                        "in the order of a set, which is random",
                        "in the order of their first appearance, duplicates removed",
                        "the text is cut at 128 tokens, so the order decides what the model sees"),
                new Difference(
                        "A post that was crawled twice",
                        "counted each time",
                        "counted once, by its id",
                        "its reactions would be added up twice"));
    }

    /** {@link #differences()} as a table: rule | as published | corrected | why. */
    public static Table differencesTable() {
        var differences = differences();
        return Table.create(
                "Protocols",
                StringColumn.create("rule", differences.stream().map(Difference::rule)),
                StringColumn.create("as published", differences.stream().map(Difference::asPublished)),
                StringColumn.create("corrected", differences.stream().map(Difference::corrected)),
                StringColumn.create("why", differences.stream().map(Difference::why)));
    }
}
