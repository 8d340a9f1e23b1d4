package retention.figures;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Numbers;
import retention.users.Period;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** One quantity along another: days, epochs, thresholds. */
public final class Lines {

    private static final int HEIGHT = 300;
    private static final String LOGARITHMIC = "{type: 'log', dtick: 'D2', tickformat: '~r'}";
    private static final List<String> SYMBOLS = List.of("circle", "diamond", "square", "triangle-up", "x");
    private static final List<String> DASHES = List.of("dash", "dot", "dashdot");
    private static final int MOST_MARKERS = 40;

    private Lines() {}

    /**
     * The axes of a figure, each with its unit, and whether it is logarithmic. A value of zero or less, which has no place on such an
     * axis, is drawn at half of the smallest one above zero.
     */
    public record Axes(String x, String y, boolean logX, boolean logY) {

        /** Both linear. */
        public static Axes of(String x, String y) {
            return new Axes(x, y, false, false);
        }

        /** The horizontal one logarithmic. */
        public static Axes logarithmic(String x, String y) {
            return new Axes(x, y, true, false);
        }

        /** Both logarithmic. */
        public static Axes logarithmicBoth(String x, String y) {
            return new Axes(x, y, true, true);
        }
    }

    /**
     * One line of a figure.
     *
     * @param band the limits of an interval around it, if it has one
     * @param reference whether it is a baseline or a published value, drawn dashed and grey
     */
    public record Series(String name, NumericColumn<?> x, NumericColumn<?> y, Optional<Band> band, boolean reference) {

        /** The limits of an interval around each point. */
        public record Band(NumericColumn<?> lower, NumericColumn<?> upper) {}

        /** A line of the study's own results, from two columns of a table. */
        public static Series of(String name, Table table, String x, String y) {
            return new Series(name, table.numberColumn(x), table.numberColumn(y), Optional.empty(), false);
        }

        /** The same with the band of its interval, from two more columns. */
        public static Series of(String name, Table table, String x, String y, String lower, String upper) {
            var band = new Band(table.numberColumn(lower), table.numberColumn(upper));
            return new Series(name, table.numberColumn(x), table.numberColumn(y), Optional.of(band), false);
        }

        /** A baseline or a published value, from one point to another. */
        public static Series reference(String name, double fromX, double fromY, double toX, double toY) {
            return new Series(
                    name,
                    DoubleColumn.create("x", fromX, toX),
                    DoubleColumn.create("y", fromY, toY),
                    Optional.empty(),
                    true);
        }

        /** Published values at 1, 2, 3, ... such as those after each epoch. */
        public static Series published(String name, double... values) {
            var places = IntStream.rangeClosed(1, values.length).asDoubleStream();
            return new Series(
                    name, DoubleColumn.create("x", places), DoubleColumn.create("y", values), Optional.empty(), true);
        }

        private Stream<NumericColumn<?>> upright() {
            return Stream.concat(Stream.of(y), band.stream().flatMap(limits -> Stream.of(limits.lower, limits.upper)));
        }

        private String words() {
            var values = Arrays.stream(y.asDoubleArray())
                    .filter(value -> !Double.isNaN(value))
                    .summaryStatistics();
            return values.getCount() == 0
                    ? name + ": no values"
                    : "%s: from %s to %s".formatted(name, spoken(values.getMin()), spoken(values.getMax()));
        }

        /** A whole number, or three digits with four decimals at most: a power of ten is no number to be heard. */
        private static String spoken(double value) {
            int decimals = value == Math.rint(value) ? 0 : Numbers.decimals(Math.abs(value) / 10);
            return Numbers.text("%,." + decimals + "f", value);
        }
    }

    /**
     * Several lines over one axis.
     *
     * @param title the finding, computed from what is drawn
     * @param caption how to read it, in one line
     */
    public static Chart of(String title, String caption, Axes axes, Series... series) {
        var panel = new Chart.Panel(
                "",
                Chart.axis(axes.x(), axes.logX() ? LOGARITHMIC : "{}"),
                Chart.axis(axes.y(), axes.logY() ? LOGARITHMIC : "{}"));
        var places = onAxis(axes.logX(), Arrays.stream(series).map(Series::x));
        var heights = onAxis(axes.logY(), Arrays.stream(series).flatMap(Series::upright));
        int own = 0;
        int references = 0;
        for (var line : series) {
            var color = line.reference() ? Chart.REFERENCE : Chart.GROUPS.get(own % Chart.GROUPS.size());
            var dash = line.reference() ? DASHES.get(references++ % DASHES.size()) : "solid";
            var xs = places.apply(line.x());
            line.band()
                    .ifPresent(band ->
                            panel.band(xs, heights.apply(band.lower()), heights.apply(band.upper()), color, "linear"));
            panel.draw(
                    """
                    {type: 'scatter', mode: ?, x: ?, y: ?, customdata: ?, name: ?, showlegend: ?, line: {color: ?, dash: ?},
                     marker: {color: ?, size: 6, symbol: ?}, hovertemplate: ?}""",
                    line.reference() || xs.size() > MOST_MARKERS ? "lines" : "lines+markers",
                    xs,
                    heights.apply(line.y()),
                    Chart.numbers(line.y().asDoubleArray()),
                    Html.label(line.name()),
                    series.length > 1,
                    color,
                    dash,
                    color,
                    SYMBOLS.get(own % SYMBOLS.size()),
                    Html.label(line.name()) + ": %{customdata:.3~g} at %{x:.3~g} " + Html.label(axes.x())
                            + "<extra></extra>");
            own += line.reference() ? 0 : 1;
        }
        var words = Arrays.stream(series).map(Series::words).collect(Collectors.joining("; ", "", "."));
        return Chart.of(title, caption, words, HEIGHT, List.of(panel));
    }

