package retention.users;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import numerics.Check;

/**
 * The days on which newcomers made their accounts, China Standard Time. It ends with the last observed day, since only who has
 * posted by then is observed.
 *
 * <p><b>The rule.</b> A measured wave begins on the first of the unbroken days up to the busiest one that each have a twentieth
 * of its accounts or more, three times those of a usual day, and more than one. Only accounts of observed users count. There is a
 * wave to measure if the busiest day of the year up to the last observed day is itself an observed day, has {@value #FEWEST}
 * accounts or more, and ten times those of the median day of that year. Without one, every account made since the first observed
 * day is a newcomer's.
 *
 * <p>The day says when somebody came, not who came: an account of those weeks can be that of a local user, and a newcomer from
 * abroad can have had one for years. Outcomes play no part in it.
 *
 * @param firstDay an account of this day is a newcomer's
 * @param lastDay the last observed day
 * @param found how the first day was found
 */
public record Wave(LocalDate firstDay, LocalDate lastDay, Found found) implements Serializable {

    /** How the first day was found. */
    public enum Found {
        /** In the settings. */
        SET,
        /** By the rule. */
        MEASURED,
        /** No wave shows; it is the first observed day. */
        NO_WAVE
    }

    /** Fewer accounts on the busiest day show no wave. */
    static final int FEWEST = 20;

    private static final double SHARE_OF_BUSIEST = 0.05;
    private static final long TIMES_USUAL = 3;
    private static final long TIMES_USUAL_OF_BUSIEST = 10;

    /** @throws IllegalArgumentException if the last day is before the first */
    public Wave {
        Check.that(
                !lastDay.isBefore(firstDay),
                "A wave from %s to %s: expected a last day that is not before the first.",
                firstDay,
                lastDay);
    }

    /** The wave of a period among accounts created on these days, one entry per observed user, in any order. */
    public static Wave of(Period period, List<LocalDate> accountsCreated) {
        return of(period, accountsCreated.stream().collect(Collectors.groupingBy(day -> day, Collectors.counting())));
    }

    /** The same, with how many accounts of observed users were created on each day. */
    public static Wave of(Period period, Map<LocalDate, Long> accounts) {
        var last = period.observed().last();
        if (period.waveFirst().isPresent()) {
            return new Wave(period.waveFirst().get(), last, Found.SET);
        }
        var days = last.minusYears(1).plusDays(1).datesUntil(last.plusDays(1)).toList();
        var counts = days.stream().map(day -> accounts.getOrDefault(day, 0L)).toList();
        long most = Collections.max(counts);
        // Of equally busy days the earliest.
        int busiest = counts.indexOf(most);
        // Of an even number of days the lower one.
        long usual = counts.stream().sorted().toList().get((counts.size() - 1) / 2);
        if (days.get(busiest).isBefore(period.observed().first())
                || most < Math.max(FEWEST, TIMES_USUAL_OF_BUSIEST * usual)) {
            return new Wave(period.observed().first(), last, Found.NO_WAVE);
        }
        long twentieth = (long) Math.ceil(SHARE_OF_BUSIEST * most);
        long least = Math.max(Math.max(2, TIMES_USUAL * usual), twentieth);
        int first = busiest;
        while (first > 0 && counts.get(first - 1) >= least) {
            first--;
        }
        return new Wave(days.get(first), last, Found.MEASURED);
    }

    /** The cohort of an account created at a time, China Standard Time. */
    public Cohort cohort(LocalDateTime accountCreated) {
        var day = accountCreated.toLocalDate();
        if (day.isBefore(firstDay)) {
            return Cohort.ESTABLISHED;
        }
        return day.isAfter(lastDay) ? Cohort.LATER : Cohort.WAVE;
    }

    /** How the first day was found, in a sentence. */
    @Override
    public String toString() {
        return switch (found) {
            case SET -> "The wave begins on %s, as set.".formatted(firstDay);
            case MEASURED ->
                "The wave begins on %s, measured: from that day to the busiest one, every day has at least a twentieth of the busiest day's new accounts."
                        .formatted(firstDay);
            case NO_WAVE ->
                "No wave of new accounts shows among these users: accounts made since %s, the first observed day, count as newcomers'."
                        .formatted(firstDay);
        };
    }
}
