package retention.replica;

import static retention.replica.ActivityCalendar.FEBRUARY;
import static retention.replica.ActivityCalendar.JANUARY;
import static retention.replica.ActivityCalendar.LAST_DAY;
import static retention.replica.ActivityCalendar.WAVE;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The accounts and the days on which they post. January users come first, in ascending order of id, which is the order
 * in which their accounts were created; users seen only in other months follow.
 */
final class Population {

    /** Of 517 real users of January, 468 had an account of the wave. */
    private static final double NEWCOMERS = 0.9;

    /**
     * How often an account of the wave is from each of its days, if it is not younger than its first post. Together with
     * the published number of users by day these make accounts as frequent on each day as they are in the real posts.
     */
    private static final int[] ACCOUNTS_BY_DAY = {27, 284, 182, 65, 54, 17, 15, 30, 35, 12, 10, 10, 10, 10, 10, 10};

    private static final double ACTIVITY_SPREAD = 1.3;
    private static final int SHORTEST_LAG_SECONDS = 120;

    private final int januaryUsers;
    private int users;
    private final int[] account;
    private final long[] tail;
    private final int[] firstPost;
    private final BitSet newcomers = new BitSet();
    private final long[] beforeFebruary;
    private final int[] february;
    private final double[] activity;

    private Population(int januaryUsers, int mostUsers) {
        this.januaryUsers = januaryUsers;
        this.account = new int[mostUsers];
        this.tail = new long[mostUsers];
        this.firstPost = new int[mostUsers];
        this.beforeFebruary = new long[mostUsers];
        this.february = new int[mostUsers];
        this.activity = new double[januaryUsers];
    }

    /** The January users with all their January days. */
    static Population january(ActivityCalendar calendar, Sizes sizes, long seed) {
        var draws = Draws.of(seed, "accounts");
        var days = calendar.userDays(JANUARY, FEBRUARY);
        draws.shuffle(days);
        var elsewhere = calendar.userDays(0, JANUARY).length + calendar.userDays(FEBRUARY, LAST_DAY + 1).length;
        var population = new Population(sizes.januaryUsers(), sizes.januaryUsers() + elsewhere);
        population.settle(Arrays.copyOf(days, sizes.januaryUsers()), draws);
        population.spread(Arrays.copyOfRange(days, sizes.januaryUsers(), days.length), draws);
        return population;
    }

    /** Gives each January user one day and an account from before it. */
    private void settle(int[] days, Draws draws) {
        var unsorted = new Population(0, days.length);
        var order = new long[days.length];
        for (var i = 0; i < days.length; i++) {
            unsorted.join(days[i], draws);
            order[i] = (long) unsorted.account[i] << 32 | i;
        }
        Arrays.sort(order);
        for (var user = 0; user < januaryUsers; user++) {
            var i = (int) order[user];
            account[user] = unsorted.account[i];
            tail[user] = unsorted.tail[i];
            firstPost[user] = unsorted.firstPost[i];
            beforeFebruary[user] = unsorted.beforeFebruary[i];
            newcomers.set(user, unsorted.newcomers.get(i));
        }
        users = januaryUsers;
        orderTails();
    }

    /** Accounts of the same second are ordered by the rest of their ids. */
    private void orderTails() {
        for (int from = 0, until; from < users; from = until) {
            for (until = from + 1; until < users && account[until] == account[from]; until++) {}
            Arrays.sort(tail, from, until);
        }
    }

    /** Gives the remaining January days to users who are active by nature. */
    private void spread(int[] days, Draws draws) {
        var total = 0.0;
        for (var user = 0; user < januaryUsers; user++) {
            total += StrictMath.exp(ACTIVITY_SPREAD * draws.gaussian());
            activity[user] = total;
        }
        for (var day : days) {
            int user;
            do {
                user = active(draws);
            } while (!canPost(user, day));
            post(user, day);
        }
    }

    /** A January user, drawn in proportion to activity. */
    int active(Draws draws) {
        var found = Arrays.binarySearch(activity, draws.unit() * activity[januaryUsers - 1]);
        return found >= 0 ? found : -found - 1;
    }

    /** Adds a user whose first post is on a day, and returns its index. */
    int join(int day, Draws draws) {
        var user = users++;
        firstPost[user] = Clock.second(day, draws);
        tail[user] = draws.bits() >>> 1;
        var newcomer = day >= WAVE && draws.chance(NEWCOMERS);
        newcomers.set(user, newcomer);
        account[user] = newcomer ? newAccount(firstPost[user], draws) : oldAccount(firstPost[user], draws);
        post(user, day);
        return user;
    }

    private static int newAccount(int firstPost, Draws draws) {
        var days = Math.min(ACCOUNTS_BY_DAY.length, Clock.day(firstPost) - WAVE + 1);
        var left = draws.below(Arrays.stream(ACCOUNTS_BY_DAY, 0, days).sum());
        var day = 0;
        for (; left >= ACCOUNTS_BY_DAY[day]; day++) {
            left -= ACCOUNTS_BY_DAY[day];
        }
        var earliest = ActivityCalendar.midnight(WAVE + day);
        var latest = Math.min(firstPost - SHORTEST_LAG_SECONDS, earliest + Clock.DAY_SECONDS);
        return earliest + draws.below(latest - earliest);
    }

    private static int oldAccount(int firstPost, Draws draws) {
        var earliest = LocalDate.of(2014, 3, 1).toEpochDay() * Clock.DAY_SECONDS;
        var latest = Math.min(firstPost - SHORTEST_LAG_SECONDS, ActivityCalendar.midnight(WAVE));
        // More of the accounts are young than old.
        return (int) (earliest + (long) ((latest - earliest) * StrictMath.sqrt(draws.unit())));
    }

    int januaryUsers() {
        return januaryUsers;
    }

    int users() {
        return users;
    }

    boolean newcomer(int user) {
        return newcomers.get(user);
    }

    int firstPost(int user) {
        return firstPost[user];
    }

    String id(int user) {
        return "%08x%016x".formatted(account[user], tail[user]);
    }

    boolean postsOn(int user, int day) {
        return day < FEBRUARY
                ? (beforeFebruary[user] >>> day & 1) == 1
                : (february[user] >>> (day - FEBRUARY) & 1) == 1;
    }

    /** Whether a user who does not yet post on a day could: a newcomer has no post before the first one. */
    boolean canPost(int user, int day) {
        return !postsOn(user, day) && (!newcomers.get(user) || ActivityCalendar.midnight(day) > firstPost[user]);
    }

    void post(int user, int day) {
        if (day < FEBRUARY) {
            beforeFebruary[user] |= 1L << day;
        } else {
            february[user] |= 1 << (day - FEBRUARY);
        }
    }
}
