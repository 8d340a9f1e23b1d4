package retention.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int MOST_DECIMALS = 4;

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
    private final Map<String, Map<String, Interval>> groups;
    private final Map<String, String> notes;
    private final Optional<Reference> reference;
    private final Order order;
    private final Scale scale;

    private Intervals(
            String measure,
            Map<String, Map<String, Interval>> groups,
            Map<String, String> notes,
            Optional<Reference> reference,
            Order order,
            Scale scale) {
        this.measure = measure;
        this.groups = groups;
        this.notes = notes;
        this.reference = reference;
        this.order = order;
        this.scale = scale;
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
                measure,
                Map.of("", new LinkedHashMap<>(intervals)),
                Map.of(),
                Optional.empty(),
                Order.AS_GIVEN,
                Scale.PLAIN);
    }

    /**
     * The shares of groups in percent, each with its numbers, against that of all users.
     *
     * @param measure what the share is of, such as {@code retained}
     * @param rates group | users | how many of them | rate | lower | upper, such as of {@code GroupRetention}, with limits of 95 %
     */
    public static Intervals rates(String measure, Table rates) {
        var notes = new LinkedHashMap<String, String>();
        rates.forEach(row -> notes.put(
                row.getString(0), "%s of %s".formatted(Numbers.count(row.getInt(2)), Numbers.count(row.getInt(1)))));
        var drawn = of(measure, intervals(rates));
        double share = rates.intColumn(2).sum() / Math.max(1, rates.intColumn(1).sum());
        var overall =
                new Reference("the %s of all users".formatted(Numbers.percent(share, share < 0.1 ? 1 : 0)), share);
        return new Intervals(measure, drawn.groups, notes, Optional.of(overall), Order.AS_GIVEN, Scale.PERCENT);
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
        return new Intervals(measure, groups, notes, Optional.of(new Reference(name, value)), order, scale);
    }

    /** The highest estimate on top. */
    public Intervals highestFirst() {
        return new Intervals(measure, groups, notes, reference, Order.HIGHEST_FIRST, scale);
    }

    /** The lowest estimate on top, as the best one. */
    public Intervals lowestFirst() {
        return new Intervals(measure, groups, notes, reference, Order.LOWEST_FIRST, scale);
    }

    /** Shares in percent. */
    public Intervals percent() {
        return new Intervals(measure, groups, notes, reference, order, Scale.PERCENT);
    }

    /** Ratios on a logarithmic axis, on which one half and two are equally far from 1. */
    public Intervals logarithmic() {
        return new Intervals(measure, groups, notes, reference, order, Scale.LOGARITHMIC);
    }

    /** The same of part of the users in other marks; a name without an interval there has none. */
    public Intervals beside(String part, Map<String, Interval> intervals) {
        var all = new LinkedHashMap<String, Map<String, Interval>>();
        groups.forEach((name, group) -> all.put(name.isEmpty() ? "everybody" : name, group));
        all.put(part, intervals);
        return new Intervals(measure, all, notes, reference, order, scale);
    }

    /** The same of the shares of the same groups among part of the users; see {@link #rates}. */
    public Intervals beside(String part, Table rates) {
        return beside(part, intervals(rates));
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
        var panel = new Chart.Panel("", xAxis(), yAxis(names, notes))
                .room(20, 8 + 8 * values.stream().mapToInt(String::length).max().orElseThrow(), 56)
                .values(values);
        int place = 0;
        for (var group : groups.entrySet()) {
            panel.draw(marks(names, group.getKey(), group.getValue(), place++));
        }
        for (int row = 0; row < rows; row++) {
            panel.write(
                    values.get(row),
                    Chart.map()
                            .with("xref", "x domain")
                            .with("x", 1)
                            .with("xanchor", "left")
                            .with("xshift", 8)
                            .with("y", rows - 1 - row)
                            .with("font", Chart.map("size", 12)));
        }
        reference.ifPresent(line -> panel.draw(Chart.map()
                .with("type", "scatter")
                .with("mode", "lines+markers")
                .with("marker", Chart.map("size", 1, "color", Chart.REFERENCE))
                .with("x", Chart.numbers(shown(line.value()), shown(line.value())))
                .with("y", List.of(-0.6, rows - 0.4))
                .with("line", Chart.stroke(Chart.REFERENCE, "dash", 1.5))
                .with("hoverinfo", "skip")));
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
        var axis = Chart.axis(
                measure
                        + (scale == Scale.PERCENT
                                ? ", % of the users"
                                : scale == Scale.LOGARITHMIC ? " (log scale)" : ""),
                "nticks",
                6,
                "tickangle",
                0);
        if (scale == Scale.LOGARITHMIC) {
            axis.putAll(Chart.map(
                    "type", "log", "tickvals", List.of(0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100), "tickformat", "~r"));
        }
        return axis;
    }

    private static Map<String, Object> yAxis(List<String> names, Map<String, String> notes) {
        int rows = names.size();
        return Chart.axis(
                "",
                "tickvals",
                IntStream.range(0, rows).map(row -> rows - 1 - row).toArray(),
                "ticktext",
                names.stream()
                        .map(name ->
                                Html.label(notes.containsKey(name) ? "%s (%s)".formatted(name, notes.get(name)) : name))
                        .toList(),
                "range",
                new double[] {-0.6, rows - 0.4});
    }

    private Map<String, Object> marks(List<String> names, String group, Map<String, Interval> intervals, int place) {
        var known = names.stream().filter(intervals::containsKey).toList();
        var all = known.stream().map(intervals::get).toList();
        var color = Chart.GROUPS.get(place % Chart.GROUPS.size());
        double shift = SHIFT * ((groups.size() - 1) / 2.0 - place);
        var label = group.isEmpty() ? "" : Html.label(group) + ", ";
        return Chart.map()
                .with("type", "scatter")
                .with("mode", "markers")
                .with("name", Html.label(group))
                .with("showlegend", groups.size() > 1)
                .with("x", each(all, Interval::estimate))
                .with(
                        "y",
                        known.stream()
                                .map(name -> names.size() - 1 - names.indexOf(name) + shift)
                                .toList())
                .with(
                        "error_x",
                        Chart.map()
                                .with("type", "data")
                                .with("symmetric", false)
                                .with("color", color)
                                .with("thickness", 1.5)
                                .with("width", 3)
                                .with("array", each(all, each -> each.upper() - each.estimate()))
                                .with("arrayminus", each(all, each -> each.estimate() - each.lower())))
                .with("marker", Chart.map("color", color, "size", 9, "symbol", SYMBOLS.get(place % SYMBOLS.size())))
                .with(
                        "hovertext",
                        known.stream()
                                .map(name -> "%s%s: %s %s"
                                        .formatted(
                                                label,
                                                Html.label(name),
                                                Html.label(measure),
                                                words(intervals.get(name))))
                                .toList())
                .with("hoverinfo", "text");
    }

    private List<Double> each(List<Interval> intervals, java.util.function.ToDoubleFunction<Interval> of) {
        return Chart.numbers(intervals.stream().mapToDouble(of).map(this::shown).toArray());
    }

    /** On the axis. */
    private double shown(double value) {
        return scale == Scale.PERCENT ? 100 * value : value;
    }

    private String title(Map<String, Interval> intervals) {
        boolean differences = reference.stream().anyMatch(line -> line.value() == 0);
        if (intervals.size() > 1 && reference.isPresent() && (differences || scale == Scale.PERCENT)) {
            var finding = measure + ": " + beyond(reference.get(), intervals.values());
            return finding.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + finding.substring(1);
        }
        var byEstimate = Map.Entry.<String, Interval>comparingByValue(Comparator.comparingDouble(Interval::estimate));
        var best = (order == Order.LOWEST_FIRST
                        ? intervals.entrySet().stream().min(byEstimate)
                        : intervals.entrySet().stream().max(byEstimate))
                .orElseThrow();
        var leading = intervals.size() == 1
                ? "%s: %s %s".formatted(best.getKey(), measure, words(best.getValue()))
                : "%s %s: %s, %s"
                        .formatted(
                                order == Order.LOWEST_FIRST ? "Lowest" : "Highest",
                                measure,
                                best.getKey(),
                                words(best.getValue()));
        return leading
                + reference.map(line -> "; " + beyond(line, intervals.values())).orElse("");
    }

    /** How many intervals lie on either side of a value, the better side first. */
    private String beyond(Reference line, Collection<Interval> intervals) {
        long above =
                intervals.stream().filter(each -> each.lower() > line.value()).count();
        long below =
                intervals.stream().filter(each -> each.upper() < line.value()).count();
        boolean lower = order == Order.LOWEST_FIRST || above == 0;
        if (above + below == 0) {
            return intervals.size() == 1
                    ? "the interval includes %s".formatted(line.name())
                    : Numbers.text("all %d intervals include %s", intervals.size(), line.name());
        }
        long other = lower ? above : below;
        return Numbers.text(
                "%d of %d intervals %s %s %s%s",
                lower ? below : above,
                intervals.size(),
                (lower ? below : above) == 1 ? "lies" : "lie",
                lower ? "below" : "above",
                line.name(),
                other == 0 ? "" : Numbers.text(", %d %s", other, lower ? "above" : "below"));
    }

    private String caption(Map<String, Interval> intervals) {
        double level = intervals.values().iterator().next().level();
        return "Points are estimates, lines their %s intervals%s."
                .formatted(
                        Numbers.percent(level, 0),
                        reference
                                .map(line -> scale == Scale.PERCENT
                                        ? "; dashed: all users"
                                        : "; dashed: %s, %s"
                                                .formatted(
                                                        line.name(),
                                                        Numbers.plain(Math.rint(1000 * line.value()) / 1000)))
                                .orElse(""));
    }

    private String spoken(List<String> names, String group, Map<String, Interval> intervals) {
        return names.stream()
                .filter(intervals::containsKey)
                .map(name -> "%s %s".formatted(name, words(intervals.get(name))))
                .collect(Collectors.joining("; ", group.isEmpty() ? "" : group + ": ", ""));
    }

    /** Such as {@code 0.86 [0.78, 0.92]}, with as many decimals as the interval that is known worst. */
    private String words(Interval interval) {
        int decimals = decimals();
        return "%s [%s, %s]%s"
                .formatted(
                        value(interval.estimate(), decimals),
                        value(interval.lower(), decimals),
                        value(interval.upper(), decimals),
                        scale == Scale.PERCENT ? " %" : "");
    }

    private String value(double value, int decimals) {
        return Numbers.fixed(shown(value), decimals);
    }

    /** Two digits of the median width of all intervals. */
    private int decimals() {
        var widths = groups.values().stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(each -> shown(each.width()))
                .filter(width -> width > 0)
                .sorted()
                .boxed()
                .toList();
        return widths.isEmpty()
                ? 2
                : (int) Math.max(
                        0, Math.min(MOST_DECIMALS, 1 - Math.floor(Math.log10(Histograms.quantile(widths, 0.5)))));
    }
}
