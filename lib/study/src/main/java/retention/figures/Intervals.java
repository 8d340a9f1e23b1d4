package retention.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.evaluation.Interval;
import tech.tablesaw.api.Table;

/**
 * Estimates with their intervals, one below the other: a forest plot. Each method returns another figure of the same intervals:
 *
 * <pre>{@code Intervals.of("AUC-ROC", aucs).against("chance", 0.5).highestFirst().beside("newcomers", ofNewcomers)}</pre>
 */
public final class Intervals implements Html.Shown {

    private static final int ROW_HEIGHT = 30;
    private static final List<String> SYMBOLS = List.of("circle", "diamond", "square");

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

    /** All but the intervals; a note stands in parentheses behind a name. */
    private record Style(
            String measure, Map<String, String> notes, Optional<Reference> reference, Order order, Scale scale) {}

    private final Map<String, Map<String, Interval>> groups;
    private final Style style;

    private Intervals(Map<String, Map<String, Interval>> groups, Style style) {
        this.groups = groups;
        this.style = style;
    }

    /**
     * A point and its whiskers for each name, the first one on top.
     *
     * @param measure what is estimated, such as {@code AUC-ROC}
     * @param intervals by name, in the order in which to show them
     * @throws IllegalArgumentException if there is none
     */
    public static Intervals of(String measure, Map<String, Interval> intervals) {
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("No intervals to draw; expected at least one");
        }
        return new Intervals(
                Map.of("", new LinkedHashMap<>(intervals)),
                new Style(measure, Map.of(), Optional.empty(), Order.AS_GIVEN, Scale.PLAIN));
    }

    /**
     * The shares of groups in percent, each with its numbers, against that of all users.
     *
     * @param measure what the share is of, such as {@code retained}
     * @param rates group | users | how many of them | rate | lower | upper, such as of {@code GroupRetention}, with limits of 95 %
     */
    public static Intervals rates(String measure, Table rates) {
        var notes = new LinkedHashMap<String, String>();
        rates.forEach(row -> notes.put(row.getString(0), Numbers.text("%,d of %,d", row.getInt(2), row.getInt(1))));
        double share = rates.intColumn(2).sum() / Math.max(1, rates.intColumn(1).sum());
        var all = new Reference("the %s of all users".formatted(Numbers.percent(share, share < 0.1 ? 1 : 0)), share);
        return new Intervals(
                of(measure, intervals(rates)).groups,
                new Style(measure, notes, Optional.of(all), Order.AS_GIVEN, Scale.PERCENT));
    }

    private static Map<String, Interval> intervals(Table rates) {
        var intervals = new LinkedHashMap<String, Interval>();
        rates.forEach(row -> intervals.put(
                row.getString(0),
                new Interval(row.getDouble("rate"), row.getDouble("lower"), row.getDouble("upper"), 0.95)));
        return intervals;
    }

    /** With a dashed line where there is no effect, such as {@code chance} at an AUC of 0.5; the title counts the intervals beyond it. */
    public Intervals against(String name, double value) {
        return with(Optional.of(new Reference(name, value)), style.order, style.scale);
    }

    /** The highest estimate on top. */
    public Intervals highestFirst() {
        return with(style.reference, Order.HIGHEST_FIRST, style.scale);
    }

    /** The lowest estimate on top, as the best one. */
    public Intervals lowestFirst() {
        return with(style.reference, Order.LOWEST_FIRST, style.scale);
    }

    /** Ratios on a logarithmic axis, on which one half and two are equally far from 1. */
    public Intervals logarithmic() {
        return with(style.reference, style.order, Scale.LOGARITHMIC);
    }

    private Intervals with(Optional<Reference> reference, Order order, Scale scale) {
        return new Intervals(groups, new Style(style.measure, style.notes, reference, order, scale));
    }

    /** The same of part of the users in other marks; a name without an interval there has none. */
    public Intervals beside(String part, Map<String, Interval> intervals) {
        var all = new LinkedHashMap<String, Map<String, Interval>>();
        groups.forEach((name, group) -> all.put(name.isEmpty() ? "everybody" : name, group));
        all.put(part, intervals);
        return new Intervals(all, style);
    }

    /** The same of the shares of the same groups among part of the users; see {@link #rates}. */
    public Intervals beside(String part, Table rates) {
        return beside(part, intervals(rates));
    }

    @Override
    public Chart shown() {
        var first = groups.values().iterator().next();
        var names = new ArrayList<>(first.keySet());
        if (style.order != Order.AS_GIVEN) {
            var byEstimate =
                    Comparator.comparingDouble((String name) -> first.get(name).estimate());
            names.sort(style.order == Order.HIGHEST_FIRST ? byEstimate.reversed() : byEstimate);
        }
        int rows = names.size();
        var values = names.stream().map(name -> words(first.get(name))).toList();
        var labels = names.stream()
                .map(name -> style.notes.containsKey(name) ? name + " (" + style.notes.get(name) + ")" : name)
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
        style.reference.ifPresent(line -> panel.draw(
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
        return switch (style.scale) {
            case PLAIN -> Chart.axis(style.measure, "{nticks: 6, tickangle: 0}");
            case PERCENT -> Chart.axis(style.measure + ", % of the users", "{nticks: 6, tickangle: 0}");
            case LOGARITHMIC ->
                Chart.axis(
                        style.measure + " (log scale)",
                        "{tickangle: 0, type: 'log', tickvals: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100], tickformat: '~r'}");
        };
    }

    private void marks(
            Chart.Panel panel, List<String> names, String group, Map<String, Interval> intervals, int place) {
        var known = names.stream().filter(intervals::containsKey).toList();
        var all = known.stream().map(intervals::get).toList();
        var color = Chart.GROUPS.get(place % Chart.GROUPS.size());
        double shift = SHIFT * ((groups.size() - 1) / 2.0 - place);
        var hovers = known.stream()
                .map(name -> (group.isEmpty() ? "" : group + ", ")
                        + "%s: %s %s".formatted(name, style.measure, words(intervals.get(name))))
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
        return style.scale == Scale.PERCENT ? 100 * value : value;
    }

    private String title(Map<String, Interval> intervals) {
        var beyond = style.reference.map(line -> beyond(line, intervals.values()));
        boolean differences = style.reference.stream().anyMatch(line -> line.value() == 0);
        if (intervals.size() > 1 && beyond.isPresent() && (differences || style.scale == Scale.PERCENT)) {
            return Chart.capital(style.measure) + ": " + beyond.get();
        }
        boolean lowest = style.order == Order.LOWEST_FIRST;
        var byEstimate = Map.Entry.<String, Interval>comparingByValue(Comparator.comparingDouble(Interval::estimate));
        var best = intervals.entrySet().stream()
                .max(lowest ? byEstimate.reversed() : byEstimate)
                .orElseThrow();
        var name = best.getKey();
        var words = words(best.getValue());
        return (intervals.size() == 1
                        ? "%s: %s %s".formatted(name, style.measure, words)
                        : "%s %s: %s, %s".formatted(lowest ? "Lowest" : "Highest", style.measure, name, words))
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
        boolean lower = style.order == Order.LOWEST_FIRST || above == 0;
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
        var dashed = style.reference.map(line -> style.scale == Scale.PERCENT
                ? "; dashed: all users"
                : "; dashed: %s, %s".formatted(line.name(), Numbers.plain(Math.rint(1000 * line.value()) / 1000)));
        return "Points are estimates, lines their %s intervals%s."
                .formatted(Numbers.percent(level, 0), dashed.orElse(""));
    }

    private String spoken(List<String> names, String group, Map<String, Interval> intervals) {
        return names.stream()
                .filter(intervals::containsKey)
                .map(name -> name + " " + words(intervals.get(name)))
                .collect(Collectors.joining("; ", group.isEmpty() ? "" : group + ": ", ""));
    }

    /** Such as {@code 0.86 [0.78, 0.92]}, with as many decimals as two digits of the median width of all intervals take. */
    private String words(Interval interval) {
        var widths = groups.values().stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(each -> onAxis(each.width()))
                .filter(width -> width > 0)
                .sorted()
                .toArray();
        var shown = Numbers.interval(
                onAxis(interval.estimate()),
                onAxis(interval.lower()),
                onAxis(interval.upper()),
                Numbers.decimals(widths.length == 0 ? 0 : widths[widths.length / 2]));
        return shown + (style.scale == Scale.PERCENT ? " %" : "");
    }
}
