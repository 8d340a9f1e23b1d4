package retention.figures;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import numerics.evaluation.CorrelationMatrix;
import retention.users.CohortTriangle;
import retention.users.Period;

/** Numbers for each pair of two lists, as colours with the number in each cell. */
public final class Heatmaps {

    /** From zero, which is not the white of what is absent, to the largest value. */
    private static final List<List<Object>> SHARES = List.of(List.of(0, "#EDF5F2"), List.of(1, Chart.NEUTRAL));

    private static final List<List<Object>> CORRELATIONS =
            List.of(List.of(0, "#CC79A7"), List.of(0.5, "#F7F7F7"), List.of(1, Chart.NEUTRAL));

    private static final String CORRELATION =
            """
            {type: 'heatmap', x: ?, y: ?, z: ?, zmin: -1, zmax: 1, colorscale: ?, texttemplate: '%{z:.2f}',
             hovertemplate: '%{x} and %{y}: %{z:.2f}<extra></extra>'}""";

    private static final String SHARE =
            """
            {type: 'heatmap', x: ?, y: ?, z: ?, zmin: 0, zmax: ?, colorscale: ?, text: ?, texttemplate: '%{text}',
             textfont: {color: '#222222', size: 11}, hovertext: ?}""";

    private static final int CELL_HEIGHT = 46;
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private Heatmaps() {}

    /** Two quantities and their correlation. */
    private record Pair(String names, double coefficient) {

        String rounded() {
            return Numbers.fixed(coefficient, 2);
        }

        @Override
        public String toString() {
            return names + " " + rounded();
        }
    }

    /**
     * The lower triangle of each correlation matrix, one panel per matrix.
     *
     * @param matrices by what they are, the one that the title speaks of first
     * @throws IllegalArgumentException if there is no matrix, or one of fewer than two quantities
     */
    public static Chart correlations(Map<String, CorrelationMatrix> matrices) {
        var each = List.copyOf(matrices.entrySet());
        boolean all = each.stream().allMatch(of -> of.getValue().names().size() >= 2);
        Check.that(all && !each.isEmpty(), "No pair of quantities to draw: expected matrices of at least two.");
        var first = each.get(0);
        var pairs = pairs(first.getValue());
        var byStrength = Comparator.comparingDouble(Pair::coefficient);
        var most = pairs.stream().max(byStrength).orElseThrow();
        var least = pairs.stream().min(byStrength).orElseThrow();
        var extremes = "%s go together most (%s), %s least (%s)"
                .formatted(Chart.capital(most.names()), most.rounded(), least.names(), least.rounded());
        return Chart.of(
                pairs.size() == 1 ? first.getKey() + ": " + most : extremes,
                (each.size() == 1 ? first.getKey() + ". " : "") + "Green is positive, pink negative.",
                Chart.words(each, ". ", Heatmaps::words),
                CELL_HEIGHT * (first.getValue().names().size() - 1) + 20,
                each.stream()
                        .map(of -> triangle(each.size() > 1 ? of.getKey() : "", of.getValue()))
                        .toList());
    }

    private static String words(Map.Entry<String, CorrelationMatrix> named) {
        var pairs = pairs(named.getValue()).stream().map(Pair::toString);
        return named.getKey() + ": " + pairs.collect(Collectors.joining(", "));
    }

    private static List<Pair> pairs(CorrelationMatrix matrix) {
        var names = matrix.names();
        var pairs = new ArrayList<Pair>();
        for (int row = 1; row < names.size(); row++) {
            for (var other : names.subList(0, row)) {
                pairs.add(new Pair(other + " and " + names.get(row), matrix.get(other, names.get(row))));
            }
        }
        return pairs;
    }

    private static Chart.Panel triangle(String title, CorrelationMatrix matrix) {
        int last = matrix.names().size() - 1;
        var labels = matrix.names().stream().map(Html::label).toList();
        var across = labels.subList(0, last);
        var down = labels.subList(1, last + 1);
        var columns = IntStream.range(0, last).boxed().toList();
        var all = matrix.coefficients();
        var cells = IntStream.rangeClosed(1, last)
                .mapToObj(row -> Chart.numbers(
                        columns, column -> column < row ? all.get(row).get(column) : Double.NaN))
                .toList();
        var x = Chart.axis("", "{showgrid: false, ticks: ''}");
        var y = Chart.axis("", "{showgrid: false, ticks: '', autorange: 'reversed'}");
        return new Chart.Panel(title, x, y).draw(CORRELATION, across, down, cells, CORRELATIONS);
    }

