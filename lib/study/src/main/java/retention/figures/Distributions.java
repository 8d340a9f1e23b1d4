package retention.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

    private static final String SIDE_BY_SIDE = "{tickvals: ?, ticktext: ?, range: [-0.6, ?], showgrid: false}";

    private static final String VIOLIN =
            """
            {type: 'violin', x0: ?, y: ?, line: {color: ?}, points: ?, jitter: 0.6, pointpos: -0.7, hoveron: 'points',
             hovertext: ?, hoverinfo: 'text', marker: {size: 6, opacity: 0.8, line: {color: '#FFFFFF', width: 0.5}}}""";

    private static final String MEDIAN =
            """
            {type: 'scatter', mode: 'markers', x: [?], y: [?], hovertext: [?],
             marker: {symbol: 'diamond', size: 11, color: '#FFFFFF', line: {color: ?, width: 2}}}""";

    private Distributions() {}

    /** The known values of one quantity, the smallest first, of all users or of a group: the retained, or the lost. */
    @SuppressWarnings("ArrayRecordComponent") // no two are compared
    private record Values(String group, String unit, double[] sorted) {

        static Values of(String group, NumericColumn<?> column, IntPredicate users) {
            var known = IntStream.range(0, column.size()).filter(user -> users.test(user) && !column.isMissing(user));
            var values = known.mapToDouble(column::getDouble).sorted();
            return new Values(group, column.name(), values.toArray());
        }

        boolean retained() {
            return group.equals("retained");
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
            return median() + " " + (median().equals("1") ? unit.replaceFirst("s$", "") : unit);
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

        /** What a violin is drawn from: every retained user, and of many lost ones evenly spaced ranks, the ends included. */
        DoubleStream drawn() {
            long last = sorted.length - 1L;
            var ranks = LongStream.range(0, VIOLIN_VALUES).map(i -> i * last / (VIOLIN_VALUES - 1));
            boolean few = last < VIOLIN_VALUES;
            return retained() || few ? Arrays.stream(sorted) : ranks.mapToDouble(rank -> sorted[(int) rank]);
        }

        String words() {
            var label = Html.label(unit);
            var many = "%s: median %s %s; half of the %,d users between %,.0f and %,.0f";
            return users() == 1
                    ? "%s: one user with %s %s".formatted(group, median(), label)
                    : Numbers.text(many, group, median(), label, users(), quantile(0.25), quantile(0.75));
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
                .map(column -> Values.of("all", column, user -> true))
                .filter(values -> values.users() > 0)
                .toList();
        requireAny(all);
        var first = all.get(0);
        int users = all.stream().mapToInt(Values::users).max().orElseThrow();
        var filled = all.stream().mapToInt(each -> each.counts(bins)[0]).summaryStatistics();
        var range = filled.getMin() == filled.getMax() ? "%,d" : "%,d to %,d";
        var title = first.counts(bins)[0] < MOST * first.users()
                ? "Half of all users have at most %s; the largest has %s"
                        .formatted(first.typical(), Numbers.count(first.largest()))
                : Numbers.text(range, filled.getMin(), filled.getMax())
                        + Numbers.text(" of %,d users fall into the first of %d equal bins", users, bins);
        var words = "%s: first bin %,d users, largest value %,.0f";
        boolean several = all.size() > 1;
        return Chart.of(
                title,
                "Bins of one width from zero to the largest value.",
                Chart.words(all, "; ", each -> Numbers.text(words, each.unit, each.counts(bins)[0], each.largest())),
                several ? HISTOGRAM_HEIGHT : 2 * HISTOGRAM_HEIGHT,
                all.stream().map(each -> histogram(each, bins, several)).toList());
    }

    private static Chart.Panel histogram(Values values, int bins, boolean titled) {
        double width = values.largest() / bins;
        var counts = values.counts(bins);
        var middles =
                IntStream.range(0, bins).mapToDouble(bin -> width * (bin + 0.5)).toArray();
        var hover = "%,d users with %,.0f to %,.0f %s";
        var unit = Html.label(values.unit);
        var hovers = IntStream.range(0, bins)
                .mapToObj(bin -> Numbers.text(hover, counts[bin], width * bin, width * (bin + 1), unit))
                .toList();
        var across = Chart.axis(values.unit, "{tickformat: '~s', nticks: 5}");
        var upright = Chart.axis("users", "{rangemode: 'tozero', tickformat: '~s'}");
        return new Chart.Panel(titled ? values.unit : "", across, upright)
                .draw("{type: 'bar', x: ?, y: ?, hovertext: ?}", middles, counts, hovers);
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
        return Chart.of(
                title(drawn.get(0), log),
                "Each dot is one retained user; the box holds the middle half of a group and the diamond is its median."
                        + (log ? "" : " Drawn as published."),
                Chart.words(drawn.stream().flatMap(List::stream).toList(), ". ", Values::words),
                VIOLIN_HEIGHT,
                drawn.stream().map(groups -> violins(groups, log)).toList());
    }

    private static String title(List<Values> groups, boolean log) {
        var last = groups.get(groups.size() - 1);
        if (!log) {
            return Numbers.text("On the raw scale one user with %,.0f %s hides the rest", largest(groups), last.unit);
        }
        var all = "All %,d users are %s; half of them have at most %s";
        var both = "%s retained user has %s, the median lost user %s";
        var which = last.users() == 1 ? "The one" : "The median";
        return groups.size() == 1
                ? Numbers.text(all, last.users(), last.group, last.typical())
                : both.formatted(which, last.typical(), groups.get(0).median());
    }

    /** The lost and the retained, if there are any. */
    private static List<Values> groups(NumericColumn<?> column, boolean[] retained) {
        int values = column.size();
        int users = retained.length;
        Check.that(values == users, "%d values for %d users; expected one for each", values, users);
        return Stream.of("lost", "retained")
                .map(group -> Values.of(group, column, user -> retained[user] == group.equals("retained")))
                .filter(group -> group.users() > 0)
                .toList();
    }

    private static double largest(List<Values> groups) {
        return groups.stream().mapToDouble(Values::largest).max().orElseThrow();
    }

    private static Chart.Panel violins(List<Values> groups, boolean log) {
        var unit = groups.get(0).unit;
        DoubleUnaryOperator position = value -> log ? Math.log10(1 + value) : value;
        int labels = Math.min(DECADES.size(), Math.max(3, (int) Math.ceil(Math.log10(1 + largest(groups))) + 2));
        var decades = IntStream.range(0, labels)
                .mapToDouble(i -> i == 0 ? 0 : position.applyAsDouble(Math.pow(10, i - 1)))
                .toArray();
        var upright = log
                ? Chart.axis(unit, "{tickvals: ?, ticktext: ?}", decades, DECADES.subList(0, labels))
                : Chart.axis(unit, "{tickformat: '~s', rangemode: 'tozero'}");
        var places = IntStream.range(0, groups.size()).toArray();
        var names = groups.stream()
                .map(group -> Numbers.text("%s (%,d)", group.group, group.users()))
                .toList();
        var panel = new Chart.Panel(unit, Chart.axis("", SIDE_BY_SIDE, places, names, groups.size() - 0.4), upright);
        for (int place = 0; place < groups.size(); place++) {
            var group = groups.get(place);
            var color = group.retained() ? Chart.RETAINED : Chart.LOST;
            var drawn = Chart.numbers(group.drawn().map(position).toArray());
            var dots = Arrays.stream(group.retained() ? group.sorted : new double[0])
                    .mapToObj(value -> Numbers.text("a retained user with %,.0f %s", value, Html.label(unit)))
                    .toList();
            double median = position.applyAsDouble(group.quantile(0.5));
            panel.draw(VIOLIN, place, drawn, color, group.retained() ? "all" : false, dots)
                    .draw(MEDIAN, place, median, group.words(), color);
        }
        return panel;
    }

    private static void requireAny(List<?> drawn) {
        Check.that(!drawn.isEmpty(), "No values to draw: expected a column with at least one.");
    }
}
