package retention.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import tech.tablesaw.api.NumericColumn;

/** How quantities are distributed among retained and lost users, side by side: one panel per column, whose name is the unit. */
public final class Violins {

    private static final int PANEL_HEIGHT = 230;

    private Violins() {}

    /** The known values of one group, the smallest first. */
    private record Group(boolean retained, String unit, double[] values) {

        String name() {
            return retained ? "retained" : "lost";
        }

        double quantile(double share) {
            return Histograms.quantile(values, share);
        }

        String median() {
            return Numbers.count(quantile(0.5));
        }

        String words() {
            return "%s: median %s %s; half of the %s users between %s and %s"
                    .formatted(
                            name(),
                            median(),
                            Html.label(unit),
                            Numbers.count(values.length),
                            Numbers.count(quantile(0.25)),
                            Numbers.count(quantile(0.75)));
        }
    }

    /**
     * A violin with its quartiles for each group that has users, on an axis on which 10, 100 and 1,000 are equally far apart, and each
     * retained user as a dot.
     *
     * @param columns values of zero or more, one for each user; missing ones are left out
     * @param retained the outcome of each user
     * @throws IllegalArgumentException if a column and the outcomes differ in length, or no column has a value
     */
    public static Chart byRetention(List<? extends NumericColumn<?>> columns, boolean[] retained) {
        return chart(columns, retained, true);
    }

    /** The same on the raw scale, as in the published violins. */
    public static Chart asPublished(List<? extends NumericColumn<?>> columns, boolean[] retained) {
        return chart(columns, retained, false);
    }

    private static Chart chart(List<? extends NumericColumn<?>> columns, boolean[] retained, boolean log) {
        var panels = new ArrayList<Chart.Panel>();
        var drawn = new ArrayList<List<Group>>();
        for (var column : columns) {
            if (column.size() != retained.length) {
                throw new IllegalArgumentException(
                        "%d values for %d users; expected one for each".formatted(column.size(), retained.length));
            }
            var groups = groups(column, retained);
            if (!groups.isEmpty()) {
                drawn.add(groups);
                panels.add(panel(column.name(), groups, log));
            }
        }
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("No values to draw: expected a column with at least one.");
        }
        var leading = drawn.get(0);
        var last = leading.get(leading.size() - 1);
        var title = leading.size() == 2
                ? "The median retained user has %s %s, the median lost user %s"
                        .formatted(last.median(), last.unit, leading.get(0).median())
                : "All %s users are %s; half of them have at most %s %s"
                        .formatted(Numbers.count(last.values.length), last.name(), last.median(), last.unit);
        double largest =
                leading.stream().mapToDouble(group -> group.quantile(1)).max().orElseThrow();
        return Chart.of(
                log
                        ? title
                        : "On the raw scale one user with %s %s hides the rest"
                                .formatted(Numbers.count(largest), last.unit),
                "Each dot is one retained user; the box holds the middle half of a group and the diamond is its median."
                        + (log ? "" : " Drawn as published."),
                drawn.stream().flatMap(List::stream).map(Group::words).collect(Collectors.joining(". ", "", ".")),
                PANEL_HEIGHT,
                panels);
    }

    /** The lost and the retained, if there are any. */
    private static List<Group> groups(NumericColumn<?> column, boolean[] retained) {
        var values = column.asDoubleArray();
        return List.of(false, true).stream()
                .map(group -> new Group(
                        group,
                        column.name(),
                        IntStream.range(0, values.length)
                                .filter(i -> retained[i] == group && !Double.isNaN(values[i]))
                                .mapToDouble(i -> values[i])
                                .sorted()
                                .toArray()))
                .filter(group -> group.values.length > 0)
                .toList();
    }

    private static Chart.Panel panel(String unit, List<Group> groups, boolean log) {
        DoubleUnaryOperator position = log ? Chart::position : value -> value;
        double largest =
                groups.stream().mapToDouble(group -> group.quantile(1)).max().orElseThrow();
        var x = Chart.axis(
                "",
                "tickvals",
                IntStream.range(0, groups.size()).toArray(),
                "ticktext",
                groups.stream()
                        .map(group -> "%s (%s)".formatted(group.name(), Numbers.count(group.values.length)))
                        .toList(),
                "range",
                new double[] {-0.6, groups.size() - 0.4},
                "showgrid",
                false);
        var panel = new Chart.Panel(
                unit,
                x,
                log ? Chart.countAxis(unit, largest) : Chart.axis(unit, "tickformat", "~s", "rangemode", "tozero"));
        for (int place = 0; place < groups.size(); place++) {
            var group = groups.get(place);
            var color = group.retained ? Chart.RETAINED : Chart.LOST;
            var positions =
                    Chart.numbers(Arrays.stream(group.values).map(position).toArray());
            panel.draw(Chart.map()
                    .with("type", "violin")
                    .with("x0", place)
                    .with("y", positions)
                    .with("width", 0.8)
                    .with("points", false)
                    .with("spanmode", "hard")
                    .with("line", Chart.map("color", color))
                    .with("box", Chart.map("visible", true, "width", 0.14))
                    .with("hoverinfo", "skip"));
            if (group.retained) {
                panel.draw(dots(place, group, positions, color));
            }
            panel.draw(Chart.map()
                    .with("type", "scatter")
                    .with("mode", "markers")
                    .with("x", List.of(place))
                    .with("y", Chart.numbers(position.applyAsDouble(group.quantile(0.5))))
                    .with(
                            "marker",
                            Chart.map(
                                    "symbol",
                                    "diamond",
                                    "size",
                                    11,
                                    "color",
                                    "#FFFFFF",
                                    "line",
                                    Chart.stroke(color, "solid", 2)))
                    .with("hovertext", List.of(group.words()))
                    .with("hoverinfo", "text"));
        }
        return panel;
    }

    /** Each user of a group, a little to the left or right of its place so that users with the same value are seen. */
    private static java.util.Map<String, Object> dots(int place, Group group, List<Double> positions, String color) {
        return Chart.map()
                .with("type", "scatter")
                .with("mode", "markers")
                .with(
                        "x",
                        IntStream.range(0, positions.size())
                                .mapToObj(i -> place - 0.22 + 0.11 * (i * 3 % 5))
                                .toList())
                .with("y", positions)
                .with(
                        "marker",
                        Chart.map(
                                "color",
                                color,
                                "size",
                                6,
                                "opacity",
                                0.8,
                                "line",
                                Chart.stroke("#FFFFFF", "solid", 0.5)))
                .with(
                        "hovertext",
                        Arrays.stream(group.values)
                                .mapToObj(value -> "a retained user with %s %s"
                                        .formatted(Numbers.count(value), Html.label(group.unit)))
                                .toList())
                .with("hoverinfo", "text");
    }
}
