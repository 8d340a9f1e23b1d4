package retention.figures;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** One quantity along another: days, epochs, thresholds. */
public final class Lines {

    private static final int HEIGHT = 300;
    private static final List<String> SYMBOLS = List.of("circle", "diamond", "square", "triangle-up", "x");
    private static final List<String> DASHES = List.of("dash", "dot", "dashdot");
    private static final int MOST_MARKERS = 40;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Lines() {}

    /** The axes of a figure, each with its unit, and whether it is logarithmic. */
    public record Axes(String x, String y, boolean logX) {

        /** Both linear. */
        public static Axes of(String x, String y) {
            return new Axes(x, y, false);
        }

        /** The horizontal one logarithmic: values of zero or less are not drawn. */
        public static Axes logarithmic(String x, String y) {
            return new Axes(x, y, true);
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

        private String words() {
            var values = Arrays.stream(y.asDoubleArray())
                    .filter(value -> !Double.isNaN(value))
                    .summaryStatistics();
            return values.getCount() == 0
                    ? name + ": no values"
                    : Numbers.text("%s: from %.3g to %.3g", name, values.getMin(), values.getMax());
        }
    }

    /**
     * Several lines over one axis.
     *
     * @param title the finding, computed from what is drawn
     * @param caption how to read it, in one line
     */
    public static Chart of(String title, String caption, Axes axes, Series... series) {
        var x = Chart.axis(axes.x());
        if (axes.logX()) {
            x.putAll(Chart.map("type", "log", "dtick", "D2", "tickformat", "~r"));
        }
        var panel = new Chart.Panel("", x, Chart.axis(axes.y()));
        int own = 0;
        int references = 0;
        for (var line : series) {
            var color = line.reference() ? Chart.REFERENCE : Chart.GROUPS.get(own % Chart.GROUPS.size());
            var xs = Chart.numbers(line.x().asDoubleArray());
            line.band().ifPresent(band -> {
                panel.draw(edge(xs, band.lower()));
                var upper = edge(xs, band.upper());
                upper.putAll(Chart.map("fill", "tonexty", "fillcolor", color + Chart.TRANSPARENT));
                panel.draw(upper);
            });
            boolean marked = !line.reference() && xs.size() <= MOST_MARKERS;
            panel.draw(Chart.map()
                    .with("type", "scatter")
                    .with("mode", marked ? "lines+markers" : "lines")
                    .with("x", xs)
                    .with("y", Chart.numbers(line.y().asDoubleArray()))
                    .with("name", Html.label(line.name()))
                    .with("showlegend", series.length > 1)
                    .with(
                            "line",
                            Chart.stroke(
                                    color, line.reference() ? DASHES.get(references++ % DASHES.size()) : "solid", 2))
                    .with("marker", Chart.map("color", color, "size", 6, "symbol", SYMBOLS.get(own % SYMBOLS.size())))
                    .with(
                            "hovertemplate",
                            "%s: %%{y:.3~g} at %%{x:.3~g} %s<extra></extra>"
                                    .formatted(
                                            Html.label(line.name()).replace("%", "%%"),
                                            Html.label(axes.x()).replace("%", "%%"))));
            own += line.reference() ? 0 : 1;
        }
        return Chart.of(
                title,
                caption,
                Arrays.stream(series).map(Series::words).collect(Collectors.joining("; ", "", ".")),
                HEIGHT,
                List.of(panel));
    }

    private static Map<String, Object> edge(List<Double> xs, NumericColumn<?> ys) {
        return Chart.map()
                .with("type", "scatter")
                .with("mode", "lines")
                .with("x", xs)
                .with("y", Chart.numbers(ys.asDoubleArray()))
                .with("line", Chart.map("width", 0))
                .with("hoverinfo", "skip");
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
        if (days.isEmpty()) {
            throw new IllegalArgumentException("No days to draw; expected at least one row");
        }
        var dates = days.dateColumn("date").asList();
        var users = days.intColumn("users").asDoubleArray();
        var panel = new Chart.Panel(
                "",
                Chart.axis("day, China Standard Time", "type", "date", "tickformat", "%-d %b", "nticks", 8),
                Chart.axis("users who posted", "rangemode", "tozero"));
        panel.draw(daily("this file", dates, users, Chart.stroke(Chart.NEUTRAL, "solid", 2), !published.isEmpty()));
        var common = dates.stream()
                .filter(day -> published.containsKey(day.toString()))
                .toList();
        if (!common.isEmpty()) {
            var values = common.stream()
                    .mapToDouble(day -> published.get(day.toString()))
                    .toArray();
            panel.draw(daily("published", common, values, Chart.stroke(Chart.REFERENCE, "dot", 2), true));
        }
        var marked = new ArrayList<String>();
        events.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(event -> dates.contains(event.getKey()))
                .forEach(event -> {
                    panel.mark("x", event.getKey().toString());
                    panel.write(
                            event.getValue(),
                            Chart.map()
                                    .with("text", Html.label(event.getValue()).replace(", ", ",<br>"))
                                    .with("x", event.getKey().toString())
                                    .with("yref", "y domain")
                                    .with("y", 1)
                                    .with("xanchor", "left")
                                    .with("yanchor", "top")
                                    .with("xshift", 4)
                                    .with("align", "left")
                                    .with("yshift", -34 * marked.size()));
                    marked.add("%s: %s".formatted(DAY.format(event.getKey()), event.getValue()));
                });
        int peak = IntStream.range(0, users.length)
                .reduce((best, day) -> users[day] > users[best] ? day : best)
                .orElseThrow();
        return Chart.of(
                Numbers.text(
                        "%s users posted on %s, the peak; half of all visits fall on %d of %d days",
                        Numbers.count(users[peak]), DAY.format(dates.get(peak)), daysOfHalf(users), users.length),
                "A visit is one user on one day."
                        + (marked.isEmpty() ? "" : " Dashed: %s.".formatted(String.join("; ", marked))),
                "From %s to %s, between %s and %s users a day."
                        .formatted(
                                DAY.format(dates.get(0)), DAY.format(dates.get(dates.size() - 1)),
                                Numbers.count(Arrays.stream(users).min().orElseThrow()), Numbers.count(users[peak])),
                HEIGHT,
                List.of(panel));
    }

    private static Map<String, Object> daily(
            String name, List<LocalDate> days, double[] users, Map<String, Object> stroke, boolean legend) {
        return Chart.map()
                .with("type", "scatter")
                .with("mode", "lines")
                .with("x", days.stream().map(LocalDate::toString).toList())
                .with("y", Chart.numbers(users))
                .with("name", name)
                .with("showlegend", legend)
                .with("line", stroke)
                .with("hovertemplate", name + ": %{y:,} users on %{x|%-d %B}<extra></extra>");
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