    /** Where the values of a column stand on an axis that is shared with other columns. */
    private static Function<NumericColumn<?>, List<Number>> onAxis(boolean log, Stream<NumericColumn<?>> columns) {
        double edge = columns.flatMapToDouble(column -> Arrays.stream(column.asDoubleArray()))
                        .filter(value -> value > 0)
                        .min()
                        .orElse(1)
                / 2;
        return column -> Chart.numbers(Arrays.stream(column.asDoubleArray())
                .map(value -> log && value <= 0 ? edge : value)
                .toArray());
    }

    /**
     * Users by day, with the days of events marked.
     *
     * @param days with the columns {@code date} and {@code users}
     * @param published the published number of users by day, as {@code yyyy-MM-dd}; empty if there is none
     * @param events what happened on a day; those on other days than {@code days} has are left out
     * @throws IllegalArgumentException if there is no day
     */
    public static Chart daily(Table days, Map<String, Double> published, Map<LocalDate, String> events) {
        Check.that(!days.isEmpty(), "No days to draw; expected at least one row");
        var dates = days.dateColumn("date").asList();
        var users = days.intColumn("users").asDoubleArray();
        var panel = new Chart.Panel(
                "",
                Chart.axis("day, China Standard Time", "{type: 'date', tickformat: '%-d %b', nticks: 8}"),
                Chart.axis("users who posted", "{rangemode: 'tozero'}"));
        daily(panel, "this file", dates, users, Chart.NEUTRAL, "solid");
        var common = dates.stream()
                .filter(day -> published.containsKey(day.toString()))
                .toList();
        if (!common.isEmpty()) {
            var values = common.stream()
                    .mapToDouble(day -> published.get(day.toString()))
                    .toArray();
            daily(panel, "published", common, values, Chart.REFERENCE, "dot");
        }
        var marked = new ArrayList<String>();
        new TreeMap<>(events).forEach((day, event) -> {
            if (dates.contains(day)) {
                panel.mark(day.toString())
                        .write(
                                event,
                                """
                                {text: ?, align: 'left', x: ?, xanchor: 'left', xshift: 4, yref: 'y domain', y: 1,
                                 yanchor: 'top', yshift: ?}""",
                                Html.label(event).replace(", ", ",<br>"),
                                day.toString(),
                                -34 * marked.size());
                marked.add("%s: %s".formatted(Period.fullName(day), event));
            }
        });
        int peak = IntStream.range(0, users.length)
                .reduce((best, day) -> users[day] > users[best] ? day : best)
                .orElseThrow();
        return Chart.of(
                Numbers.text(
                        "%,.0f users posted on %s, the peak; half of all visits fall on %d of %d days",
                        users[peak], Period.fullName(dates.get(peak)), daysOfHalf(users), users.length),
                "A visit is one user on one day."
                        + (marked.isEmpty() ? "" : " Dashed: %s.".formatted(String.join("; ", marked))),
                Numbers.text(
                        "From %s to %s, between %,.0f and %,.0f users a day.",
                        Period.fullName(dates.get(0)),
                        Period.fullName(dates.get(dates.size() - 1)),
                        Arrays.stream(users).min().orElseThrow(),
                        users[peak]),
                HEIGHT,
                List.of(panel));
    }

    private static void daily(
            Chart.Panel panel, String name, List<LocalDate> days, double[] users, String color, String dash) {
        panel.draw(
                """
                {type: 'scatter', mode: 'lines', x: ?, y: ?, name: ?, showlegend: true,
                 line: {color: ?, dash: ?}, hovertemplate: ?}""",
                days.stream().map(LocalDate::toString).toList(),
                Chart.numbers(users),
                name,
                color,
                dash,
                name + ": %{y:,} users on %{x|%-d %B}<extra></extra>");
    }

    /** The fewest days that hold half of all users' days. */
    private static int daysOfHalf(double[] users) {
        var sorted = Arrays.stream(users).sorted().toArray();
        double half = Arrays.stream(users).sum() / 2;
        int days = 0;
        for (double sum = 0; sum < half; days++) {
            sum += sorted[sorted.length - 1 - days];
        }
        return days;
    }
}
