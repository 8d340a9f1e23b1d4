package retention.users;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * When users are observed and when the outcome is, in whole days of China Standard Time, and the first day of the wave of
 * newcomers where it is set and not measured. The outcome begins after the last observed day; days between the two belong to
 * neither.
 *
 * @param observedFirst a user counts who posted on this day or later ...
 * @param observedLast ... up to the end of this one; only those posts describe the user
 * @param outcomeFirst a user is retained who posted on this day or later ...
 * @param outcomeLast ... up to this one; whether it is included is a rule of the {@link Protocol}
 * @param waveFirst the first day of the wave; empty if it is to be measured, see {@link Wave}
 */
public record Period(
        LocalDate observedFirst,
        LocalDate observedLast,
        LocalDate outcomeFirst,
        LocalDate outcomeLast,
        Optional<LocalDate> waveFirst) {

    /** The months of the published study: observed in January 2025, outcome in February 2025, wave measured. */
    public static final Period DEFAULT = new Period(
            LocalDate.of(2025, 1, 1),
            LocalDate.of(2025, 1, 31),
            LocalDate.of(2025, 2, 1),
            LocalDate.of(2025, 2, 28),
            Optional.empty());

    /** What {@link #of} understands. */
    public static final Set<String> KEYS = Set.of("observed", "outcome", "wave");

    private static final String MEASURED = "measured";
    private static final DateTimeFormatter DAY_NAME = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter FULL_DAY_NAME = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_NAME = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter FULL_MONTH_NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** @throws IllegalArgumentException if the days are not in order, or the wave begins after the last observed day */
    public Period {
        if (observedLast.isBefore(observedFirst)
                || !outcomeFirst.isAfter(observedLast)
                || outcomeLast.isBefore(outcomeFirst)) {
            throw new IllegalArgumentException(
                    "observed = %s and outcome = %s: expected an outcome that begins after the last observed day, such as observed = 2025-01 and outcome = 2025-02."
                            .formatted(
                                    new Days(observedFirst, observedLast).key(),
                                    new Days(outcomeFirst, outcomeLast).key()));
        }
        if (waveFirst.isPresent() && waveFirst.get().isAfter(observedLast)) {
            throw new IllegalArgumentException(
                    "wave = %s: expected a day up to the last observed one, %s, or the word %s."
                            .formatted(waveFirst.get(), observedLast, MEASURED));
        }
    }

    /**
     * A period from the words of a settings file. What is not there is as in {@link #DEFAULT}.
     *
     * @param settings {@code observed} and {@code outcome}, a month such as {@code 2025-01} or days such as
     *     {@code 2025-01-06..2025-02-02}, both included; and {@code wave}, a day or {@code measured}
     * @throws IllegalArgumentException if there is another key, a value cannot be read, or the outcome does not begin after the
     *     last observed day; the message has one line
     */
    public static Period of(Map<String, String> settings) {
        for (var key : settings.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "%s is no setting of the period: expected observed, outcome or wave.".formatted(key));
            }
        }
        var observed = Days.of("observed", settings.getOrDefault("observed", DEFAULT.observedKey()));
        var outcome = Days.of("outcome", settings.getOrDefault("outcome", DEFAULT.outcomeKey()));
        var wave = settings.getOrDefault("wave", MEASURED).strip();
        var first = parsed(wave, LocalDate::parse);
        if (first.isEmpty() && !wave.equals(MEASURED)) {
            throw new IllegalArgumentException(
                    "wave = %s: expected a day such as 2025-01-13, or the word %s.".formatted(wave, MEASURED));
        }
        return new Period(observed.first, observed.last, outcome.first, outcome.last, first);
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text.strip()));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Some days, the last one included. */
    private record Days(LocalDate first, LocalDate last) {

        static Days of(String key, String value) {
            var dates = value.strip().split("\\.\\.", 2);
            var days = dates.length == 1
                    ? parsed(dates[0], YearMonth::parse).map(month -> new Days(month.atDay(1), month.atEndOfMonth()))
                    : parsed(dates[0], LocalDate::parse).flatMap(first -> parsed(dates[1], LocalDate::parse)
                            .filter(last -> !last.isBefore(first))
                            .map(last -> new Days(first, last)));
            return days.orElseThrow(() -> new IllegalArgumentException(
                    "%s = %s: expected a month such as 2025-01, or days in order such as 2025-01-06..2025-02-02."
                            .formatted(key, value.strip())));
        }

        boolean areMonths() {
            return first.getDayOfMonth() == 1
                    && last.equals(YearMonth.from(last).atEndOfMonth());
        }

        boolean areOneMonth() {
            return areMonths() && YearMonth.from(first).equals(YearMonth.from(last));
        }

        String key() {
            return areOneMonth() ? YearMonth.from(first).toString() : first + ".." + last;
        }

        String name(boolean withYear) {
            var plain = areMonths() ? MONTH_NAME : DAY_NAME;
            var full = areMonths() ? FULL_MONTH_NAME : FULL_DAY_NAME;
            var end = (withYear ? full : plain).format(last);
            boolean ofTwoYears = withYear && first.getYear() != last.getYear();
            return areOneMonth() || first.equals(last) ? end : (ofTwoYears ? full : plain).format(first) + " to " + end;
        }

        String when(boolean withYear) {
            return (first.equals(last) ? "on " : areOneMonth() ? "in " : "from ") + name(withYear);
        }
    }

    private Days observed() {
        return new Days(observedFirst, observedLast);
    }

    private Days outcome() {
        return new Days(outcomeFirst, outcomeLast);
    }

    /** Whether a post at this time, China Standard Time, describes its user. */
    public boolean observes(LocalDateTime time) {
        var day = time.toLocalDate();
        return !day.isBefore(observedFirst) && !day.isAfter(observedLast);
    }

    /** The first instant of the observed days. */
    public LocalDateTime observedFrom() {
        return observedFirst.atStartOfDay();
    }

    /** The first instant after the observed days. */
    public LocalDateTime observedUntil() {
        return observedLast.plusDays(1).atStartOfDay();
    }

    /** How many days are observed, such as 31. */
    public int observedDays() {
        return (int) ChronoUnit.DAYS.between(observedFirst, observedLast) + 1;
    }

    /** The first Monday among the observed days or after them, such as 6 January 2025. */
    public LocalDate firstMonday() {
        return observedFirst.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    }

    /** The observed days for prose: {@code January}, with the year where two years meet, or {@code 6 January to 2 February}. */
    public String observedName() {
        return observed().name(!oneYear());
    }

    /** The days of the outcome, as {@link #observedName()}. */
    public String outcomeName() {
        return outcome().name(!oneYear());
    }

    /** The observed days with their year, such as {@code January 2025}. */
    public String observedFullName() {
        return observed().name(true);
    }

    /** The days of the outcome with their year, such as {@code February 2025}. */
    public String outcomeFullName() {
        return outcome().name(true);
    }

    /** When users were observed, for prose: {@code in January}, or {@code from 6 January to 2 February}. */
    public String whenObserved() {
        return observed().when(!oneYear());
    }

    /** When the outcome is, as {@link #whenObserved()}. */
    public String whenOutcome() {
        return outcome().when(!oneYear());
    }

    /** The users for prose: {@code January users}, or {@code users observed from 6 January to 2 February}. */
    public String observedUsers() {
        return observed().areOneMonth() ? observedName() + " users" : "users observed " + whenObserved();
    }

    /** When users were observed, with the year: {@code in January 2025}. */
    public String whenObservedFull() {
        return observed().when(true);
    }

    /** When the outcome is, with the year. */
    public String whenOutcomeFull() {
        return outcome().when(true);
    }

    /** The last observed day for prose, such as {@code 31 January}. */
    public String observedLastName() {
        return name(observedLast);
    }

    /** A day near this period for prose: {@code 13 January}, with the year where two years meet or where it is of another one. */
    public String name(LocalDate day) {
        return (oneYear() && day.getYear() == observedFirst.getYear() ? DAY_NAME : FULL_DAY_NAME).format(day);
    }

    /** A day for prose that is read alone, such as {@code 13 January 2025}. */
    public static String fullName(LocalDate day) {
        return FULL_DAY_NAME.format(day);
    }

    /** As settings and names of files have it, such as {@code 2025-01}; {@link #of} reads it. */
    public String observedKey() {
        return observed().key();
    }

    /** The outcome as settings have it, such as {@code 2025-02}. */
    public String outcomeKey() {
        return outcome().key();
    }

    /** Such as {@code observed 2025-01, outcome 2025-02, wave measured}. */
    @Override
    public String toString() {
        return "observed %s, outcome %s, wave %s"
                .formatted(
                        observedKey(),
                        outcomeKey(),
                        waveFirst.map(LocalDate::toString).orElse(MEASURED));
    }

    private boolean oneYear() {
        return observedFirst.getYear() == outcomeLast.getYear();
    }
}
