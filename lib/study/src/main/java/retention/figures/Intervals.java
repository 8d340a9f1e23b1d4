package retention.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Numbers;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;

/**
 * Estimates with their intervals, one below the other: a forest plot. Each method adds to the figure and returns it:
 *
 * <pre>{@code Intervals.of("AUC-ROC", aucs).against("chance", 0.5).highestFirst().beside("newcomers", ofNewcomers)}</pre>
 */
public final class Intervals implements Html.Shown {

    private static final int ROW_HEIGHT = 30;
    private static final double LEVEL = 0.95;

    private static final String POINTS =
            """
            {type: 'scatter', mode: 'markers', name: ?, showlegend: ?, x: ?, y: ?, hovertext: ?,
             marker: {color: ?, size: 9, symbol: ?},
             error_x: {type: 'data', symmetric: false, color: ?, thickness: 1.5, width: 3, array: ?, arrayminus: ?}}""";

    private static final String DASHED =
            """
            {type: 'scatter', mode: 'lines+markers', marker: {size: 1, color: ?}, x: [?, ?], y: [-0.6, ?],
             line: {color: ?, dash: 'dash', width: 1.5}, hoverinfo: 'skip'}""";

    private static final String VALUE = "{xref: 'x domain', x: 1, xanchor: 'left', xshift: 8, y: ?, font: {size: 12}}";

    private static final String LOGARITHMIC =
            "{tickangle: 0, type: 'log', tickvals: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100], tickformat: '~r'}";

    /** How far apart the groups of one row are, in rows. */
    private static final double SHIFT = 0.26;

    private enum Order {
        AS_GIVEN,
        HIGHEST_FIRST,
        LOWEST_FIRST
    }

    private enum Scale {
        PLAIN,
        PERCENT,
        LOGARITHMIC
    }

    /** The value that means no effect. */
    private record Reference(String name, double value) {}

    private final String measure;

    /** By group, and by name in it; the first one, which has no name while it is alone, has all names. */
    private final Map<String, Map<String, Interval>> groups = new LinkedHashMap<>();

    /** What stands behind a name. */
    private final Map<String, String> notes = new LinkedHashMap<>();

    private Optional<Reference> reference = Optional.empty();
    private Order order = Order.AS_GIVEN;
    private Scale scale = Scale.PLAIN;

    private Intervals(String measure, Map<String, Interval> intervals) {
        this.measure = measure;
        groups.put("", new LinkedHashMap<>(intervals));
    }

    /**
     * A point and its whiskers for each name, the first one on top.
     *
     * @param measure what is estimated, such as {@code AUC-ROC}
     * @param intervals by name, in the order in which to show them
     * @throws IllegalArgumentException if there is none
     */
    public static Intervals of(String measure, Map<String, Interval> intervals) {
        Check.that(!intervals.isEmpty(), "No intervals to draw; expected at least one");
        return new Intervals(measure, intervals);
    }

    /**
     * The shares of groups in percent with Wilson's 95 % intervals, each with its numbers, against that of all users.
     *
     * @param measure what the share is of, such as {@code retained}
     * @param rates how many of the users of each group, such as of {@code GroupRetention}
     */
    public static Intervals rates(String measure, Map<String, Ratio> rates) {
        var figure = of(measure, wilson(rates)).inPercent();
        rates.forEach((name, rate) ->
                figure.notes.put(name, Numbers.text(" (%,.0f of %,.0f)", rate.numerator(), rate.denominator())));
        double retained = rates.values().stream().mapToDouble(Ratio::numerator).sum();
        double users = rates.values().stream().mapToDouble(Ratio::denominator).sum();
        double share = retained / Math.max(1, users);
        return figure.against("the %s of all users".formatted(Numbers.percent(share, share < 0.1 ? 1 : 0)), share);
    }

    private static Map<String, Interval> wilson(Map<String, Ratio> rates) {
        var intervals = new LinkedHashMap<String, Interval>();
        rates.forEach((name, rate) -> intervals.put(name, Interval.wilson(rate, LEVEL)));
        return intervals;
    }

    /** With a dashed line where there is no effect, such as {@code chance} at an AUC of 0.5; the title counts the intervals beyond it. */
    public Intervals against(String name, double value) {
        reference = Optional.of(new Reference(name, value));
        return this;
    }

    /** The highest estimate on top. */
    public Intervals highestFirst() {
        order = Order.HIGHEST_FIRST;
        return this;
    }

    /** The lowest estimate on top, as the best one. */
    public Intervals lowestFirst() {
        order = Order.LOWEST_FIRST;
        return this;
    }

