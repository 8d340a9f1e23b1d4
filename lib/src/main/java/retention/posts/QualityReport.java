package retention.posts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a reader should know of a file before believing its numbers.
 *
 * @param rows usable posts
 * @param missingByColumn how many usable posts lack each column, in the file's order of columns
 * @param repeatedPostIds posts whose id an earlier row has too
 * @param repeatedTexts posts whose user and text an earlier row has too, under another id
 * @param lowerBounds how many counts of each reaction are lower bounds, such as {@code 1千+}
 * @param timeMismatches posts whose {@code create_time} is another minute than the one inside their id
 * @param quarantined rows that cannot be used
 */
public record QualityReport(
        int rows,
        List<Tally> missingByColumn,
        int repeatedPostIds,
        int repeatedTexts,
        List<Tally> lowerBounds,
        int timeMismatches,
        int quarantined) {

    /** How often something was seen in one column. */
    public record Tally(String column, int count) {}

    /** Looks at all rows of a file, those set aside included. */
    public static QualityReport of(Posts file) {
        var posts = file.posts();
        var ids = new HashSet<String>();
        var texts = new HashSet<List<String>>();
        int repeatedIds = 0;
        int repeatedTexts = 0;
        for (var post : posts) {
            if (!ids.add(post.postId().text())) {
                repeatedIds++;
            } else if (!texts.add(List.of(post.userId().text(), post.text()))) {
                repeatedTexts++;
            }
        }
        var bounds = Stream.of(Reaction.values())
                .map(reaction -> new Tally(reaction.column(), count(posts, post -> isLowerBound(post, reaction))))
                .toList();
        return new QualityReport(
                posts.size(),
                missing(file),
                repeatedIds,
                repeatedTexts,
                bounds,
                count(posts, Post::timeDisagreesWithId),
                file.quarantined().size());
    }

    /** column | non-null | missing, a row a column of the file. */
    public Table columns() {
        return Table.create(
                "Columns",
                StringColumn.create("column", missingByColumn.stream().map(Tally::column)),
                IntColumn.create("non-null", missingByColumn.stream().mapToInt(tally -> rows - tally.count())),
                IntColumn.create("missing", missingByColumn.stream().mapToInt(Tally::count)));
    }

    /** check | rows | meaning, a row a check. */
    public Table checks() {
        var checks = new ArrayList<Check>();
        checks.add(new Check("usable rows", rows, "posts that the study reads"));
        checks.add(new Check("quarantined rows", quarantined, "listed with line, column, value and reason"));
        checks.add(new Check("repeated post ids", repeatedPostIds, "the same post was crawled more than once"));
        checks.add(new Check("repeated texts", repeatedTexts, "a user posted the same text again"));
        checks.add(new Check("time mismatches", timeMismatches, "create_time differs from the time in the post's id"));
        for (var tally : lowerBounds) {
            checks.add(new Check(
                    "lower bounds in " + tally.column(),
                    tally.count(),
                    "the app showed N+, the true count is at least that"));
        }
        return Table.create(
                "Checks",
                StringColumn.create("check", checks.stream().map(Check::name)),
                IntColumn.create("rows", checks.stream().mapToInt(Check::rows)),
                StringColumn.create("meaning", checks.stream().map(Check::meaning)));
    }

    private record Check(String name, int rows, String meaning) {}

    private static List<Tally> missing(Posts file) {
        var table = file.table();
        return PostReader.COLUMNS.stream()
                .map(column -> new Tally(column, table.stringColumn(column).countMissing()))
                .toList();
    }

    private static boolean isLowerBound(Post post, Reaction reaction) {
        return CountParser.DISPLAYED.parse(post.count(reaction)) instanceof DisplayCount.Known known
                && known.lowerBound();
    }

    private static int count(List<Post> posts, Predicate<Post> condition) {
        return Math.toIntExact(posts.stream().filter(condition).count());
    }
}
