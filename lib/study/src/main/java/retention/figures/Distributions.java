package retention.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Numbers;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import tech.tablesaw.api.NumericColumn;

/**
 * How quantities are distributed over all users, as histograms, or among retained and lost users side by side, as violins: one panel per
 * column, whose name is the unit, such as {@code likes}. Missing values are left out.
 */
public final class Distributions {

    private static final int HISTOGRAM_HEIGHT = 170;
    private static final int VIOLIN_HEIGHT = 230;

    /** So many values give a violin its shape; a saved notebook would hold all others twice for nothing. */
    private static final int VIOLIN_VALUES = 500;

    /** The share of the users in the first bin from which on the title speaks of it. */
    private static final double MOST = 0.75;

    /** The counts that get a label on an axis of powers of ten. */
    private static final List<String> DECADES =
            List.of("0", "1", "10", "100", "1k", "10k", "100k", "1M", "10M", "100M");

    private Distributions() {}

    /** The known values of one quantity, or of one group of its users, the smallest first. */
    @SuppressWarnings("ArrayRecordComponent") // no two are compared
    private record Values(String unit, double[] sorted) {

        static Values of(NumericColumn<?> column, IntPredicate users) {
            return new Values(
                    column.name(),
                    IntStream.range(0, column.size())
                            .filter(user -> users.test(user) && !column.isMissing(user))
                            .mapToDouble(column::getDouble)
                            .sorted()
                            .toArray());
        }

        int users() {
            return sorted.length;
        }

        double largest() {
            return sorted[sorted.length - 1];
        }

        double quantile(double share) {
            return new Percentile()
                    .withEstimationType(Percentile.EstimationType.R_7)
                    .evaluate(sorted, 100 * share);
        }

        String median() {
            return Numbers.count(quantile(0.5));
        }

        /** The median with its unit, such as {@code 1 like} or {@code 15 likes}. */
        String typical() {
            var one = median().equals("1") && unit.endsWith("s");
            return median() + " " + (one ? unit.substring(0, unit.length() - 1) : unit);
        }

        /** How many values are in each of so many bins from zero to the largest. */
        int[] counts(int bins) {
            double width = largest() / bins;
            var counts = new int[bins];
            for (double value : sorted) {
                counts[Math.min(bins - 1, width == 0 ? 0 : (int) (value / width))]++;
            }
            return counts;
        }

        Chart.Panel histogram(int bins, String title) {
            double width = largest() / bins;
            var counts = counts(bins);
            return new Chart.Panel(
                            title,
                            Chart.axis(unit, "{tickformat: '~s', nticks: 5}"),
                            Chart.axis("users", "{rangemode: 'tozero', tickformat: '~s'}"))
                    .draw(
                            "{type: 'bar', x: ?, y: ?, hovertext: ?}",
                            IntStream.range(0, bins)
                                    .mapToDouble(bin -> width * (bin + 0.5))
                                    .toArray(),
                            counts,
                            IntStream.range(0, bins)
                                    .mapToObj(bin -> Numbers.text(
                                            "%,d users with %,.0f to %,.0f %s",
                                            counts[bin], width * bin, width * (bin + 1), Html.label(unit)))
                                    .toList());
        }
    }

    /**
     * Bins of one width from zero to the largest value, as in the published histograms.
     *
     * @throws IllegalArgumentException if there are no bins, or no column has a value
     */
    public static Chart equalBins(int bins, List<? extends NumericColumn<?>> columns) {
        Check.setting(bins >= 1, "bins", bins, "a whole number from 1");
        var all = columns.stream()
                .map(column -> Values.of(column, user -> true))
                .filter(values -> values.users() > 0)
                .toList();
        requireAny(all);
        var first = all.get(0);
        var filled = all.stream().mapToInt(each -> each.counts(bins)[0]).summaryStatistics();
        var range = filled.getMin() == filled.getMax() ? "%,d" : "%,d to %,d";
        return Chart.of(
                first.counts(bins)[0] < MOST * first.users()
                        ? Numbers.text(
                                "Half of all users have at most %s; the largest has %s",
                                first.typical(), Numbers.count(first.largest()))
                        : Numbers.text(range, filled.getMin(), filled.getMax())
                                + Numbers.text(
                                        " of %,d users fall into the first of %d equal bins",
                                        all.stream()
                                                .mapToInt(Values::users)
                                                .max()
                                                .orElseThrow(),
                                        bins),
                "Bins of one width from zero to the largest value.",
                all.stream()
                        .map(each -> Numbers.text(
                                "%s: first bin %,d users, largest value %,.0f",
                                each.unit, each.counts(bins)[0], each.largest()))
                        .collect(Collectors.joining("; ", "", ".")),
                all.size() > 1 ? HISTOGRAM_HEIGHT : 2 * HISTOGRAM_HEIGHT,
                all.stream()
                        .map(each -> each.histogram(bins, all.size() > 1 ? each.unit : ""))
                        .toList());
    }

    /** The retained users, or the lost ones. */
    private record Group(boolean retained, Values values) {

        String name() {
            return retained ? "retained" : "lost";
        }

        String color() {
            return retained ? Chart.RETAINED : Chart.LOST;
        }

        String unit() {
            return values.unit;
        }

        /** What its violin is drawn from: every retained user, and of many lost ones evenly spaced ranks, the ends included. */
        DoubleStream drawn() {
            int last = values.users() - 1;
            return retained || last < VIOLIN_VALUES
                    ? Arrays.stream(values.sorted)
                    : IntStream.range(0, VIOLIN_VALUES)
                            .mapToDouble(i -> values.sorted[(int) ((long) i * last / (VIOLIN_VALUES - 1))]);
        }