    /** Ratios on a logarithmic axis, on which one half and two are equally far from 1. */
    public Intervals logarithmic() {
        scale = Scale.LOGARITHMIC;
        return this;
    }

    /** Shares in percent; the name that is given to {@link #against} then says its value. */
    public Intervals inPercent() {
        scale = Scale.PERCENT;
        return this;
    }

    /** Part of the users in other marks; a name without an interval there has none, and a part without any is not named. */
    public Intervals beside(String part, Map<String, Interval> intervals) {
        if (intervals.isEmpty()) {
            return this;
        }
        Optional.ofNullable(groups.remove("")).ifPresent(everybody -> groups.put("everybody", everybody));
        groups.put(part, intervals);
        return this;
    }

    /** The shares of the same groups among part of the users; see {@link #rates}. */
    public Intervals besideRates(String part, Map<String, Ratio> rates) {
        return beside(part, wilson(rates));
    }

    @Override
    public Chart shown() {
        var first = first();
        var names = new ArrayList<>(first.keySet());
        if (order != Order.AS_GIVEN) {
            names.sort(bestFirst());
        }
        int rows = names.size();
        var heights = IntStream.range(0, rows).map(row -> rows - 1 - row).toArray();
        var labels = names.stream()
                .map(name -> Html.label(name + notes.getOrDefault(name, "")))
                .toList();
        var values = names.stream().map(name -> words(first.get(name))).toList();
        int longest = values.stream().mapToInt(String::length).max().orElseThrow();
        var upright = Chart.axis("", "{tickvals: ?, ticktext: ?, range: [-0.6, ?]}", heights, labels, rows - 0.4);
        var panel = new Chart.Panel("", xAxis(), upright)
                .room(20, 8 + 8 * longest, 56)
                .values(values);
        int place = 0;
        for (var group : groups.entrySet()) {
            marks(panel, names, group.getKey(), group.getValue(), place++);
        }
        IntStream.range(0, rows).forEach(row -> panel.write(Html.label(values.get(row)), VALUE, heights[row]));
        reference.ifPresent(line -> {
            double at = onAxis(line.value());
            panel.draw(DASHED, Chart.REFERENCE, at, at, rows - 0.4, Chart.REFERENCE);
        });
        var description = Chart.words(List.copyOf(groups.keySet()), ". ", group -> spoken(names, group));
        int height = ROW_HEIGHT * rows + 10 * (groups.size() - 1) * rows;
        return Chart.of(title(), caption(), description, height, List.of(panel));
    }

    private Map<String, Interval> first() {
        return groups.values().iterator().next();
    }

    private Stream<Interval> all() {
        return groups.values().stream().flatMap(group -> group.values().stream());
    }

    private Comparator<String> bestFirst() {
        var byEstimate =
                Comparator.comparingDouble((String name) -> first().get(name).estimate());
        return order == Order.LOWEST_FIRST ? byEstimate : byEstimate.reversed();
    }

    private Map<String, Object> xAxis() {
        if (scale == Scale.LOGARITHMIC) {
            return Chart.axis(measure + " (log scale)", LOGARITHMIC);
        }
        var axis = Chart.axis(measure + (scale == Scale.PERCENT ? ", %" : ""), "{nticks: 6, tickangle: 0}");
        cut().ifPresent(end -> axis.put("range", List.of(-0.03 * end, end)));
        return axis;
    }

    /**
     * Where the axis of shares ends, in percent: at twice the highest upper limit of those that are not zero. Small groups with nobody
     * have intervals beside which all others would be dots. Nothing if all intervals end before.
     */
    private OptionalDouble cut() {
        var known = all().filter(each -> each.estimate() > 0);
        double end = 200 * known.mapToDouble(Interval::upper).max().orElse(Double.POSITIVE_INFINITY);
        return scale == Scale.PERCENT && all().anyMatch(each -> 100 * each.upper() > end)
                ? OptionalDouble.of(end)
                : OptionalDouble.empty();
    }

    private void marks(
            Chart.Panel panel, List<String> names, String group, Map<String, Interval> intervals, int place) {
        var known = names.stream().filter(intervals::containsKey).toList();
        var all = known.stream().map(intervals::get).toList();
        var color = Chart.GROUPS.get(place % Chart.GROUPS.size());
        var symbol = Chart.SYMBOLS.get(place % Chart.SYMBOLS.size());
        double shift = SHIFT * ((groups.size() - 1) / 2.0 - place);
        int top = names.size() - 1;
        var heights =
                known.stream().map(name -> top - names.indexOf(name) + shift).toList();
        var part = group.isEmpty() ? "" : group + ", ";
        var hovers = known.stream()
                .map(name -> Html.label("%s%s: %s %s".formatted(part, name, measure, words(intervals.get(name)))))
                .toList();
        var estimates = each(all, Interval::estimate);
        var above = each(all, interval -> interval.upper() - interval.estimate());
        var below = each(all, interval -> interval.estimate() - interval.lower());
        var legend = Html.label(group);
        boolean several = groups.size() > 1;
        panel.draw(POINTS, legend, several, estimates, heights, hovers, color, symbol, color, above, below);
    }