    /**
     * A triangle of weekly retention, the earliest week of arrival on top: in each cell the share who posted again, and how many they
     * are. Weeks that the crawl did not see are blank; a star marks the week in which it ended before Sunday. Week 0, in which
     * everybody posted by definition, is the number beside each week, and the darkest colour is the largest share after it.
     *
     * @throws IllegalArgumentException if no week of arrival has a week after it
     */
    public static Chart triangle(CohortTriangle triangle) {
        Check.that(
                triangle.weeks() >= 2, "No weeks to draw: %d in the crawl, expected at least two.", triangle.weeks());
        var rows =
                triangle.rows().stream().filter(row -> row.active().size() > 1).toList();
        var weeks = IntStream.range(1, triangle.weeks()).boxed().toList();
        var shares = rows.stream()
                .map(row -> Chart.numbers(weeks, week -> row.share(week).orElse(Double.NaN)))
                .toList();
        double largest = rows.stream()
                .flatMap(row -> weeks.stream().map(row::share))
                .mapToDouble(share -> share.orElse(0))
                .max()
                .orElse(0);
        var arrivals = rows.stream()
                .map(row -> Numbers.text("%s (%,d)", WEEK.format(row.monday()), row.users()))
                .toList();
        var names = weeks.stream().map(String::valueOf).toList();
        var labels = cells(rows, weeks, (row, week) -> label(triangle, row, week));
        var hovers = cells(rows, weeks, Heatmaps::hover);
        var x = Chart.axis("weeks since arrival", "{type: 'category', showgrid: false, ticks: ''}");
        var y = Chart.axis("", "{type: 'category', showgrid: false, ticks: '', autorange: 'reversed'}");
        double most = largest > 0 ? largest : 1;
        var panel = new Chart.Panel("", x, y).draw(SHARE, names, arrivals, shares, most, SHARES, labels, hovers);
        var came = rows.stream().filter(row -> row.users() > 0).toList();
        var again = "Of %,d users who came in the week of %s, %s posted again a week later";
        var title = came.stream()
                .max(Comparator.comparingInt(CohortTriangle.Row::users))
                .map(row -> Numbers.text(again, row.users(), Period.fullName(row.monday()), percent(row, 1)))
                .orElse("Nobody came in these weeks");
        return Chart.of(
                title,
                "Each row is a week of arrival with its number of users; blank cells lie after the end of the crawl."
                        + (triangle.lastWeekCutShort() ? " A star marks the week in which the crawl ended." : ""),
                Chart.words(came, "; ", row -> hover(row, 1)),
                CELL_HEIGHT * rows.size(),
                List.of(panel));
    }

    /** What each cell says; nothing where the crawl had ended or nobody arrived. */
    private static List<List<String>> cells(
            List<CohortTriangle.Row> rows, List<Integer> weeks, BiFunction<CohortTriangle.Row, Integer, String> cell) {
        return rows.stream()
                .map(row -> weeks.stream()
                        .map(week -> row.share(week).isPresent() ? cell.apply(row, week) : "")
                        .toList())
                .toList();
    }

    private static String label(CohortTriangle triangle, CohortTriangle.Row row, int week) {
        boolean cut = triangle.lastWeekCutShort() && week == row.active().size() - 1;
        return Numbers.text("%s<br>%,d%s", percent(row, week), row.active().get(week), cut ? "*" : "");
    }

    private static String hover(CohortTriangle.Row row, int week) {
        return Numbers.text(
                "%,d of %,d users who came in the week of %s posted %d %s later",
                row.active().get(week), row.users(), Period.fullName(row.monday()), week, week == 1 ? "week" : "weeks");
    }

    private static String percent(CohortTriangle.Row row, int week) {
        double share = row.share(week).orElseThrow();
        return Numbers.percent(share, share > 0 && share < 0.1 ? 1 : 0);
    }
}
