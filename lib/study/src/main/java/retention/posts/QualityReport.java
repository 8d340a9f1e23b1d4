package retention.posts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a reader should know of a file before believing its numbers.
 *
 * @param rows usable posts
 * @param missingByColumn how many usable posts lack each column, in the file's order of columns; what stands for a missing count,
 *     such as {@code -}, is one
 * @param unreadableByColumn how many counts of each reaction are no numbers
 * @param repeatedPostIds posts whose id an earlier row has too; the last row of each is the one that is kept
 * @param repeatedTexts posts whose user and text an earlier row has too, under another id; blanks at the ends of a text and
 *     zero-width characters make no difference
 * @param lowerBounds how many counts of each reaction are lower bounds, such as {@code 1千+}
 * @param timeMismatches posts whose time is more than two minutes from the one inside their id
 * @param quarantined rows that cannot be used
 */
public record QualityReport(
        int rows,
        List<Tally> missingByColumn,
        List<Tally> unreadableByColumn,
        int repeatedPostIds,
        int repeatedTexts,
        List<Tally> lowerBounds,
        List<Post> timeMismatches,
        int quarantined) {

    public QualityReport {
        missingByColumn = List.copyOf(missingByColumn);
        unreadableByColumn = List.copyOf(unreadableByColumn);
        lowerBounds = List.copyOf(lowerBounds);
        timeMismatches = List.copyOf(timeMismatches);
    }

    /** How often something was seen in one column. */
    public record Tally(String column, int count) {}

    /** Looks at all rows of a file, those set aside included. */
    public static QualityReport of(Posts file) {
        var posts = file.posts();
        var ids = new HashSet<String>();
        var texts = new HashSet<List<String>>();
        int repeatedIds = 0;
        int repeatedTexts = 0;
        var missing = new EnumMap<Reaction, Integer>(Reaction.class);
        var bounds = new EnumMap<Reaction, Integer>(Reaction.class);
        for (var post : posts) {
            if (!ids.add(post.identity())) {
                repeatedIds++;
            } else if (!texts.add(List.of(post.userId().text(), post.comparableText()))) {
                repeatedTexts++;
            }
            for (var reaction : Reaction.values()) {
                var count = CountParser.DISPLAYED.parse(post.count(reaction));
                missing.merge(reaction, count instanceof DisplayCount.Missing ? 1 : 0, Integer::sum);
                bounds.merge(
                        reaction,
                        count instanceof DisplayCount.Known known && known.lowerBound() ? 1 : 0,
                        Integer::sum);
            }
        }
        return new QualityReport(
                posts.size(),
                Stream.of(Column.values())
                        .map(column -> new Tally(
                                column.canonical(),
                                reaction(column)
                                        .map(reaction -> missing.getOrDefault(reaction, 0))
                                        .orElseGet(() -> count(posts, post -> PostWriter.field(post, column)
                                                .isEmpty()))))
                        .toList(),
                tallies(reaction -> count(file.unreadableCounts(), count -> count.reaction() == reaction)),
                repeatedIds,
                repeatedTexts,
                tallies(reaction -> bounds.getOrDefault(reaction, 0)),
                posts.stream().filter(Post::timeDisagreesWithId).toList(),
                file.quarantined().size());
    }

    /** column | non-null | missing, one row per column of the file. */
    public Table columns() {
        return Table.create(
                "Columns",
                StringColumn.create("column", missingByColumn.stream().map(Tally::column)),
                IntColumn.create("non-null", missingByColumn.stream().mapToInt(tally -> rows - tally.count())),
                IntColumn.create("missing", missingByColumn.stream().mapToInt(Tally::count)));
    }

    /** check | rows | meaning, one row per check. */
    public Table checks() {
        var checks = new ArrayList<Check>();
        checks.add(new Check("usable rows", rows, "posts that the study reads"));
        checks.add(new Check("quarantined rows", quarantined, "listed with line, column, value and reason"));
        checks.add(new Check(
                "repeated post ids",
                repeatedPostIds,
                "the same post was crawled more than once; its last row is kept"));
        checks.add(new Check("repeated texts", repeatedTexts, "a user posted the same text again"));
        checks.add(new Check(
                "time mismatches",
                timeMismatches.size(),
                "create_time is more than two minutes from the time in the post's id"));
        checks.add(new Check(
                "unreadable counts",
                unreadableByColumn.stream().mapToInt(Tally::count).sum(),
                "listed with line, column and value; taken for missing"));
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

    /** The posts of {@link #timeMismatches}: line | time | time by id. */
    public Table timeMismatchTable() {
        return Table.create(
                "Times that differ from the posts' ids",
                LongColumn.create(
                        "line", timeMismatches.stream().mapToLong(Post::line).toArray()),
                DateTimeColumn.create("time", timeMismatches.stream().map(Post::createTime)),
                DateTimeColumn.create("time by id", timeMismatches.stream().flatMap(post -> post.timeById().stream())));
    }

    private record Check(String name, int rows, String meaning) {}

    private static List<Tally> tallies(ToIntFunction<Reaction> count) {
        return Stream.of(Reaction.values())
                .map(reaction -> new Tally(reaction.column(), count.applyAsInt(reaction)))
                .toList();
    }

    private static Optional<Reaction> reaction(Column column) {
        return Stream.of(Reaction.values())
                .filter(reaction -> reaction.column().equals(column.canonical()))
                .findFirst();
    }

    private static <T> int count(List<T> all, Predicate<T> condition) {
        return Math.toIntExact(all.stream().filter(condition).count());
    }
}
