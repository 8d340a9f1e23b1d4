package retention.replica;

import static retention.replica.ActivityCalendar.FEBRUARY;
import static retention.replica.ActivityCalendar.JANUARY;
import static retention.replica.ActivityCalendar.LAST_DAY;

import java.util.BitSet;

/** Deals the days of December and February: to those who return, and to users who are seen in no other month. */
final class OtherMonths {

    private static final double ANOTHER_DAY = 0.55;
    private static final double KNOWN_USER = 0.15;
    private static final int DECEMBER_FROM_JANUARY = 3;

    /** Of the February days, those that returning users can fill beyond their first. */
    private static final double RETURNERS_SHARE = 0.3;

    private static final int TRIES = 20;

    private final Population population;
    private final Draws draws;

    private OtherMonths(Population population, Draws draws) {
        this.population = population;
        this.draws = draws;
    }

    static void deal(Population population, ActivityCalendar calendar, Retention retention, long seed) {
        var months = new OtherMonths(population, Draws.of(seed, "other months"));
        months.december(calendar.userDays(0, JANUARY));
        months.february(calendar.userDays(FEBRUARY, LAST_DAY), retention.retained());
        months.lastDay(calendar.userDays(LAST_DAY, LAST_DAY + 1), retention.late());
    }

    /** One December day in a few is of a user who is also seen in January. */
    private void december(int[] days) {
        for (var i = 0; i < days.length; i++) {
            var known = draws.below(population.januaryUsers());
            if (i % DECEMBER_FROM_JANUARY == 0 && population.canPost(known, days[i])) {
                population.post(known, days[i]);
            } else {
                population.join(days[i], draws);
            }
        }
    }

    private void february(int[] days, BitSet retained) {
        draws.shuffle(days);
        var dealt = 0;
        for (var user = retained.nextSetBit(0); user >= 0; user = retained.nextSetBit(user + 1)) {
            population.post(user, days[dealt++]);
        }
        var enough = Math.max(dealt, (int) (days.length * RETURNERS_SHARE));
        for (var user = retained.nextSetBit(0); user >= 0; user = retained.nextSetBit(user + 1)) {
            while (dealt < enough && draws.chance(ANOTHER_DAY)) {
                if (population.canPost(user, days[dealt])) {
                    population.post(user, days[dealt++]);
                }
            }
        }
        var firstNew = population.users();
        for (; dealt < days.length; dealt++) {
            postAsNewOrKnown(days[dealt], firstNew);
        }
    }

    private void lastDay(int[] days, BitSet late) {
        var dealt = 0;
        for (var user = late.nextSetBit(0); user >= 0; user = late.nextSetBit(user + 1)) {
            population.post(user, days[dealt++]);
        }
        for (; dealt < days.length; dealt++) {
            population.join(days[dealt], draws);
        }
    }

    private void postAsNewOrKnown(int day, int firstNew) {
        if (population.users() > firstNew && draws.chance(KNOWN_USER)) {
            for (var i = 0; i < TRIES; i++) {
                var user = firstNew + draws.below(population.users() - firstNew);
                if (population.canPost(user, day)) {
                    population.post(user, day);
                    return;
                }
            }
        }
        population.join(day, draws);
    }
}
