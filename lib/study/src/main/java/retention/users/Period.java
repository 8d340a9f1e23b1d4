package retention.users;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import numerics.Check;

/**
 * When users are observed and when the outcome is, in whole days of China Standard Time, and the first day of the wave of
 * newcomers where it is set and not measured. The outcome begins after the last observed day; days between the two belong to
 * neither.
 *
 * @param observed a user counts who posted on one of these days; only those posts describe the user
 * @param outcome a user is retained who posted on one of these; whether the last one is included is a rule of the {@link Protocol}
 * @param waveFirst the first day of the wave; empty if it is to be measured, see {@link Wave}
 */
public record Period(Days observed, Days outcome, Optional<LocalDate> waveFirst) {

    /** The months of the published study: observed in January 2025, outcome in February 2025, wave measured. */
    public static final Period DEFAULT = new Period(
            new Days(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 31)),
            new Days(LocalDate.of(2025, 2, 1), LocalDate.of(2025, 2, 28)),
            Optional.empty());

    /** What {@link #of} understands. */
    public static final Set<String> KEYS = Set.of("observed", "outcome", "wave");

    private static final String MEASURED = "measured";

    /**
     * Days that are named with the year where the two are not of one.
     *
     * @throws IllegalArgumentException if the outcome does not begin after the observed days, or the wave does
     */
    public Period {
        var last = observed.last();
        Check.that(
                outcome.first().isAfter(last),
                "observed = %s and outcome = %s: expected an outcome that begins after the last observed day, such as observed = 2025-01 and outcome = 2025-02.",
                observed.key(),
                outcome.key());
        waveFirst.ifPresent(first -> Check.that(
                !first.isAfter(last),
                "wave = %s: expected a day up to the last observed one, %s, or the word %s.",
                first,
                last,
                MEASURED));
        boolean ofTwoYears = observed.first().getYear() != outcome.last().getYear();
        observed = new Days(observed.first(), observed.last(), ofTwoYears);
        outcome = new Days(outcome.first(), outcome.last(), ofTwoYears);
    }

    /**
     * A period from the words of a settings file. What is not there is as in {@link #DEFAULT}.
     *
     * @param settings {@code observed} and {@code outcome}, a month such as {@code 2025-01} or days such as
     *     {@code 2025-01-06..2025-02-02}, both included; and {@code wave}, a day or {@code measured}; other keys are not looked at
     * @throws IllegalArgumentException if a value cannot be read, or the outcome does not begin after the last observed day; the
     *     message has one line
     */
    public static Period of(Map<String, String> settings) {
        var observed = Days.of("observed", settings.getOrDefault("observed", DEFAULT.observed.key()));
        var outcome = Days.of("outcome", settings.getOrDefault("outcome", DEFAULT.outcome.key()));
        var wave = settings.getOrDefault("wave", MEASURED).strip();
        try {
            return new Period(
                    observed, outcome, wave.equals(MEASURED) ? Optional.empty() : Optional.of(LocalDate.parse(wave)));
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException(
                    "wave = %s: expected a day such as 2025-01-13, or the word %s.".formatted(wave, MEASURED));
        }
    }

    /** Whether a post at this time, China Standard Time, describes its user. */
    public boolean observes(LocalDateTime time) {
        var day = time.toLocalDate();
        return !day.isBefore(observed.first()) && !day.isAfter(observed.last());
    }

    /** The first Monday among the observed days or after them, such as 6 January 2025. */
    public LocalDate firstMonday() {
        return observed.first().with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    }

    /** The users for prose: {@code January users}, or {@code users observed from 6 January to 2 February}. */
    public String observedUsers() {
        return observed.areOneMonth() ? observed.name() + " users" : "users observed " + observed.when();
    }

    /** A day near this period for prose: {@code 13 January}, with the year where two years meet or where it is of another one. */
    public String name(LocalDate day) {
        boolean withYear =
                observed.withYear() || day.getYear() != observed.first().getYear();
        return Days.name(day, "d MMMM", withYear);
    }

    /** A day for prose that is read alone, such as {@code 13 January 2025}. */
    public static String fullName(LocalDate day) {
        return Days.name(day, "d MMMM", true);
    }

    /** Such as {@code observed 2025-01, outcome 2025-02, wave measured}. */
    @Override
    public String toString() {
        return "observed %s, outcome %s, wave %s"
                .formatted(
                        observed.key(),
                        outcome.key(),
                        waveFirst.map(LocalDate::toString).orElse(MEASURED));
    }
}