    private List<Number> each(List<Interval> intervals, ToDoubleFunction<Interval> of) {
        return Chart.numbers(intervals, interval -> onAxis(of.applyAsDouble(interval)));
    }

    private double onAxis(double value) {
        return scale == Scale.PERCENT ? 100 * value : value;
    }

    private String title() {
        var intervals = first();
        var beyond = reference.map(line -> beyond(line, intervals.values()));
        boolean differences = reference.stream().anyMatch(line -> line.value() == 0);
        if (intervals.size() > 1 && beyond.isPresent() && (differences || scale == Scale.PERCENT)) {
            return Chart.capital(measure) + ": " + beyond.get();
        }
        var ending = beyond.map(finding -> "; " + finding).orElse("");
        if (intervals.size() > 2 && order == Order.AS_GIVEN) {
            var estimates = intervals.values().stream().mapToDouble(Interval::estimate);
            var range = estimates.summaryStatistics();
            var words = "%s from %s to %s"
                    .formatted(Chart.capital(measure), rounded(range.getMin()), rounded(range.getMax()));
            return words + ending;
        }
        var name = Collections.min(intervals.keySet(), bestFirst());
        var words = words(intervals.get(name));
        var first = order == Order.LOWEST_FIRST ? "Lowest" : "Highest";
        return intervals.size() == 1
                ? "%s: %s %s%s".formatted(name, measure, words, ending)
                : "%s %s: %s, %s%s".formatted(first, measure, name, words, ending);
    }

    /** How many intervals lie on either side of a value, the better side first. */
    private String beyond(Reference line, Collection<Interval> intervals) {
        long above =
                intervals.stream().filter(each -> each.lower() > line.value()).count();
        long below =
                intervals.stream().filter(each -> each.upper() < line.value()).count();
        if (above + below == 0) {
            return switch (intervals.size()) {
                case 1 -> "the interval includes " + line.name();
                case 2 -> "both intervals include " + line.name();
                default -> Numbers.text("all %d intervals include %s", intervals.size(), line.name());
            };
        }
        boolean lower = order == Order.LOWEST_FIRST || above == 0;
        long better = lower ? below : above;
        long other = lower ? above : below;
        boolean everyOne = better == intervals.size() && better > 2;
        var these = everyOne ? "all " + better : better + " of " + intervals.size();
        var lie = (better == 1 ? "lies " : "lie ") + (lower ? "below" : "above");
        var others = other == 0 ? "" : ", " + other + (lower ? " above" : " below");
        return "%s intervals %s %s%s".formatted(these, lie, line.name(), others);
    }

    private String caption() {
        var level = Numbers.percent(first().values().iterator().next().level(), 0);
        var dashed = reference.map(line -> "; dashed: " + line.name()
                + (scale == Scale.PERCENT ? "" : ", " + Numbers.plain(Math.rint(1000 * line.value()) / 1000)));
        var beyond = cut().isPresent() ? "; the longest lines go on beyond the axis" : "";
        return "Points are estimates, lines their %s intervals%s%s.".formatted(level, dashed.orElse(""), beyond);
    }

    private String spoken(List<String> names, String group) {
        var intervals = groups.get(group);
        return names.stream()
                .filter(intervals::containsKey)
                .map(name -> name + " " + words(intervals.get(name)))
                .collect(Collectors.joining("; ", group.isEmpty() ? "" : group + ": ", ""));
    }

    /** Such as {@code 0.86 [0.78, 0.92]}. */
    private String words(Interval interval) {
        var shown = Numbers.interval(
                onAxis(interval.estimate()), onAxis(interval.lower()), onAxis(interval.upper()), decimals());
        return shown + (scale == Scale.PERCENT ? " %" : "");
    }

    private String rounded(double estimate) {
        return Numbers.fixed(onAxis(estimate), decimals());
    }

    /** As many as two digits of the median width of all intervals take. */
    private int decimals() {
        var widths = all().mapToDouble(each -> onAxis(each.width()))
                .filter(width -> width > 0)
                .sorted()
                .toArray();
        return Numbers.decimals(widths.length == 0 ? 0 : widths[widths.length / 2]);
    }
}
