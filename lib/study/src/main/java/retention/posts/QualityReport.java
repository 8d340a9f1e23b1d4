package retention.posts;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import retention.posts.DisplayCount.Known;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a reader should know of a file before believing its numbers. The maps tell how often something was seen in each column, in
 * the file's order of columns.
 *
 * @param rows usable posts
 * @param missing how many usable posts lack each column; what stands for a missing count, such as {@code -}, is one
 * @param unreadableCounts how many counts are no numbers
 * @param repeatedPostIds posts whose id an earlier row has too; the last row of each is the one that is kept
 * @param repeatedTexts posts whose user and text an earlier row has too, under another id; blanks at the ends of a text and
 *     zero-width characters make no difference
 * @param lowerBounds how many counts of each reaction are lower bounds, such as {@code 1千+}
 * @param timeMismatches posts whose time is more than two minutes from the one inside their id
 * @param quarantined rows that cannot be used
 */
public record QualityReport(
        int rows,
        Map<String, Integer> missing,
        int unreadableCounts,
        int repeatedPostIds,
        int repeatedTexts,
        Map<String, Integer> lowerBounds,
        List<Post> timeMismatches,
        int quarantined) {

    /** Looks at all rows of a file, those set aside included. */
    public static QualityReport of(Posts file) {
        var posts = file.posts();
        var ids = new HashSet<String>();
        var texts = new HashSet<List<String>>();
        int repeatedIds = 0;
        int repeatedTexts = 0;
        for (var post : posts) {
            if (!ids.add(post.identity())) {
                repeatedIds++;
            } else if (!texts.add(List.of(post.userId().text(), post.comparableText()))) {
                repeatedTexts++;
            }
        }
        var missing = new LinkedHashMap<String, Integer>();
        for (var column : Column.values()) {
            missing.put(column.canonical(), count(posts, post -> column.of(post).isEmpty()));
        }
        var bounds = new LinkedHashMap<String, Integer>();
        var parsed = new HashMap<String, DisplayCount>();
        for (var reaction : Reaction.values()) {
            var column = reaction.column();
            var counts = posts.stream()
                    .map(post -> parsed.computeIfAbsent(post.count(reaction), CountParser.DISPLAYED::parse))
                    .toList();
            missing.put(column, count(counts, DisplayCount.Missing.class::isInstance));
            bounds.put(column, count(counts, count -> count instanceof Known known && known.lowerBound()));
        }
        return new QualityReport(
                posts.size(),
                Collections.unmodifiableMap(missing),
                file.unreadableCounts().size(),
                repeatedIds,
                repeatedTexts,
                Collections.unmodifiableMap(bounds),
                posts.stream().filter(Post::timeDisagreesWithId).toList(),
                file.quarantined().size());
    }

    private static <T> int count(List<T> all, Predicate<T> condition) {
        return Math.toIntExact(all.stream().filter(condition).count());
    }

    /** column | non-null | missing, one row per column of the file. */
    public Table columns() {
        return Table.create(
                "Columns",
                StringColumn.create("column", missing.keySet()),
                IntColumn.create("non-null", missing.values().stream().mapToInt(count -> rows - count)),
                IntColumn.create("missing", missing.values().stream().mapToInt(Integer::intValue)));
    }

    /** check | rows | meaning, one row per check. */
    public Table checks() {
        var table = Table.create(
                "Checks", StringColumn.create("check"), IntColumn.create("rows"), StringColumn.create("meaning"));
        check(table, "usable rows", rows, "posts that the study reads");
        check(table, "quarantined rows", quarantined, "listed with line, column, value and reason");
        check(table, "repeated post ids", repeatedPostIds, "a post was crawled more than once; its last row is kept");
        check(table, "repeated texts", repeatedTexts, "a user posted the same text again");
        check(
                table,
                "time mismatches",
                timeMismatches.size(),
                "create_time is more than two minutes from the time in the post's id");
        check(table, "unreadable counts", unreadableCounts, "listed with line, column and value; taken for missing");
        lowerBounds.forEach((column, count) ->
                check(table, "lower bounds in " + column, count, "the app showed N+, the true count is at least that"));
        return table;
    }

    private static void check(Table table, String name, int rows, String meaning) {
        table.stringColumn("check").append(name);
        table.intColumn("rows").append(rows);
        table.stringColumn("meaning").append(meaning);
    }

    /** The posts of {@link #timeMismatches}: line | time | time by id. */
    public Table timeMismatchTable() {
        return Table.create(
                "Times that differ from the posts' ids",
                LongColumn.create(
                        "line", timeMismatches.stream().mapToLong(Post::line).toArray()),
                DateTimeColumn.create("time", timeMismatches.stream().map(Post::createTime)),
                DateTimeColumn.create("time by id", timeMismatches.stream().flatMap(post -> post.timeById().stream())));
    }
}
