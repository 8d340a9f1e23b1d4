package retention.users;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.posts.CountParser;
import retention.posts.Post;
import retention.posts.TimestampedId;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The rules by which posts become labelled users of a {@link Period}: see {@link #differencesTable}. */
public enum Protocol {
    /**
     * The published code, its defects included. The days of the outcome end with the first instant of the last one. Texts are joined
     * in the order of a set, which has nothing to do with time; the original's changes from run to run, ours is by hash, so that
     * it is as arbitrary, and the same in every run.
     */
    AS_PUBLISHED(CountParser.AS_PUBLISHED),

    /**
     * All units are read, the last day of the outcome counts, and a post of a user that was crawled twice counts once, as its last row
     * has it.
     * Texts keep the order in which they first appeared; blanks at the ends of a text and zero-width characters make it no other.
     */
    CORRECTED(CountParser.DISPLAYED);

    private final CountParser counts;

    Protocol(CountParser counts) {
        this.counts = counts;
    }

    /** How displayed counts are read: {@code Protocol.CORRECTED.counts().parse("1千+")}. */
    public CountParser counts() {
        return counts;
    }

    /** Whether a post at this time, China Standard Time, makes its user retained. */
    public boolean retains(LocalDateTime time, Period period) {
        var first = period.outcome().from();
        var last = period.outcome().last().atStartOfDay();
        return !time.isBefore(first) && (this == AS_PUBLISHED ? !time.isAfter(last) : time.isBefore(last.plusDays(1)));
    }

    /** The posts that count, in their order: all, or of those of one user with one id the last. */
    public List<Post> counted(List<Post> posts) {
        if (this == AS_PUBLISHED || posts.size() == 1) {
            return posts;
        }
        var last = new LinkedHashMap<Map.Entry<TimestampedId, String>, Post>();
        posts.forEach(post -> last.put(Map.entry(post.userId(), post.identity()), post));
        return List.copyOf(last.values());
    }

    /** One text from a user's posts, given in any order, without duplicates. */
    String joined(List<Post> posts) {
        if (posts.size() == 1) {
            return posts.get(0).text();
        }
        if (this == AS_PUBLISHED) {
            return posts.stream()
                    .map(Post::text)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder()))
                    .collect(Collectors.joining("\n"));
        }
        var texts = new LinkedHashMap<String, String>();
        posts.stream()
                .sorted(Comparator.comparing(Post::createTime).thenComparing(Post::identity))
                .forEach(post -> texts.putIfAbsent(post.comparableText(), post.text()));
        return String.join("\n", texts.values());
    }

    /**
     * Every rule by which {@link #CORRECTED} makes other users of the same posts than {@link #AS_PUBLISHED}, in the words of a
     * period: rule | as published | corrected | why. How their texts become vectors and how a network learns from them is not ruled
     * here.
     */
    public static Table differencesTable(Period period) {
        var outcome = period.outcome();
        var last = period.name(outcome.last());
        var beforeLast = outcome.first().equals(outcome.last())
                ? "on %s at 00:00".formatted(last)
                : "from %s to %s"
                        .formatted(
                                period.name(outcome.first()),
                                period.name(outcome.last().minusDays(1)));
        var columns = Stream.of("rule", "as published", "corrected", "why")
                .map(StringColumn::create)
                .toList();
        var cells = List.of(
                "Reading displayed counts",
                "only 万 is known: 1千+ is 1, 10+ is 10",
                "all units are known, N+ is kept as a lower bound",
                "a post with thousands of likes counts as one with one to nine",
                "End of the window",
                "%s 00:00, so %s is dropped".formatted(outcome.last(), last),
                "%s 00:00, excluded".formatted(outcome.last().plusDays(1)),
                "a user who came back on the last day is counted as lost",
                "Label",
                "a post " + beforeLast,
                "any post " + outcome.when(),
                "the label should not depend on an accident of the window",
                "Joining a user's texts",
                "in the order of a set, which is random",
                "in the order of their first appearance, duplicates removed",
                "the text is cut at 128 tokens, so the order decides what the model sees",
                "A post that was crawled twice",
                "counted each time",
                "counted once for its user, by its id, as it stands in the last row",
                "its reactions would be added up twice");
        for (int i = 0; i < cells.size(); i++) {
            columns.get(i % columns.size()).append(cells.get(i));
        }
        return Table.create("Protocols", columns.toArray(StringColumn[]::new));
    }
}
