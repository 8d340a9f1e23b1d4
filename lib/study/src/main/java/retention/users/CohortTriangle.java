package retention.users;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import numerics.Check;
import retention.posts.Post;
import retention.posts.TimestampedId;

/**
 * Of the users who were first seen in one week, the share who posted in each week after: weekly retention by cohort. Weeks
 * begin on Monday, China Standard Time, so that who comes on a Sunday and posts on the Monday after has posted in week 1.
 *
 * <p>Like all that rests on a crawl by keyword, a share counts posts that were found; see {@link Sightings}.
 *
 * @param crawlEnd the time of the last post in the file; weeks after it are absent, not zero
 * @param rows every week of arrival from the first one asked for to the last one of the crawl, weeks in which nobody arrived
 *     included
 */
public record CohortTriangle(LocalDateTime crawlEnd, List<Row> rows) {

    /**
     * The users of one week of arrival.
     *
     * @param monday the first day of that week
     * @param active how many of them posted 0, 1, 2, ... weeks later, up to the last week of the crawl; the first is how
     *     many there are
     */
    public record Row(LocalDate monday, List<Integer> active) {

        /** How many users arrived in this week. */
        public int users() {
            return active.get(0);
        }

        /**
         * The share of them who posted so many weeks later; nothing if the crawl had ended by then, or nobody arrived.
         *
         * @param weeks zero or more
         */
        public OptionalDouble share(int weeks) {
            return weeks < active.size() && users() > 0
                    ? OptionalDouble.of((double) active.get(weeks) / users())
                    : OptionalDouble.empty();
        }
    }

    /**
     * Counts them from posts in any order. Users arrive with their first post of the whole file: who posted before
     * {@link Period#firstMonday} has been there before, and is left out.
     *
     * @param posts all posts of the file; of one that was crawled twice under one id the last row counts
     * @param period whose first Monday begins the first week of arrival
     * @throws IllegalArgumentException if there is no post, or the crawl ended before that Monday
     */
    public static CohortTriangle of(List<Post> posts, Period period) {
        var firstMonday = period.firstMonday();
        var crawlEnd = Sightings.crawlEnd(posts);
        int weeks = week(firstMonday, crawlEnd) + 1;
        Check.that(
                weeks >= 1, "The crawl ended at %s, before %s: expected an earlier first week.", crawlEnd, firstMonday);
        var weeksByUser = new HashMap<TimestampedId, TreeSet<Integer>>();
        for (var post : Protocol.CORRECTED.counted(posts)) {
            weeksByUser.computeIfAbsent(post.userId(), id -> new TreeSet<>()).add(week(firstMonday, post.createTime()));
        }
        var rows = IntStream.range(0, weeks).mapToObj(arrival -> {
            var active = new int[weeks - arrival];
            weeksByUser.values().stream()
                    .filter(seen -> seen.first() == arrival)
                    .forEach(seen -> seen.forEach(week -> active[week - arrival]++));
            return new Row(
                    firstMonday.plusWeeks(arrival), IntStream.of(active).boxed().toList());
        });
        return new CohortTriangle(crawlEnd, rows.toList());
    }

    /** Weeks from a Monday to the week of a time, negative before it. */
    private static int week(LocalDate monday, LocalDateTime time) {
        return (int) Math.floorDiv(ChronoUnit.DAYS.between(monday, time.toLocalDate()), 7L);
    }

    /** How many columns there are: 0 to so many weeks, less one, after arrival. */
    public int weeks() {
        return rows.size();
    }

    /**
     * Whether the crawl ended before the last day of its last week. The last share of every row is of that week, and then
     * too small by the posts of the missing days.
     */
    public boolean lastWeekCutShort() {
        return crawlEnd.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
