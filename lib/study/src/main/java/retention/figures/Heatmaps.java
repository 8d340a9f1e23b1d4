package retention.figures;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.evaluation.CorrelationMatrix;
import retention.users.CohortTriangle;

/** Numbers for each pair of two lists, as colours with the number in each cell. */
public final class Heatmaps {

    /** From zero, which is not the white of what is absent, to the largest value. */
    private static final List<List<Object>> ONE_SIDED = List.of(List.of(0, "#EDF5F2"), List.of(1, Chart.NEUTRAL));

    private static final List<List<Object>> TWO_SIDED =
            List.of(List.of(0, "#CC79A7"), List.of(0.5, "#F7F7F7"), List.of(1, Chart.NEUTRAL));

    private static final int CELL_HEIGHT = 46;
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Heatmaps() {}

    /** Two quantities and their correlation. */
    private record Pair(String first, String second, double coefficient) {

        @Override
        public String toString() {
            return "%s and %s %s".formatted(first, second, Numbers.fixed(coefficient, 2));
        }
    }

    /**
     * The lower triangle of each correlation matrix, one panel per matrix. The scale begins at zero where no correlation is negative.
     *
     * @param matrices by what they are, the one that the title speaks of first
     * @throws IllegalArgumentException if there is no matrix, or one of fewer than two quantities
     */
    public static Chart correlations(Map<String, CorrelationMatrix> matrices) {
        if (matrices.isEmpty()
                || matrices.values().stream().anyMatch(matrix -> matrix.names().size() < 2)) {
            throw new IllegalArgumentException("No pair of quantities to draw: expected matrices of at least two.");
        }
        boolean negative = matrices.values().stream()
                .flatMap(matrix -> pairs(matrix).stream())
                .anyMatch(pair -> pair.coefficient < 0);
        var panels = matrices.entrySet().stream()
                .map(matrix -> triangle(matrices.size() > 1 ? matrix.getKey() : "", matrix.getValue(), negative))
                .toList();
        var first = matrices.entrySet().iterator().next();
        var byStrength = Comparator.comparingDouble(Pair::coefficient);
        var pairs = pairs(first.getValue());
        var most = pairs.stream().max(byStrength).orElseThrow();
        var least = pairs.stream().min(byStrength).orElseThrow();
        return Chart.of(
                pairs.size() == 1
                        ? "%s: %s".formatted(first.getKey(), most)
                        : "%s go together most (%s), %s and %s least (%s)"
                                .formatted(
                                        capital(most.first + " and " + most.second),
                                        Numbers.fixed(most.coefficient, 2),
                                        least.first,
                                        least.second,
                                        Numbers.fixed(least.coefficient, 2)),
                matrices.keySet().stream().collect(Collectors.joining("; ", "", "."))
                        + (negative ? " Green is positive, pink negative." : " The darker, the closer to 1."),
                matrices.entrySet().stream()
                        .map(each -> "%s: %s"
                                .formatted(
                                        each.getKey(),
                                        pairs(each.getValue()).stream()
                                                .map(Pair::toString)
                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining(". ", "", ".")),
                CELL_HEIGHT * (first.getValue().names().size() - 1) + 20,
                panels);
    }

    private static List<Pair> pairs(CorrelationMatrix matrix) {
        var names = matrix.names();
        return IntStream.range(1, names.size())
                .boxed()
                .flatMap(row -> IntStream.range(0, row)
                        .mapToObj(column -> new Pair(
                                names.get(column),
                                names.get(row),
                                matrix.coefficients().get(row).get(column))))
                .toList();
    }

    private static Chart.Panel triangle(String title, CorrelationMatrix matrix, boolean negative) {
        int last = matrix.names().size() - 1;
        var labels = matrix.names().stream().map(Html::label).toList();
        var cells = new ArrayList<List<Double>>();
        for (int row = 1; row <= last; row++) {
            var ofRow = new double[last];
            Arrays.fill(ofRow, Double.NaN);
            for (int column = 0; column < row; column++) {
                ofRow[column] = matrix.coefficients().get(row).get(column);
            }
            cells.add(Chart.numbers(ofRow));
        }
        var trace = cells(
                labels.subList(0, last),
                labels.subList(1, last + 1),
                cells,
                negative ? TWO_SIDED : ONE_SIDED,
                negative ? -1 : 0,
                1);
        trace.putAll(Chart.map("texttemplate", "%{z:.2f}", "hovertemplate", "%{x} and %{y}: %{z:.2f}<extra></extra>"));
        return new Chart.Panel(
                        title,
                        Chart.axis("", "showgrid", false, "ticks", ""),
                        Chart.axis("", "showgrid", false, "ticks", "", "autorange", "reversed"))
                .draw(trace);
    }

    /**
     * A triangle of weekly retention, the earliest week of arrival on top: in each cell the share who posted again, and how many they
     * are. Weeks that the crawl did not see are blank; a star marks the week in which it ended before Sunday. Week 0, in which
     * everybody posted by definition, is the number beside each week, and the darkest colour is the largest share after it.
     *
     * @throws IllegalArgumentException if no week of arrival has a week after it
     */
    public static Chart triangle(CohortTriangle triangle) {
        if (triangle.weeks() < 2) {
            throw new IllegalArgumentException(
                    "No weeks to draw: %d in the crawl, expected at least two.".formatted(triangle.weeks()));
        }
        var rows =
                triangle.rows().stream().filter(row -> row.active().size() > 1).toList();
        var shares = rows.stream()
                .map(row -> IntStream.range(1, triangle.weeks())
                        .mapToDouble(week -> row.share(week).orElse(Double.NaN))
                        .toArray())
                .toList();
        double largest = shares.stream()
                .flatMapToDouble(DoubleStream::of)
                .filter(share -> share > 0)
                .max()
                .orElse(1);
        var x = IntStream.range(1, triangle.weeks()).mapToObj(String::valueOf).toList();
        var y = rows.stream()
                .map(row -> "%s (%s)".formatted(WEEK.format(row.monday()), Numbers.count(row.users())))
                .toList();
        var trace = cells(x, y, shares.stream().map(Chart::numbers).toList(), ONE_SIDED, 0, largest);
        trace.putAll(Chart.map()
                .with("text", each(rows, triangle, Heatmaps::label))
                .with("texttemplate", "%{text}")
                .with("textfont", Chart.map("color", "#222222", "size", 11))
                .with("hovertext", each(rows, triangle, Heatmaps::hover))
                .with("hoverinfo", "text"));
        var note = triangle.lastWeekCutShort() ? " A star marks the week in which the crawl ended." : "";
        var biggest = rows.stream()
                .max(Comparator.comparingInt(CohortTriangle.Row::users))
                .orElseThrow();
        return Chart.of(
                biggest.users() == 0
                        ? "Nobody came in these weeks"
                        : "Of %s users who came in the week of %s, %s posted again a week later"
                                .formatted(
                                        Numbers.count(biggest.users()),
                                        DAY.format(biggest.monday()),
                                        percent(biggest.share(1).orElseThrow())),
                "Each row is a week of arrival with its number of users; blank cells lie after the end of the crawl."
                        + note,
                rows.stream()
                        .filter(row -> row.users() > 0)
                        .map(row -> hover(triangle, row, 1))
                        .collect(Collectors.joining("; ", "", ".")),
                CELL_HEIGHT * rows.size(),
                List.of(new Chart.Panel(
                                "",
                                Chart.axis("weeks since arrival", "type", "category", "showgrid", false, "ticks", ""),
                                Chart.axis(
                                        "",
                                        "type",
                                        "category",
                                        "showgrid",
                                        false,
                                        "ticks",
                                        "",
                                        "autorange",
                                        "reversed"))
                        .draw(trace)));
    }

    private static Map<String, Object> cells(
            List<String> x, List<String> y, List<List<Double>> z, List<List<Object>> colors, double from, double to) {
        return Chart.map()
                .with("type", "heatmap")
                .with("x", x)
                .with("y", y)
                .with("z", z)
                .with("zmin", from)
                .with("zmax", to)
                .with("colorscale", colors)
                .with("showscale", false)
                .with("xgap", 2)
                .with("ygap", 2)
                .with("hoverongaps", false);
    }

    private interface Cell {
        String text(CohortTriangle triangle, CohortTriangle.Row row, int week);
    }

    /** What each cell says; nothing where the crawl had ended or nobody arrived. */
    private static List<List<String>> each(List<CohortTriangle.Row> rows, CohortTriangle triangle, Cell cell) {
        return rows.stream()
                .map(row -> IntStream.range(1, triangle.weeks())
                        .mapToObj(week -> row.share(week).isPresent() ? cell.text(triangle, row, week) : "")
                        .toList())
                .toList();
    }

    private static String label(CohortTriangle triangle, CohortTriangle.Row row, int week) {
        boolean cut = triangle.lastWeekCutShort() && week == row.active().size() - 1;
        return "%s%s<br>%s"
                .formatted(
                        percent(row.share(week).orElseThrow()),
                        cut ? "*" : "",
                        Numbers.count(row.active().get(week)));
    }

    private static String hover(CohortTriangle triangle, CohortTriangle.Row row, int week) {
        return Numbers.text(
                "%s of %s users who came in the week of %s posted %d %s later",
                Numbers.count(row.active().get(week)),
                Numbers.count(row.users()),
                DAY.format(row.monday()),
                week,
                week == 1 ? "week" : "weeks");
    }

    private static String percent(double share) {
        return Numbers.percent(share, share > 0 && share < 0.1 ? 1 : 0);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A correlation matrix from the coefficients of pairs, such as published ones. */
    public static CorrelationMatrix matrix(
            List<String> names, java.util.function.ToDoubleBiFunction<String, String> coefficient) {
        return new CorrelationMatrix(
                names,
                names.stream()
                        .map(row -> names.stream()
                                .map(column -> row.equals(column) ? 1 : coefficient.applyAsDouble(row, column))
                                .toList())
                        .toList());
    }
}
