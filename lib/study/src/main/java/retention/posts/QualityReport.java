package retention.posts;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import numerics.Numbers;
import numerics.TableOf;
import retention.posts.DisplayCount.Known;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.LongColumn;
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
 * @param timesOff how many posts have a time that is more than two minutes from the one inside their id
 * @param timeMismatches the first of these posts
 * @param quarantined rows that cannot be used
 */
public record QualityReport(
        int rows,
        Map<String, Integer> missing,
        int unreadableCounts,
        int repeatedPostIds,
        int repeatedTexts,
        Map<String, Integer> lowerBounds,
        int timesOff,
        List<Post> timeMismatches,
        int quarantined) {

    private static final Column[] COLUMNS = Column.values();
    private static final Reaction[] REACTIONS = Reaction.values();

    /** Looks at all rows of a file, those set aside included. */
    public static QualityReport of(Posts file) {
        var tally = new Tally(Integer.MAX_VALUE);
        file.posts().forEach(tally::post);
        return tally.report(file.unreadableCounts().size(), file.quarantined().size());
    }

    /**
     * Makes the report of posts that come one after another. It keeps some of those with another time, and of each post two hashes of
     * 64 bits: of ten million texts no two different ones are taken for the same with a probability of 0.999997.
     */
    public static final class Tally implements PostStream.Sink {

        private static final long FIRST = 0xCBF29CE484222325L;
        private static final long PRIME = 0x100000001B3L;

        private final int most;
        private final int[] missing = new int[COLUMNS.length];
        private final int[] missingCounts = new int[REACTIONS.length];
        private final int[] lowerBounds = new int[REACTIONS.length];
        private final List<Post> mismatches = new ArrayList<>();
        private final LongOpenHashSet ids = new LongOpenHashSet();
        private final LongOpenHashSet texts = new LongOpenHashSet();
        private int repeatedIds;
        private int repeatedTexts;
        private int rows;
        private int mismatched;

        /** @param most how many posts are listed whose time is not that of their id */
        public Tally(int most) {
            this.most = most;
        }

        @Override
        public void post(Post post) {
            rows++;
            for (int i = 0; i < COLUMNS.length; i++) {
                missing[i] += COLUMNS[i].isEmpty(post) ? 1 : 0;
            }
            for (int i = 0; i < REACTIONS.length; i++) {
                var count = post.parsed(REACTIONS[i]);
                // What stands for a missing count, such as -, is no empty text.
                boolean isMissing = count instanceof DisplayCount.Missing
                        && !post.count(REACTIONS[i]).isEmpty();
                missingCounts[i] += isMissing ? 1 : 0;
                lowerBounds[i] += count instanceof Known known && known.lowerBound() ? 1 : 0;
            }
            if (post.timeDisagreesWithId()) {
                mismatched++;
                if (mismatches.size() < most) {
                    mismatches.add(post);
                }
            }
            if (!ids.add(hash(post.identity()))) {
                repeatedIds++;
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

        @Override
        public void restart() {
            rows = 0;
            mismatched = 0;
            Arrays.fill(missing, 0);
            Arrays.fill(missingCounts, 0);
            Arrays.fill(lowerBounds, 0);
            mismatches.clear();
            ids.clear();
            texts.clear();
            repeatedIds = 0;
            repeatedTexts = 0;
        }

        /**
         * The report of all posts so far.
         *
         * @param unreadableCounts how many of their counts are no numbers
         * @param quarantined how many rows cannot be used
         */
        public QualityReport report(long unreadableCounts, long quarantined) {
            var byColumn = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < COLUMNS.length; i++) {
                byColumn.put(COLUMNS[i].canonical(), missing[i]);
            }
            var bounds = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < REACTIONS.length; i++) {
                byColumn.merge(REACTIONS[i].column(), missingCounts[i], Integer::sum);
                bounds.put(REACTIONS[i].column(), lowerBounds[i]);
            }
            return new QualityReport(
                    rows,
                    Collections.unmodifiableMap(byColumn),
                    Math.toIntExact(unreadableCounts),
                    repeatedIds,
                    repeatedTexts,
                    Collections.unmodifiableMap(bounds),
                    mismatched,
                    List.copyOf(mismatches),
                    Math.toIntExact(quarantined));
        }
    }

    /** column | non-null | missing, one row per column of the file. */
    public Table columns() {
        return TableOf.rows("Columns", missing.entrySet())
                .text("column", Map.Entry::getKey)
                .count("non-null", column -> rows - column.getValue())
                .count("missing", Map.Entry::getValue)
                .table();
    }

    /** check | rows | meaning, one row per check. */
    public Table checks() {
        var all = new ArrayList<Check>();
        all.add(new Check("usable rows", rows, "posts that the study reads"));
        all.add(new Check("quarantined rows", quarantined, "listed with line, column, value and reason"));
        all.add(new Check(
                "repeated post ids", repeatedPostIds, "a post was crawled more than once; its last row is kept"));
        all.add(new Check("repeated texts", repeatedTexts, "a user posted the same text again"));
        all.add(new Check(
                "time mismatches", timesOff, "create_time is more than two minutes from the time in the post's id"));
        all.add(new Check(
                "unreadable counts", unreadableCounts, "listed with line, column and value; taken for missing"));
        lowerBounds.forEach((column, count) -> all.add(
                new Check("lower bounds in " + column, count, "the app showed N+, the true count is at least that")));
        return TableOf.rows("Checks", all)
                .text("check", Check::name)
                .count("rows", Check::rows)
                .text("meaning", Check::meaning)
                .table();
    }

    private record Check(String name, int rows, String meaning) {}

    /** The posts of {@link #timeMismatches}: line | time | time by id. */
    public Table timeMismatchTable() {
        return Table.create(
                "Times that differ from the posts' ids"
                        + (timesOff == timeMismatches.size()
                                ? ""
                                : Numbers.text(": the first %,d of %,d", timeMismatches.size(), timesOff)),
                LongColumn.create(
                        "line", timeMismatches.stream().mapToLong(Post::line).toArray()),
                DateTimeColumn.create("time", timeMismatches.stream().map(Post::createTime)),
                DateTimeColumn.create("time by id", timeMismatches.stream().flatMap(post -> post.timeById().stream())));
    }
}
