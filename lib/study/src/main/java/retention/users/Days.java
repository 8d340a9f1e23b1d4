package retention.users;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import numerics.Check;

/**
 * Whole days of China Standard Time that follow one another, and their names.
 *
 * @param first a post of this day is one of these days ...
 * @param last ... and so is one of this day
 * @param withYear whether {@link #name} and {@link #when} say the year; a {@link Period} has it so where its days are of two years
 */
public record Days(LocalDate first, LocalDate last, boolean withYear) {

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
        try {
            var dates = value.split("\\.\\.", 2);
            if (dates.length == 2) {
                return new Days(LocalDate.parse(dates[0].strip()), LocalDate.parse(dates[1].strip()));
            }
            var month = YearMonth.parse(value.strip());
            return new Days(month.atDay(1), month.atEndOfMonth());
        } catch (DateTimeParseException | IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    "%s = %s: expected a month such as 2025-01, or days in order such as 2025-01-06..2025-02-02."
                            .formatted(setting, value.strip()));
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
        var pattern = areMonths() ? "MMMM" : "d MMMM";
        var end = name(last, pattern, withYears);
        return areOneMonth() || first.equals(last)
                ? end
                : name(first, pattern, withYears && first.getYear() != last.getYear()) + " to " + end;
    }

    /** A day, or its month, by a pattern such as {@code d MMMM}, to which the year is added if wanted. */
    static String name(LocalDate day, String pattern, boolean withYear) {
        return DateTimeFormatter.ofPattern(withYear ? pattern + " uuuu" : pattern, Locale.ENGLISH)
                .format(day);
    }

    private String when(boolean withYears) {
        return (first.equals(last) ? "on " : areOneMonth() ? "in " : "from ") + name(withYears);
    }
}
