package retention.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final List<String> SYMBOLS = List.of("circle", "diamond", "square");

    private static final double LEVEL = 0.95;

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

    /** What stands in parentheses behind a name. */
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
                figure.notes.put(name, Numbers.text("%,.0f of %,.0f", rate.numerator(), rate.denominator())));
        double share = rates.values().stream().mapToDouble(Ratio::numerator).sum()
                / Math.max(
                        1,
                        rates.values().stream().mapToDouble(Ratio::denominator).sum());
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
        var first = groups.values().iterator().next();
        var names = new ArrayList<>(first.keySet());
        if (order != Order.AS_GIVEN) {
            var byEstimate =
                    Comparator.comparingDouble((String name) -> first.get(name).estimate());
            names.sort(order == Order.HIGHEST_FIRST ? byEstimate.reversed() : byEstimate);
        }
        int rows = names.size();
        var values = names.stream().map(name -> words(first.get(name))).toList();
        var labels = names.stream()
                .map(name -> notes.containsKey(name) ? name + " (" + notes.get(name) + ")" : name)
                .map(Html::label)
                .toList();
        var panel = new Chart.Panel(
                        "",
                        xAxis(),
                        Chart.axis(
                                "",
                                "{tickvals: ?, ticktext: ?, range: [-0.6, ?]}",
                                IntStream.range(0, rows)
                                        .map(row -> rows - 1 - row)
                                        .toArray(),
                                labels,
                                rows - 0.4))
                .room(20, 8 + 8 * values.stream().mapToInt(String::length).max().orElseThrow(), 56)
                .values(values);
        int place = 0;
        for (var group : groups.entrySet()) {
            marks(panel, names, group.getKey(), group.getValue(), place++);
        }
        var beside = "{xref: 'x domain', x: 1, xanchor: 'left', xshift: 8, y: ?, font: {size: 12}}";
        IntStream.range(0, rows).forEach(row -> panel.write(values.get(row), beside, rows - 1 - row));
        reference.ifPresent(line -> panel.draw(
                """
                {type: 'scatter', mode: 'lines+markers', marker: {size: 1, color: ?}, x: [?, ?], y: [-0.6, ?],
                 line: {color: ?, dash: 'dash', width: 1.5}, hoverinfo: 'skip'}""",
                Chart.REFERENCE,
                onAxis(line.value()),
                onAxis(line.value()),
                rows - 0.4,
                Chart.REFERENCE));
        return Chart.of(
                title(first),
                caption(first),
                groups.entrySet().stream()
                        .map(group -> spoken(names, group.getKey(), group.getValue()))
                        .collect(Collectors.joining(". ", "", ".")),
                ROW_HEIGHT * rows + 10 * (groups.size() - 1) * rows,
                List.of(panel));
    }

    private Map<String, Object> xAxis() {
        return switch (scale) {
            case PLAIN -> Chart.axis(measure, "{nticks: 6, tickangle: 0}");
            case PERCENT ->
                cut().isPresent()
                        ? Chart.axis(
                                measure + ", %",
                                "{nticks: 6, tickangle: 0, range: [?, ?]}",
                                -0.03 * cut().getAsDouble(),
                                cut().getAsDouble())
                        : Chart.axis(measure + ", %", "{nticks: 6, tickangle: 0}");
            case LOGARITHMIC ->
                Chart.axis(
                        measure + " (log scale)",
                        "{tickangle: 0, type: 'log', tickvals: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100], tickformat: '~r'}");
        };
    }

    /**
     * Where the axis of shares ends, in percent: at twice the highest upper limit of those that are not zero. Small groups with nobody
     * have intervals beside which all others would be dots. Nothing if all intervals end before.
     */
    private OptionalDouble cut() {
        var all = groups.values().stream()
                .flatMap(group -> group.values().stream())
                .toList();
        double end = 200
                * all.stream()
                        .filter(each -> each.estimate() > 0)
                        .mapToDouble(Interval::upper)
                        .max()
                        .orElse(Double.POSITIVE_INFINITY);
        return scale == Scale.PERCENT && all.stream().anyMatch(each -> 100 * each.upper() > end)
                ? OptionalDouble.of(end)
                : OptionalDouble.empty();
    }

    private void marks(
            Chart.Panel panel, List<String> names, String group, Map<String, Interval> intervals, int place) {
        var known = names.stream().filter(intervals::containsKey).toList();
        var all = known.stream().map(intervals::get).toList();
        var color = Chart.GROUPS.get(place % Chart.GROUPS.size());
        double shift = SHIFT * ((groups.size() - 1) / 2.0 - place);
        var hovers = known.stream()
                .map(name -> (group.isEmpty() ? "" : group + ", ")
                        + "%s: %s %s".formatted(name, measure, words(intervals.get(name))))
                .map(Html::label)
                .toList();
        panel.draw(
                """
                {type: 'scatter', mode: 'markers', name: ?, showlegend: ?, x: ?, y: ?, hovertext: ?,
                 marker: {color: ?, size: 9, symbol: ?},
                 error_x: {type: 'data', symmetric: false, color: ?, thickness: 1.5, width: 3, array: ?, arrayminus: ?}}""",
                Html.label(group),
                groups.size() > 1,
                each(all, Interval::estimate),
                known.stream()
                        .map(name -> names.size() - 1 - names.indexOf(name) + shift)
                        .toList(),
                hovers,
                color,
                SYMBOLS.get(place % SYMBOLS.size()),
                color,
                each(all, interval -> interval.upper() - interval.estimate()),
                each(all, interval -> interval.estimate() - interval.lower()));
    }

    private List<Number> each(List<Interval> intervals, ToDoubleFunction<Interval> of) {
        return Chart.numbers(
                intervals.stream().mapToDouble(of).map(this::onAxis).toArray());
    }

    private double onAxis(double value) {
        return scale == Scale.PERCENT ? 100 * value : value;
    }

    private String title(Map<String, Interval> intervals) {
        var beyond = reference.map(line -> beyond(line, intervals.values()));
        boolean differences = reference.stream().anyMatch(line -> line.value() == 0);
        if (intervals.size() > 1 && beyond.isPresent() && (differences || scale == Scale.PERCENT)) {
            return Chart.capital(measure) + ": " + beyond.get();
        }
        if (intervals.size() > 2 && order == Order.AS_GIVEN) {
            var estimates =
                    intervals.values().stream().mapToDouble(Interval::estimate).summaryStatistics();
            return "%s from %s to %s"
                            .formatted(Chart.capital(measure), rounded(estimates.getMin()), rounded(estimates.getMax()))
                    + beyond.map(finding -> "; " + finding).orElse("");
        }
        boolean lowest = order == Order.LOWEST_FIRST;
        var byEstimate = Map.Entry.<String, Interval>comparingByValue(Comparator.comparingDouble(Interval::estimate));
        var best = intervals.entrySet().stream()
                .max(lowest ? byEstimate.reversed() : byEstimate)
                .orElseThrow();
        var name = best.getKey();
        var words = words(best.getValue());
        return (intervals.size() == 1
                        ? "%s: %s %s".formatted(name, measure, words)
                        : "%s %s: %s, %s".formatted(lowest ? "Lowest" : "Highest", measure, name, words))
                + beyond.map(finding -> "; " + finding).orElse("");
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
        return Numbers.text(
                "%s %s %s %s%s",
                better == intervals.size() && better > 2
                        ? Numbers.text("all %d intervals", better)
                        : Numbers.text("%d of %d intervals", better, intervals.size()),
                better == 1 ? "lies" : "lie",
                lower ? "below" : "above",
                line.name(),
                other == 0 ? "" : Numbers.text(", %d %s", other, lower ? "above" : "below"));
    }

    private String caption(Map<String, Interval> intervals) {
        double level = intervals.values().iterator().next().level();
        var dashed = reference.map(line -> "; dashed: " + line.name()
                + (scale == Scale.PERCENT ? "" : ", " + Numbers.plain(Math.rint(1000 * line.value()) / 1000)));
        return "Points are estimates, lines their %s intervals%s%s."
                .formatted(
                        Numbers.percent(level, 0),
                        dashed.orElse(""),
                        cut().isPresent() ? "; the longest lines go on beyond the axis" : "");
    }

    private String spoken(List<String> names, String group, Map<String, Interval> intervals) {
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
        var widths = groups.values().stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(each -> onAxis(each.width()))
                .filter(width -> width > 0)
                .sorted()
                .toArray();
        return Numbers.decimals(widths.length == 0 ? 0 : widths[widths.length / 2]);
    }
}
