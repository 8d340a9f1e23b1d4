package retention.replica;

import retention.posts.Post;

/** The time of day of a post: China's evening, and its morning, which is the evening of North America. */
final class Clock {

    static final int DAY_SECONDS = 86_400;

    private static final String POSTS_BY_HOUR = "655433446889986677778998";
    private static final int QUIET_SECONDS = 600;

    private Clock() {}

    /** Unix seconds of a post on a day; never in the first or last minutes, so that another can follow it. */
    static int second(int day, Draws draws) {
        var left = draws.below(POSTS_BY_HOUR.chars().map(c -> c - '0').sum());
        var hour = 0;
        for (; left >= POSTS_BY_HOUR.charAt(hour) - '0'; hour++) {
            left -= POSTS_BY_HOUR.charAt(hour) - '0';
        }
        var second = hour * 3600 + draws.below(3600);
        var squeezed = (long) second * (DAY_SECONDS - 2 * QUIET_SECONDS) / DAY_SECONDS;
        return ActivityCalendar.midnight(day) + QUIET_SECONDS + (int) squeezed;
    }

    /** Unix seconds of another post on the same day, after a first one. */
    static int later(int first, Draws draws) {
        var midnight = first - Math.floorMod(first + Post.CHINA_STANDARD_TIME.getTotalSeconds(), DAY_SECONDS);
        var earliest = first + 60;
        return earliest + draws.below(midnight + DAY_SECONDS - earliest);
    }

    /** The day of a post, counted from the calendar's first. */
    static int day(int second) {
        return (second - ActivityCalendar.midnight(0)) / DAY_SECONDS;
    }
}
