package retention.replica;

import java.time.LocalDate;
import java.util.Arrays;
import retention.posts.Post;

/** How many users post on each day, from 16 December 2024 to 28 February 2025, in China. */
final class ActivityCalendar {

    static final LocalDate FIRST_DAY = LocalDate.of(2024, 12, 16);

    /** Days are counted from {@link #FIRST_DAY}; these are the first of the months, and the last day of the file. */
    static final int JANUARY = 16;

    static final int FEBRUARY = 47;
    static final int LAST_DAY = 74;

    /** The first day of the wave, 12 January: the first accounts of newcomers and their first posts. */
    static final int WAVE = JANUARY + 11;

    private final int[] users;

    private ActivityCalendar(int[] users) {
        this.users = users;
    }

    static ActivityCalendar of(int posts) {
        var users = new int[LAST_DAY + 1];
        var published = 0L;
        var given = 0L;
        for (var line : Resources.lines("calendar.csv").stream().skip(1).toList()) {
            var cells = line.split(",", 2);
            var day = (int) (LocalDate.parse(cells[0]).toEpochDay() - FIRST_DAY.toEpochDay());
            published += Integer.parseInt(cells[1]);
            // Rounding the running total, not each day, keeps quiet days alive in small replicas.
            var total = published * posts / ReplicaSettings.PUBLISHED_POSTS;
            users[day] = (int) (total - given);
            given = total;
        }
        return new ActivityCalendar(users);
    }

    /** One entry for each user and day of [from, until): the day. */
    int[] userDays(int from, int until) {
        var days = new int[Arrays.stream(users, from, until).sum()];
        var next = 0;
        for (var day = from; day < until; day++) {
            Arrays.fill(days, next, next + users[day], day);
            next += users[day];
        }
        return days;
    }

    /** Unix seconds of a day's midnight in China. */
    static int midnight(int day) {
        return (int) FIRST_DAY.plusDays(day).atStartOfDay().toEpochSecond(Post.CHINA_STANDARD_TIME);
    }
}
