package retention.replica;

import static retention.replica.ActivityCalendar.DAY_SECONDS;
import static retention.replica.ActivityCalendar.FEBRUARY;
import static retention.replica.ActivityCalendar.JANUARY;
import static retention.replica.ActivityCalendar.LAST_DAY;
import static retention.replica.ActivityCalendar.WAVE;
import static retention.replica.ActivityCalendar.midnight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

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
    private static final double[] ACCOUNTS_BY_DAY = {27, 284, 182, 65, 54, 17, 15, 30, 35, 12, 10, 10, 10, 10, 10, 10};

    private static final long OLDEST = LocalDate.of(2014, 3, 1).toEpochDay() * DAY_SECONDS;
    private static final int SHORTEST_LAG_SECONDS = 120;
    private static final double ACTIVITY_SPREAD = 1.3;
    private static final double ANOTHER_DAY = 0.55;
    private static final double KNOWN_USER = 0.15;
    private static final int TRIES = 20;

    /** One December day in so many is of a user who is also seen in January. */
    private static final int DECEMBER_FROM_JANUARY = 3;

    /** Of the February days, those that returning users can fill beyond their first. */
    private static final double RETURNERS_SHARE = 0.3;

    private final ActivityCalendar calendar;
    private final List<Account> accounts = new ArrayList<>();
    private final BitSet posts = new BitSet();
    private final double[] activity;

    /** An account: when it was created and when it first posts, in Unix seconds, and whether it is of the wave. */
    record Account(int created, long rest, int firstPost, boolean newcomer) {

        static Account draw(int day, Draws draws) {
            var firstPost = ActivityCalendar.second(day, draws);
            var rest = draws.bits() >>> 1;
            var newcomer = day >= WAVE && draws.chance(NEWCOMERS);
            var latest = firstPost - SHORTEST_LAG_SECONDS;
            int created;
            if (newcomer) {
                var days = Arrays.copyOf(ACCOUNTS_BY_DAY, Math.min(ACCOUNTS_BY_DAY.length, day - WAVE + 1));
                var earliest = midnight(WAVE + draws.index(days));
                created = earliest + draws.below(Math.min(latest, earliest + DAY_SECONDS) - earliest);
            } else {
                // More of the accounts are young than old.
                created = (int)
                        (OLDEST + (long) ((Math.min(latest, midnight(WAVE)) - OLDEST) * StrictMath.sqrt(draws.unit())));
            }
            return new Account(created, rest, firstPost, newcomer);
        }

        String id() {
            return Replica.id(created, rest);
        }
    }

    /** The users of January with all their January days. */
    Population(ActivityCalendar calendar, int januaryUsers, Draws draws) {
        this.calendar = calendar;
        var days = calendar.userDays(JANUARY, FEBRUARY);
        draws.shuffle(days);
        var byAge = Comparator.comparingInt(Account::created);
        var drawn = Arrays.stream(days, 0, januaryUsers)
                .mapToObj(day -> Account.draw(day, draws))
                .sorted(byAge)
                .toList();
        // Accounts of the same second swap the rests of their ids.
        var ids = drawn.stream().sorted(byAge.thenComparingLong(Account::rest)).toList();
        drawn.forEach(account ->
                add(new Account(account.created, ids.get(users()).rest, account.firstPost, account.newcomer)));
        activity = new double[januaryUsers];
        var total = 0.0;
        for (var user = 0; user < januaryUsers; user++) {
            total += StrictMath.exp(ACTIVITY_SPREAD * draws.gaussian());
            activity[user] = total;
        }
        for (var i = januaryUsers; i < days.length; i++) {
            int user;
            do {
                user = active(draws);
            } while (!canPost(user, days[i]));
            post(user, days[i]);
        }
    }

    /** A January user, drawn in proportion to activity. */
    int active(Draws draws) {
        var found = Arrays.binarySearch(activity, draws.unit() * activity[activity.length - 1]);
        return found >= 0 ? found : -found - 1;
    }

    /** Gives the days of December and February to those who return, and to users who are seen in no other month. */
    void addOtherMonths(Retention retention, Draws draws) {
        var december = calendar.userDays(0, JANUARY);
        for (var i = 0; i < december.length; i++) {
            var known = draws.below(activity.length);
            if (i % DECEMBER_FROM_JANUARY == 0 && canPost(known, december[i])) {
                post(known, december[i]);
            } else {
                add(Account.draw(december[i], draws));
            }
        }
        february(retention.retained().stream().toArray(), draws);
        retention.late().stream().forEach(user -> post(user, LAST_DAY));
        var others = calendar.userDays(LAST_DAY, LAST_DAY + 1).length
                - retention.late().cardinality();
        for (var i = 0; i < others; i++) {
            add(Account.draw(LAST_DAY, draws));
        }
    }

    private void february(int[] retained, Draws draws) {
        var days = calendar.userDays(FEBRUARY, LAST_DAY);
        draws.shuffle(days);
        var given = 0;
        for (var user : retained) {
            post(user, days[given++]);
        }
        var enough = Math.max(given, (int) (days.length * RETURNERS_SHARE));
        for (var user : retained) {
            while (given < enough && draws.chance(ANOTHER_DAY)) {
                if (canPost(user, days[given])) {
                    post(user, days[given++]);
                }
            }
        }
        var firstNew = users();
        for (; given < days.length; given++) {
            postAsNewOrKnown(days[given], firstNew, draws);
        }
    }

    private void postAsNewOrKnown(int day, int firstNew, Draws draws) {
        if (users() > firstNew && draws.chance(KNOWN_USER)) {
            for (var i = 0; i < TRIES; i++) {
                var user = firstNew + draws.below(users() - firstNew);
                if (canPost(user, day)) {
                    post(user, day);
                    return;
                }
            }
        }
        add(Account.draw(day, draws));
    }

    private void add(Account account) {
        accounts.add(account);
        post(users() - 1, ActivityCalendar.day(account.firstPost));
    }

    int users() {
        return accounts.size();
    }

    Account account(int user) {
        return accounts.get(user);
    }

    boolean postsOn(int user, int day) {
        return posts.get(user * (LAST_DAY + 1) + day);
    }

    /** Whether a user who does not yet post on a day could: a newcomer has no post before the first one. */
    private boolean canPost(int user, int day) {
        var account = accounts.get(user);
        return !postsOn(user, day) && (!account.newcomer || midnight(day) > account.firstPost);
    }

    private void post(int user, int day) {
        posts.set(user * (LAST_DAY + 1) + day);
    }
}
