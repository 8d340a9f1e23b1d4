package retention.replica;

import java.time.LocalDate;
import java.util.stream.IntStream;
import retention.posts.Post;

/** How many users post on each day, from 16 December 2024 to 28 February 2025, and at which time of day; all in China. */
final class ActivityCalendar {

    /** Days are counted from 16 December; these are the first of the months, and the last day of the file. */
    static final int JANUARY = 16;

    static final int FEBRUARY = 47;
    static final int LAST_DAY = 74;

    /** The first day of the wave, 12 January: the first accounts of newcomers and their first posts. */
    static final int WAVE = JANUARY + 11;

    static final int DAY_SECONDS = 86_400;

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 12, 16);

    /** China's evening, and its morning, which is the evening of North America. */
    private static final double[] POSTS_BY_HOUR = {
        6, 5, 5, 4, 3, 3, 4, 4, 6, 8, 8, 9, 9, 8, 6, 6, 7, 7, 7, 7, 8, 9, 9, 8
    };

    private static final int QUIET_SECONDS = 600;
    private static final int START = (int) FIRST_DAY.atStartOfDay().toEpochSecond(Post.CHINA_STANDARD_TIME);

    private final int[] users = new int[LAST_DAY + 1];

    ActivityCalendar(int posts) {
        var published = 0L;
        var given = 0L;
        for (var line : Phrasebook.lines("calendar.csv").stream().skip(1).toList()) {
            var cells = line.split(",", 2);
            published += Integer.parseInt(cells[1]);
            // Rounding the running total, not each day, keeps quiet days alive in small replicas.
            var total = published * posts / ReplicaSettings.PUBLISHED_POSTS;
            users[(int) (LocalDate.parse(cells[0]).toEpochDay() - FIRST_DAY.toEpochDay())] = (int) (total - given);
            given = total;
        }
    }

    /** One entry for each user and day of [from, until): the day. */
    int[] userDays(int from, int until) {
        return IntStream.range(from, until)
                .flatMap(day -> IntStream.range(0, users[day]).map(user -> day))
                .toArray();
    }

    /** Unix seconds of a day's midnight. */
    static int midnight(int day) {
        return START + day * DAY_SECONDS;
    }

    static int day(int second) {
        return (second - START) / DAY_SECONDS;
    }

    /** Unix seconds of a post on a day; never in the first or last minutes, so that another can follow it. */
    static int second(int day, Draws draws) {
        var second = draws.index(POSTS_BY_HOUR) * 3600 + draws.below(3600);
        var squeezed = (long) second * (DAY_SECONDS - 2 * QUIET_SECONDS) / DAY_SECONDS;
        return midnight(day) + QUIET_SECONDS + (int) squeezed;
    }

    /** Unix seconds of another post on the same day, after a first one. */
    static int later(int first, Draws draws) {
        var earliest = first + 60;
        return earliest + draws.below(midnight(day(first) + 1) - earliest);
    }
}
