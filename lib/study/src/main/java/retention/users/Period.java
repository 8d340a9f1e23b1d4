package retention.users;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    private static final String RANGE = "..";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
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
                            .formatted(key(observedFirst, observedLast), key(outcomeFirst, outcomeLast)));
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
        for (var key : new TreeSet<>(settings.keySet())) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "%s is no setting of the period: expected observed, outcome or wave.".formatted(key));
            }
        }
        var observed = Days.of("observed", settings.getOrDefault("observed", DEFAULT.observedKey()));
        var outcome = Days.of("outcome", settings.getOrDefault("outcome", DEFAULT.outcomeKey()));
        var wave = settings.getOrDefault("wave", MEASURED).strip();
        return new Period(
                observed.first,
                observed.last,
                outcome.first,
                outcome.last,
                wave.equals(MEASURED)
                        ? Optional.empty()
                        : Optional.of(day(wave)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "wave = %s: expected a day such as 2025-01-13, or the word %s."
                                                .formatted(wave, MEASURED)))));
    }

    private record Days(LocalDate first, LocalDate last) {

        static Days of(String key, String value) {
            var text = value.strip();
            int dots = text.indexOf(RANGE);
            Optional<Days> days;
            if (dots < 0) {
                days = month(text).map(month -> new Days(month.atDay(1), month.atEndOfMonth()));
            } else {
                var last = day(text.substring(dots + RANGE.length()).strip());
                days = day(text.substring(0, dots).strip()).flatMap(first -> last.filter(day -> !day.isBefore(first))
                        .map(day -> new Days(first, day)));
            }
            return days.orElseThrow(() -> new IllegalArgumentException(
                    "%s = %s: expected a month such as 2025-01, or days in order such as 2025-01-06..2025-02-02."
                            .formatted(key, text)));
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DAY));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text, MONTH));
        } catch (DateTimeParseException noMonth) {
            return Optional.empty();
        }
    }

    /** The same with an outcome that begins so many days later; nothing if it would be over by then. */
    public Optional<Period> withLaterOutcome(int days) {
        var first = outcomeFirst.plusDays(days);
        return first.isAfter(outcomeLast)
                ? Optional.empty()
                : Optional.of(new Period(observedFirst, observedLast, first, outcomeLast, waveFirst));
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
        return name(observedFirst, observedLast, !oneYear());
    }

    /** The days of the outcome, as {@link #observedName()}. */
    public String outcomeName() {
        return name(outcomeFirst, outcomeLast, !oneYear());
    }

    /** The observed days with their year, such as {@code January 2025}. */
    public String observedFullName() {
        return name(observedFirst, observedLast, true);
    }

    /** The days of the outcome with their year, such as {@code February 2025}. */
    public String outcomeFullName() {
        return name(outcomeFirst, outcomeLast, true);
    }

    /** When users were observed, for prose: {@code in January}, or {@code from 6 January to 2 February}. */
    public String whenObserved() {
        return when(observedFirst, observedLast, observedName());
    }

    /** When the outcome is, as {@link #whenObserved()}. */
    public String whenOutcome() {
        return when(outcomeFirst, outcomeLast, outcomeName());
    }

    /** The users for prose: {@code January users}, or {@code users observed from 6 January to 2 February}. */
    public String observedUsers() {
        return isWholeMonths(observedFirst, observedLast) && sameMonth(observedFirst, observedLast)
                ? observedName() + " users"
                : "users observed " + whenObserved();
    }

    /** When users were observed, with the year: {@code in January 2025}. */
    public String whenObservedFull() {
        return when(observedFirst, observedLast, observedFullName());
    }

    /** When the outcome is, with the year. */
    public String whenOutcomeFull() {
        return when(outcomeFirst, outcomeLast, outcomeFullName());
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
        return key(observedFirst, observedLast);
    }

    /** The outcome as settings have it, such as {@code 2025-02}. */
    public String outcomeKey() {
        return key(outcomeFirst, outcomeLast);
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

    private static String key(LocalDate first, LocalDate last) {
        return isWholeMonths(first, last) && sameMonth(first, last) ? MONTH.format(first) : first + RANGE + last;
    }

    private static String when(LocalDate first, LocalDate last, String name) {
        if (first.equals(last)) {
            return "on " + name;
        }
        return (isWholeMonths(first, last) && sameMonth(first, last) ? "in " : "from ") + name;
    }

    private static String name(LocalDate first, LocalDate last, boolean year) {
        if (isWholeMonths(first, last)) {
            return joined(first, last, MONTH_NAME, FULL_MONTH_NAME, sameMonth(first, last), year);
        }
        return joined(first, last, DAY_NAME, FULL_DAY_NAME, first.equals(last), year);
    }

    private static String joined(
            LocalDate first,
            LocalDate last,
            DateTimeFormatter plain,
            DateTimeFormatter full,
            boolean one,
            boolean year) {
        var end = (year ? full : plain).format(last);
        var beginning = year && first.getYear() != last.getYear() ? full : plain;
        return one ? end : beginning.format(first) + " to " + end;
    }

    private static boolean isWholeMonths(LocalDate first, LocalDate last) {
        return first.getDayOfMonth() == 1 && last.equals(YearMonth.from(last).atEndOfMonth());
    }

    private static boolean sameMonth(LocalDate first, LocalDate last) {
        return YearMonth.from(first).equals(YearMonth.from(last));
    }
}
