package retention.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import tech.tablesaw.api.NumericColumn;

/** How quantities are distributed over the users: one panel per column, whose name is the unit, such as {@code likes}. */
public final class Histograms {

    private static final int PANEL_HEIGHT = 170;

    /** The share of the users in the first bin from which on the title speaks of it. */
    private static final double MOST = 0.75;

    private Histograms() {}

    /** Bars of one quantity: how many users each has, what stands below it, and the values of its users in words. */
    private record Bars(
            String unit, List<Double> values, List<Integer> users, List<Object> places, List<String> ranges) {

        Chart.Panel panel(String title, Object... axis) {
            var hovers = IntStream.range(0, users.size())
                    .mapToObj(i -> "%s users with %s %s"
                            .formatted(Numbers.count(users.get(i)), ranges.get(i), Html.label(unit)))
                    .toList();
            return new Chart.Panel(
                            title,
                            Chart.axis(unit, axis),
                            Chart.axis("users", "rangemode", "tozero", "tickformat", "~s"))
                    .draw(Chart.map()
                            .with("type", "bar")
                            .with("x", places)
                            .with("y", users)
                            .with("marker", Chart.map("color", Chart.NEUTRAL))
                            .with("hovertext", hovers)
                            .with("hoverinfo", "text"));
        }

        String median() {
            return Numbers.count(quantile(values, 0.5));
        }

        String largest() {
            return Numbers.count(values.get(values.size() - 1));
        }
    }

    /**
     * Bins of one width from zero to the largest value, as in the published histograms. Missing values are left out.
     *
     * @throws IllegalArgumentException if there are no bins, or no column has a value
     */
    public static Chart equalBins(int bins, List<? extends NumericColumn<?>> columns) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be a whole number from 1; you gave %d.".formatted(bins));
        }
        var all = columns.stream()
                .map(column -> equalBins(bins, column.name(), sorted(column)))
                .filter(bars -> bars.values.size() > 0)
                .toList();
        var first =
                requireAny(all).stream().map(bars -> bars.users.get(0)).sorted().toList();
        int users = all.get(0).values.size();
        var title = first.get(0) < MOST * users
                ? half(all.get(0))
                : Numbers.text(
                        "%s of %s users fall into the first of %d equal bins",
                        first.stream().distinct().count() == 1
                                ? Numbers.count(first.get(0))
                                : "%s to %s"
                                        .formatted(
                                                Numbers.count(first.get(0)),
                                                Numbers.count(first.get(first.size() - 1))),
                        Numbers.count(all.stream()
                                .mapToInt(bars -> bars.values.size())
                                .max()
                                .orElseThrow()),
                        bins);
        return chart(
                title,
                "Bins of one width from zero to the largest user.",
                all.stream()
                        .map(bars -> bars.panel(all.size() > 1 ? bars.unit : "", "tickformat", "~s", "nticks", 5))
                        .toList(),
                all,
                bars -> "%s: first bin %s users, largest user %s"
                        .formatted(bars.unit, Numbers.count(bars.users.get(0)), bars.largest()));
    }

    /**
     * Bins of one power of ten each, with one of their own for zero. Missing values are left out.
     *
     * @throws IllegalArgumentException if no column has a value
     */
    public static Chart decades(List<? extends NumericColumn<?>> columns) {
        var all = columns.stream()
                .map(column -> decades(column.name(), sorted(column)))
                .filter(bars -> bars.values.size() > 0)
                .toList();
        var leading = requireAny(all).get(0);
        return chart(
                half(leading),
                "Each bar reaches up to the number below the next; from 1 on, each is ten times as wide as the one"
                        + " before.",
                all.stream()
                        .map(bars -> bars.panel(
                                all.size() > 1
                                        ? "%s: median %s, mean %s"
                                                .formatted(
                                                        bars.unit,
                                                        bars.median(),
                                                        Numbers.count(bars.values.stream()
                                                                .mapToDouble(Double::doubleValue)
                                                                .average()
                                                                .orElseThrow()))
                                        : "",
                                "type",
                                "category",
                                "tickangle",
                                0))
                        .toList(),
                all,
                bars -> "%s: median %s, largest %s".formatted(bars.unit, bars.median(), bars.largest()));
    }

    private static String half(Bars bars) {
        return "Half of all users have at most %s %s; the largest has %s"
                .formatted(bars.median(), bars.unit, bars.largest());
    }

    private static Chart chart(
            String title,
            String caption,
            List<Chart.Panel> panels,
            List<Bars> all,
            java.util.function.Function<Bars, String> words) {
        return Chart.of(
                title,
                caption,
                all.stream().map(words).collect(Collectors.joining("; ", "", ".")),
                all.size() > 1 ? PANEL_HEIGHT : 2 * PANEL_HEIGHT,
                panels);
    }

    private static Bars equalBins(int bins, String unit, List<Double> values) {
        double width = values.size() == 0 ? 0 : values.get(values.size() - 1) / bins;
        var counts = new int[bins];
        for (double value : values) {
            counts[Math.min(bins - 1, width == 0 ? 0 : (int) (value / width))]++;
        }
        var middles = new ArrayList<Object>();
        var ranges = new ArrayList<String>();
        for (int bin = 0; bin < bins; bin++) {
            middles.add(width * (bin + 0.5));
            ranges.add("%s to %s".formatted(Numbers.count(width * bin), Numbers.count(width * (bin + 1))));
        }
        return new Bars(unit, values, IntStream.of(counts).boxed().toList(), middles, ranges);
    }

    private static Bars decades(String unit, List<Double> values) {
        double largest = values.size() == 0 ? 0 : values.get(values.size() - 1);
        var users = new ArrayList<Integer>();
        var places = new ArrayList<Object>();
        var ranges = new ArrayList<String>();
        for (double from = 0, to = 1; from <= largest || users.isEmpty(); from = to, to *= 10) {
            double low = from;
            double high = to;
            users.add((int) values.stream()
                    .filter(value -> value >= low && value < high)
                    .count());
            places.add(from == 0 ? "0" : shortened(from) + "+");
            ranges.add(from == 0 ? "no" : "%s to %s".formatted(Numbers.count(from), Numbers.count(to - 1)));
        }
        return new Bars(unit, values, users, places, ranges);
    }

    private static List<Bars> requireAny(List<Bars> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("No values to draw: expected a column with at least one.");
        }
        return all;
    }

    /** As on an axis: 1k for a thousand. */
    private static String shortened(double count) {
        return count >= 1e6
                ? Numbers.count(count / 1e6) + "M"
                : count >= 1000 ? Numbers.count(count / 1000) + "k" : Numbers.count(count);
    }

    /** The values that are known, the smallest first. */
    static List<Double> sorted(NumericColumn<?> column) {
        return Arrays.stream(column.asDoubleArray())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .boxed()
                .toList();
    }

    /** By linear interpolation, of sorted values. */
    static double quantile(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        return sorted.get(below)
                + (place - below) * (sorted.get(Math.min(below + 1, sorted.size() - 1)) - sorted.get(below));
    }
}
