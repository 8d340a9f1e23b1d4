package retention.users;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import retention.posts.Post;
import retention.posts.TimestampedId;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How many different users posted on each day, China Standard Time.
 *
 * @param days every day of the window in order, those without a post included
 */
public record DailyActivity(List<Day> days) {

    /** One day and the number of different users who posted on it. */
    public record Day(LocalDate date, int users) {}

    public DailyActivity {
        days = List.copyOf(days);
    }

    /** Counts the users of each day from {@code first} to {@code last}, both included. */
    public static DailyActivity of(List<Post> posts, LocalDate first, LocalDate last) {
        var users = new TreeMap<LocalDate, Set<TimestampedId>>();
        first.datesUntil(last.plusDays(1)).forEach(date -> users.put(date, new HashSet<>()));
        for (var post : posts) {
            var day = users.get(post.createTime().toLocalDate());
            if (day != null) {
                day.add(post.userId());
            }
        }
        return new DailyActivity(users.entrySet().stream()
                .map(entry -> new Day(entry.getKey(), entry.getValue().size()))
                .toList());
    }

    /** date | users, one row per day. */
    public Table table() {
        return Table.create(
                "Daily active users",
                DateColumn.create("date", days.stream().map(Day::date)),
                IntColumn.create("users", days.stream().mapToInt(Day::users)));
    }
}
