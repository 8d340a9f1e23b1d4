package retention.users;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import numerics.Check;

/**
 * Whole days of China Standard Time that follow one another, and their names.
 *
 * @param first a post of this day is one of these days ...
 * @param last ... and so is one of this day
 * @param withYear whether {@link #name} and {@link #when} say the year; a {@link Period} has it so where its days are of two years
 */
public record Days(LocalDate first, LocalDate last, boolean withYear) {

    static final DateTimeFormatter DAY_NAME = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    static final DateTimeFormatter FULL_DAY_NAME = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_NAME = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter FULL_MONTH_NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** @throws IllegalArgumentException if the last day is before the first */
    public Days {
        Check.that(
                !last.isBefore(first), "%s..%s: expected days in order, such as 2025-01-06..2025-02-02.", first, last);
    }

    /** Days whose names say the year where they are of two. */
    public Days(LocalDate first, LocalDate last) {
        this(first, last, first.getYear() != last.getYear());
    }

    /** The days of a setting, which a refusal names. */
    static Days of(String setting, String value) {
        var dates = value.strip().split("\\.\\.", 2);
        var days = dates.length == 1
                ? parsed(dates[0], YearMonth::parse).map(month -> new Days(month.atDay(1), month.atEndOfMonth()))
                : parsed(dates[0], LocalDate::parse).flatMap(first -> parsed(dates[1], LocalDate::parse)
                        .filter(last -> !last.isBefore(first))
                        .map(last -> new Days(first, last)));
        return days.orElseThrow(() -> new IllegalArgumentException(
                "%s = %s: expected a month such as 2025-01, or days in order such as 2025-01-06..2025-02-02."
                        .formatted(setting, value.strip())));
    }

    static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text.strip()));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** The first instant of these days. */
    public LocalDateTime from() {
        return first.atStartOfDay();
    }

    /** The first instant after these days. */
    public LocalDateTime until() {
        return last.plusDays(1).atStartOfDay();
    }

    /** How many days they are, such as 31. */
    public int count() {
        return (int) ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** As settings and names of files have them, such as {@code 2025-01}; {@link Period#of} reads it. */
    public String key() {
        return areOneMonth() ? YearMonth.from(first).toString() : first + ".." + last;
    }

    /** For prose: {@code January}, with the year where two years meet, or {@code 6 January to 2 February}. */
    public String name() {
        return name(withYear);
    }

    /** The same with the year, such as {@code January 2025}. */
    public String fullName() {
        return name(true);
    }

    /** For prose: {@code in January}, with the year where two years meet, or {@code from 6 January to 2 February}. */
    public String when() {
        return when(withYear);
    }

    /** The same with the year, such as {@code in January 2025}. */
    public String whenFull() {
        return when(true);
    }

    boolean areOneMonth() {
        return areMonths() && YearMonth.from(first).equals(YearMonth.from(last));
    }

    private boolean areMonths() {
        return first.getDayOfMonth() == 1 && last.equals(YearMonth.from(last).atEndOfMonth());
    }

    private String name(boolean withYears) {
        var plain = areMonths() ? MONTH_NAME : DAY_NAME;
        var full = areMonths() ? FULL_MONTH_NAME : FULL_DAY_NAME;
        var end = (withYears ? full : plain).format(last);
        if (areOneMonth() || first.equals(last)) {
            return end;
        }
        return (withYears && first.getYear() != last.getYear() ? full : plain).format(first) + " to " + end;
    }

    private String when(boolean withYears) {
        return (first.equals(last) ? "on " : areOneMonth() ? "in " : "from ") + name(withYears);
    }
}
