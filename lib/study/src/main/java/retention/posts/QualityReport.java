package retention.posts;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import numerics.TableOf;
import retention.posts.DisplayCount.Known;
import retention.posts.DisplayCount.Missing;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * What a reader should know of posts, which come one after another, before believing their numbers. It keeps some of those whose
 * time is not that of their id, and of each post two hashes of 64 bits: of ten million texts no two different ones are taken for the
 * same with a probability of 0.999997.
 */
public final class QualityReport {

    private static final long FIRST = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private final int most;
    private final Map<String, Integer> missing = new LinkedHashMap<>();
    private final Map<String, Integer> lowerBounds = new LinkedHashMap<>();
    private final List<Post> timeMismatches = new ArrayList<>();
    private final LongOpenHashSet ids = new LongOpenHashSet();
    private final LongOpenHashSet texts = new LongOpenHashSet();
    private int rows;
    private int repeatedPostIds;
    private int repeatedTexts;
    private int timesOff;

    /** @param most how many posts are listed whose time is not that of their id */
    public QualityReport(int most) {
        this.most = most;
        for (var column : Column.values()) {
            missing.put(column.canonical(), 0);
        }
        for (var reaction : Reaction.values()) {
            lowerBounds.put(reaction.column(), 0);
        }
    }

    /** Looks at all posts of a file. */
    public static QualityReport of(Posts file) {
        var report = new QualityReport(Integer.MAX_VALUE);
        file.posts().forEach(report::post);
        return report;
    }

    /** Looks at the next post. */
    public void post(Post post) {
        rows++;
        for (var column : Column.values()) {
            if (column.of(post).isEmpty()) {
                missing.merge(column.canonical(), 1, Integer::sum);
            }
        }
        for (var reaction : Reaction.values()) {
            var count = post.parsed(reaction);
            // What stands for a missing count, such as -, is no empty text.
            if (count instanceof Missing && !post.count(reaction).isEmpty()) {
                missing.merge(reaction.column(), 1, Integer::sum);
            }
            if (count instanceof Known known && known.lowerBound()) {
                lowerBounds.merge(reaction.column(), 1, Integer::sum);
            }
        }
        if (post.timeDisagreesWithId()) {
            timesOff++;
            if (timeMismatches.size() < most) {
                timeMismatches.add(post);
            }
        }
        if (!ids.add(hash(post.identity()))) {
            repeatedPostIds++;
        } else if (!texts.add(hash(post.userId().text() + post.comparableText()))) {
            repeatedTexts++;
        }
    }

    /** FNV-1a, over characters instead of bytes, its bits mixed. */
    private static long hash(String text) {
        long hash = FIRST;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return HashCommon.murmurHash3(hash);
    }

    /** How many posts there are. */
    public int rows() {
        return rows;
    }

    /** How many posts lack each column, in the file's order; what stands for a missing count, such as {@code -}, is one. */
    public Map<String, Integer> missing() {
        return Collections.unmodifiableMap(missing);
    }

    /** How many counts of each reaction are lower bounds, such as {@code 1千+}. */
    public Map<String, Integer> lowerBounds() {
        return Collections.unmodifiableMap(lowerBounds);
    }

    /** Posts whose id an earlier row has too, be it under another user; of the rows of one user the last is kept. */
    public int repeatedPostIds() {
        return repeatedPostIds;
    }

    /**
     * Posts whose user and text an earlier row has too, under another id; blanks at the ends of a text and zero-width characters make
     * no difference.
     */
    public int repeatedTexts() {
        return repeatedTexts;
    }

    /** How many posts have a time that is more than two minutes from the one inside their id. */
    public int timesOff() {
        return timesOff;
    }

    /** The first of these posts, as many as are listed. */
    public List<Post> timeMismatches() {
        return Collections.unmodifiableList(timeMismatches);
    }

    /** column | non-null | missing, one row per column of the file. */
    public Table columns() {
        return TableOf.rows("Columns", missing.entrySet())
                .text("column", Map.Entry::getKey)
                .count("non-null", column -> rows - column.getValue())
                .count("missing", Map.Entry::getValue)
                .table();
    }

    /** check | rows | meaning, one row per check, those of the rows that were read to get these posts included. */
    public Table checks(Reading reading) {
        var all = new ArrayList<Check>();
        all.add(new Check("usable rows", rows, "posts that the study reads"));
        all.add(new Check("quarantined rows", reading.quarantined(), "listed with line, column and reason"));
        all.add(new Check(
                "repeated post ids",
                repeatedPostIds,
                "a post was crawled more than once; the last row of its user is kept"));
        all.add(new Check("repeated texts", repeatedTexts, "a user posted the same text again"));
        all.add(new Check(
                "time mismatches", timesOff, "create_time is more than two minutes from the time in the post's id"));
        all.add(new Check(
                "unreadable counts", reading.unreadableCounts(), "listed with line and column; taken for missing"));
        lowerBounds.forEach((column, count) -> all.add(
                new Check("lower bounds in " + column, count, "the app showed N+, the true count is at least that")));
        return TableOf.rows("Checks", all)
                .text("check", Check::name)
                .count("rows", check -> Math.toIntExact(check.rows))
                .text("meaning", Check::meaning)
                .table();
    }

    private record Check(String name, long rows, String meaning) {}

    /** The posts of {@link #timeMismatches}: line | time | time by id. */
    public Table timeMismatchTable() {
        var table = Table.create(
                Reading.title("Times that differ from the posts' ids", timeMismatches.size(), timesOff),
                LongColumn.create(
                        "line", timeMismatches.stream().mapToLong(Post::line).toArray()),
                DateTimeColumn.create("time", timeMismatches.stream().map(Post::createTime)),
                DateTimeColumn.create("time by id", timeMismatches.stream().flatMap(post -> post.timeById().stream())));
        table.columnsOfType(ColumnType.LOCAL_DATE_TIME)
                .forEach(column -> ((DateTimeColumn) column).setPrintFormatter(Posts.CREATE_TIME));
        return table;
    }
}
