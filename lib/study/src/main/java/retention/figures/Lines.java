package retention.figures;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
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

    private static final String LOGARITHMIC = "{type: 'log', dtick: 'D2', tickformat: '~r'}";
    private static final List<String> DASHES = List.of("dash", "dot", "dashdot");
    private static final int MOST_MARKERS = 40;

    private static final String LINE =
            """
            {type: 'scatter', mode: ?, x: ?, y: ?, customdata: ?, name: ?, showlegend: ?, line: {color: ?, dash: ?},
             marker: {color: ?, size: 6, symbol: ?}, hovertemplate: ?}""";

    private static final String DAILY =
            """
            {type: 'scatter', mode: 'lines', x: ?, y: ?, name: ?, showlegend: true, line: {color: ?, dash: ?},
             hovertemplate: ?}""";

    private static final String EVENT =
            "{align: 'left', x: ?, xanchor: 'left', xshift: 4, yref: 'y domain', y: 1, yanchor: 'top', yshift: ?}";

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
     * @param band the lower and the upper limits of an interval around it, or none
     * @param reference whether it is a baseline or a published value, drawn dashed and grey
     */
    public record Series(
            String name, NumericColumn<?> x, NumericColumn<?> y, List<NumericColumn<?>> band, boolean reference) {

        /** A line of the study's own results, from two columns of a table. */
        public static Series of(String name, Table table, String x, String y) {
            return new Series(name, table.numberColumn(x), table.numberColumn(y), List.of(), false);
        }

        /** The same with the band of its interval, from two more columns. */
        public static Series of(String name, Table table, String x, String y, String lower, String upper) {
            List<NumericColumn<?>> band = List.of(table.numberColumn(lower), table.numberColumn(upper));
            return new Series(name, table.numberColumn(x), table.numberColumn(y), band, false);
        }

        /** A baseline or a published value, from one point to another. */
        public static Series reference(String name, double fromX, double fromY, double toX, double toY) {
            return reference(name, DoubleStream.of(fromX, toX), fromY, toY);
        }

        /** Published values at 1, 2, 3, ... such as those after each epoch. */
        public static Series published(String name, double... values) {
            return reference(name, IntStream.rangeClosed(1, values.length).asDoubleStream(), values);
        }

        private static Series reference(String name, DoubleStream x, double... y) {
            return new Series(name, DoubleColumn.create("x", x), DoubleColumn.create("y", y), List.of(), true);
        }

        private String words() {
            var values = numbers(y).filter(value -> !Double.isNaN(value)).summaryStatistics();
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
        var across = Chart.axis(axes.x(), axes.logX() ? LOGARITHMIC : "{}");
        var panel = new Chart.Panel("", across, Chart.axis(axes.y(), axes.logY() ? LOGARITHMIC : "{}"));
        var places = onAxis(axes.logX(), Stream.of(series).map(Series::x));
        var heights = onAxis(
                axes.logY(),
                Stream.of(series).flatMap(line -> Stream.concat(Stream.of(line.y()), line.band().stream())));
        int own = 0;
        int references = 0;
        for (var line : series) {
            var color = line.reference() ? Chart.REFERENCE : Chart.GROUPS.get(own % Chart.GROUPS.size());
            var dash = line.reference() ? DASHES.get(references++ % DASHES.size()) : "solid";
            var symbol = Chart.SYMBOLS.get(own % Chart.SYMBOLS.size());
            var xs = places.apply(line.x());
            var ys = heights.apply(line.y());
            if (!line.band().isEmpty()) {
                var limits = line.band().stream().map(heights).toList();
                panel.band(xs, limits.get(0), limits.get(1), color, "linear");
            }
            var mode = line.reference() || xs.size() > MOST_MARKERS ? "lines" : "lines+markers";
            var exact = Chart.numbers(line.y().asDoubleArray());
            var name = Html.label(line.name());
            var hover = name + ": %{customdata:.3~g} at %{x:.3~g} " + Html.label(axes.x()) + "<extra></extra>";
            panel.draw(LINE, mode, xs, ys, exact, name, series.length > 1, color, dash, color, symbol, hover);
            own += line.reference() ? 0 : 1;
        }
        return Chart.of(
                title, caption, Chart.words(List.of(series), "; ", Series::words), Chart.USUAL_HEIGHT, List.of(panel));
    }

    private static DoubleStream numbers(NumericColumn<?> column) {
        return Arrays.stream(column.asDoubleArray());
    }

    /** Where the values of a column stand on an axis that is shared with other columns. */
    private static Function<NumericColumn<?>, List<Number>> onAxis(boolean log, Stream<NumericColumn<?>> columns) {
        var positive = columns.flatMapToDouble(Lines::numbers).filter(value -> value > 0);
        double edge = positive.min().orElse(1) / 2;
        return column -> Chart.numbers(
                numbers(column).map(value -> log && value <= 0 ? edge : value).toArray());
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
        var across = Chart.axis("day, China Standard Time", "{type: 'date', tickformat: '%-d %b', nticks: 8}");
        var panel = new Chart.Panel("", across, Chart.axis("users who posted", "{rangemode: 'tozero'}"));
        var names = dates.stream().map(LocalDate::toString).toList();
        daily(panel, "this file", names, Chart.numbers(users), Chart.NEUTRAL, "solid");
        var common = names.stream().filter(published::containsKey).toList();
        if (!common.isEmpty()) {
            daily(panel, "published", common, Chart.numbers(common, published::get), Chart.REFERENCE, "dot");
        }
        var marked = new ArrayList<String>();
        new TreeMap<>(events).forEach((day, event) -> {
            if (dates.contains(day)) {
                var label = Html.label(event).replace(", ", ",<br>");
                panel.mark(day.toString()).write(label, EVENT, day.toString(), -34 * marked.size());
                marked.add("%s: %s".formatted(Period.fullName(day), event));
            }
        });
        var sorted = Arrays.stream(users).sorted().toArray();
        double most = sorted[sorted.length - 1];
        var peak = dates.get(IntStream.range(0, users.length)
                .filter(day -> users[day] == most)
                .findFirst()
                .orElseThrow());
        var title = Numbers.text(
                "%,.0f users posted on %s, the peak; half of all visits fall on %d of %d days",
                most, Period.fullName(peak), daysOfHalf(sorted), users.length);
        var dashed = marked.isEmpty() ? "" : " Dashed: %s.".formatted(String.join("; ", marked));
        var description = Numbers.text(
                "From %s to %s, between %,.0f and %,.0f users a day.",
                Period.fullName(dates.get(0)), Period.fullName(dates.get(dates.size() - 1)), sorted[0], most);
        var caption = "A visit is one user on one day." + dashed;
        return Chart.of(title, caption, description, Chart.USUAL_HEIGHT, List.of(panel));
    }

    private static void daily(
            Chart.Panel panel, String name, List<String> days, List<Number> users, String color, String dash) {
        panel.draw(DAILY, days, users, name, color, dash, name + ": %{y:,} users on %{x|%-d %B}<extra></extra>");
    }

    /** The fewest days that hold half of all users' days. */
    private static int daysOfHalf(double[] sorted) {
        double half = Arrays.stream(sorted).sum() / 2;
        int days = 0;
        for (double sum = 0; sum < half; days++) {
            sum += sorted[sorted.length - 1 - days];
        }
        return days;
    }
}
