package retention.posts;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import numerics.Numbers;
import numerics.TableOf;
import retention.posts.Posts.Cause;
import retention.posts.Posts.Problem;
import tech.tablesaw.api.Table;

/**
 * What there is to know of files that were read, besides the posts: how many there are, what was set aside and why, and what was
 * decided on the way. It keeps the first problems alone, and counts the others.
 */
public final class Reading {

    private final Path file;
    private final int most;
    private final List<Problem> quarantined = new ArrayList<>();
    private final List<Problem> unreadable = new ArrayList<>();
    private final Map<Cause, Problem> first = new EnumMap<>(Cause.class);
    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private final List<String> notes = new ArrayList<>();
    private long posts;
    private LocalDate firstDay = LocalDate.MAX;
    private LocalDate lastDay = LocalDate.MIN;
    private boolean isOneFile = true;

    /**
     * @param file what is read: a file, a folder, or the first of several
     * @param most how many problems of either kind are kept
     */
    Reading(Path file, int most) {
        this.file = file;
        this.most = most;
    }

    void post(Post post) {
        posts++;
        var day = post.createTime().toLocalDate();
        firstDay = day.isBefore(firstDay) ? day : firstDay;
        lastDay = day.isAfter(lastDay) ? day : lastDay;
        isOneFile &= post.file().equals(file);
    }

    /** A row that cannot be used, or that has a count that cannot be read. */
    void problem(Problem problem) {
        isOneFile &= problem.file().equals(file);
        first.putIfAbsent(problem.cause(), problem);
        counts.merge(problem.cause(), 1L, Long::sum);
        var listed = problem.cause() == Cause.NO_COUNT ? unreadable : quarantined;
        if (listed.size() < most) {
            listed.add(problem);
        }
    }

    void note(String note) {
        notes.add(note);
    }

    /** What was read: a file, a folder, or the first of several. */
    public Path file() {
        return file;
    }

    /** How many posts were read. */
    public long posts() {
        return posts;
    }

    /** The day of the earliest post, China Standard Time; where there is none, a day in no calendar. */
    public LocalDate firstDay() {
        return firstDay;
    }

    /** The day of the latest post. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** How many rows were set aside. */
    public long quarantined() {
        return counts.values().stream().mapToLong(Long::longValue).sum() - unreadableCounts();
    }

    /** How many counts cannot be read; their posts are used all the same. */
    public long unreadableCounts() {
        return counts.getOrDefault(Cause.NO_COUNT, 0L);
    }

    /** Sentences on what was decided while reading, such as that all times were corrected. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The rows that were set aside, as many as are kept. */
    public List<Problem> listedQuarantined() {
        return Collections.unmodifiableList(quarantined);
    }

    /** The counts that cannot be read, as many as are kept. */
    public List<Problem> listedUnreadable() {
        return Collections.unmodifiableList(unreadable);
    }

    /** The causes for which rows were set aside, the most frequent one first. */
    private List<Cause> causes() {
        return counts.keySet().stream()
                .filter(cause -> cause != Cause.NO_COUNT)
                .sorted(Comparator.comparing(counts::get, Comparator.reverseOrder()))
                .toList();
    }

    /** Why no row of all can be used. */
    String whyNoneCanBeUsed() {
        if (quarantined() == 0) {
            return "there is no row below the header. Fetch it again.";
        }
        var rows = quarantined() == 1
                ? "its only row cannot be used"
                : Numbers.text("none of its %,d rows can be used", quarantined());
        return "%s: %s.".formatted(rows, inWords(causes().get(0), Problem::inWords));
    }

    /** As {@link Posts#summary}. */
    public String summary() {
        long all = posts + quarantined();
        var rows = all == 1 ? "The only row was read." : Numbers.text("All %,d rows were read.", all);
        if (quarantined() > 0) {
            rows = Numbers.text(
                    "%,d of %,d rows %s set aside: %s.",
                    quarantined(),
                    all,
                    quarantined() == 1 ? "was" : "were",
                    causes().stream()
                            .map(cause -> inWords(cause, Problem::withoutValue))
                            .collect(Collectors.joining(", ")));
        }
        if (unreadableCounts() == 0) {
            return rows;
        }
        var example = first.get(Cause.NO_COUNT);
        return Numbers.text(
                "%s %,d count%s as missing (%sline %d, %s).",
                rows,
                unreadableCounts(),
                unreadableCounts() == 1 ? " cannot be read and counts" : "s cannot be read and count",
                fileOf(example),
                example.line(),
                example.column());
    }

    /** Rows of one cause, the first of them with its file where there is more than one. */
    private String inWords(Cause cause, Function<Problem, String> words) {
        var example = first.get(cause);
        return Numbers.text("%,d %s (%s%s)", counts.get(cause), cause.inWords(), fileOf(example), words.apply(example));
    }

    private String fileOf(Problem example) {
        return example.file().equals(file) ? "" : example.file().getFileName() + " ";
    }

    /** The rows that could not be used: line | column | value in the file | reason; of several files, the file comes first. */
    public Table quarantineTable() {
        return table("Rows that cannot be used", quarantined, quarantined());
    }

    /** The counts that cannot be read: line | column | value in the file; of several files, the file comes first. */
    public Table unreadableTable() {
        return table("Counts that cannot be read", unreadable, unreadableCounts())
                .removeColumns("reason");
    }

    /** A table's title, which says how many of all are listed where some are not. */
    static String title(String title, int listed, long all) {
        return all == listed ? title : Numbers.text("%s: the first %,d of %,d", title, listed, all);
    }

    private Table table(String title, List<Problem> listed, long all) {
        var table = TableOf.rows(title(title, listed.size(), all), listed)
                .text(
                        "file",
                        row -> Characters.excerpt(String.valueOf(row.file().getFileName())))
                .large("line", Problem::line)
                .text("column", Problem::column)
                .text("value in the file", row -> Characters.excerpt(row.value()))
                .text("reason", Problem::reason)
                .table();
        return isOneFile ? table.removeColumns("file") : table;
    }
}