        /** Each user in words. */
        List<String> dots() {
            return Arrays.stream(values.sorted)
                    .mapToObj(value -> Numbers.text("a retained user with %,.0f %s", value, Html.label(unit())))
                    .toList();
        }

        String words() {
            return values.users() == 1
                    ? "%s: one user with %s %s".formatted(name(), values.median(), Html.label(unit()))
                    : Numbers.text(
                            "%s: median %s %s; half of the %,d users between %,.0f and %,.0f",
                            name(),
                            values.median(),
                            Html.label(unit()),
                            values.users(),
                            values.quantile(0.25),
                            values.quantile(0.75));
        }
    }

    /**
     * A violin with its quartiles for each group that has users, on an axis on which 10, 100 and 1,000 are equally far apart, and each
     * retained user as a dot.
     *
     * @param columns values of zero or more, one for each user
     * @param retained the outcome of each user
     * @throws IllegalArgumentException if a column and the outcomes differ in length, or no column has a value
     */
    public static Chart byRetention(List<? extends NumericColumn<?>> columns, boolean[] retained) {
        return violins(columns, retained, true);
    }

    /** The same on the raw scale, as in the published violins. */
    public static Chart byRetentionAsPublished(List<? extends NumericColumn<?>> columns, boolean[] retained) {
        return violins(columns, retained, false);
    }

    private static Chart violins(List<? extends NumericColumn<?>> columns, boolean[] retained, boolean log) {
        var drawn = columns.stream()
                .map(column -> groups(column, retained))
                .filter(groups -> !groups.isEmpty())
                .toList();
        requireAny(drawn);
        var lost = drawn.get(0).get(0);
        var last = drawn.get(0).get(drawn.get(0).size() - 1);
        var title = !log
                ? Numbers.text(
                        "On the raw scale one user with %,.0f %s hides the rest", largest(drawn.get(0)), last.unit())
                : drawn.get(0).size() == 1
                        ? Numbers.text(
                                "All %,d users are %s; half of them have at most %s",
                                last.values.users(), last.name(), last.values.typical())
                        : "%s has %s, the median lost user %s"
                                .formatted(
                                        last.values.users() == 1 ? "The one retained user" : "The median retained user",
                                        last.values.typical(),
                                        lost.values.median());
        return Chart.of(
                title,
                "Each dot is one retained user; the box holds the middle half of a group and the diamond is its median."
                        + (log ? "" : " Drawn as published."),
                drawn.stream().flatMap(List::stream).map(Group::words).collect(Collectors.joining(". ", "", ".")),
                VIOLIN_HEIGHT,
                drawn.stream().map(groups -> violins(groups, log)).toList());
    }

    /** The lost and the retained, if there are any. */
    private static List<Group> groups(NumericColumn<?> column, boolean[] retained) {
        if (column.size() != retained.length) {
            throw new IllegalArgumentException(
                    "%d values for %d users; expected one for each".formatted(column.size(), retained.length));
        }
        return Stream.of(false, true)
                .map(group -> new Group(group, Values.of(column, user -> retained[user] == group)))
                .filter(group -> group.values.users() > 0)
                .toList();
    }

    private static double largest(List<Group> groups) {
        return groups.stream()
                .mapToDouble(group -> group.values.largest())
                .max()
                .orElseThrow();
    }

    private static Chart.Panel violins(List<Group> groups, boolean log) {
        var unit = groups.get(0).unit();
        DoubleUnaryOperator position = value -> log ? Math.log10(1 + value) : value;
        int labels = Math.min(DECADES.size(), Math.max(3, (int) Math.ceil(Math.log10(1 + largest(groups))) + 2));
        var decades = IntStream.range(0, labels)
                .mapToDouble(i -> i == 0 ? 0 : position.applyAsDouble(Math.pow(10, i - 1)))
                .toArray();
        var panel = new Chart.Panel(
                unit,
                Chart.axis(
                        "",
                        "{tickvals: ?, ticktext: ?, range: [-0.6, ?], showgrid: false}",
                        IntStream.range(0, groups.size()).toArray(),
                        groups.stream()
                                .map(group -> Numbers.text("%s (%,d)", group.name(), group.values.users()))
                                .toList(),
                        groups.size() - 0.4),
                log
                        ? Chart.axis(unit, "{tickvals: ?, ticktext: ?}", decades, DECADES.subList(0, labels))
                        : Chart.axis(unit, "{tickformat: '~s', rangemode: 'tozero'}"));
        for (int place = 0; place < groups.size(); place++) {
            var group = groups.get(place);
            var positions = Chart.numbers(group.drawn().map(position).toArray());
            panel.draw(
                    """
                    {type: 'violin', x0: ?, y: ?, line: {color: ?}, points: ?, jitter: 0.6, pointpos: -0.7, hoveron: 'points',
                     hovertext: ?, hoverinfo: 'text', marker: {size: 6, opacity: 0.8, line: {color: '#FFFFFF', width: 0.5}}}""",
                    place,
                    positions,
                    group.color(),
                    group.retained ? "all" : false,
                    group.retained ? group.dots() : List.of());
            panel.draw(
                    """
                    {type: 'scatter', mode: 'markers', x: [?], y: [?], hovertext: [?],
                     marker: {symbol: 'diamond', size: 11, color: '#FFFFFF', line: {color: ?, width: 2}}}""",
                    place,
                    position.applyAsDouble(group.values.quantile(0.5)),
                    group.words(),
                    group.color());
        }
        return panel;
    }

    private static void requireAny(List<?> drawn) {
        Check.that(!drawn.isEmpty(), "No values to draw: expected a column with at least one.");
    }
}
