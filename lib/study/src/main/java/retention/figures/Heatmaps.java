package retention.figures;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import numerics.evaluation.CorrelationMatrix;
import retention.users.CohortTriangle;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Numbers for each pair of two lists, as colours with the number in each cell. */
public final class Heatmaps {

    /** Where a share is zero: not the white of what is absent. */
    private static final String PALE = "#EDF5F2";

    private static final int CELL_HEIGHT = 42;
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private Heatmaps() {}

    /** A correlation matrix on the scale from -1 to 1. */
    public static Figure correlations(String title, CorrelationMatrix matrix) {
        var labels = matrix.names().stream().map(Html::label).toArray();
        var correlations = matrix.coefficients().stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        return Chart.figure(
                Chart.layout(title, Chart.axis(""), Chart.axis("")),
                cells(labels, labels, correlations)
                        .with("zmin", -1)
                        .with("zmax", 1)
                        .with("colorscale", "RdBu")
                        .with("texttemplate", "%{z:.2f}")
                        .with("hovertemplate", "%{y} and %{x}: %{z:.3f}<extra></extra>"));
    }

    /**
     * A triangle of weekly retention, the earliest week of arrival on top: in each cell the share who posted, and how many they
     * are. Weeks that the crawl did not see are blank; a star marks the week in which it ended before Sunday. The darkest
     * colour is for the largest share after week 0, which is 100 % by definition.
     *
     * @throws IllegalArgumentException if the triangle has no row
     */
    public static Figure triangle(String title, CohortTriangle triangle) {
        if (triangle.rows().isEmpty()) {
            throw new IllegalArgumentException("No weeks to draw; expected at least one row");
        }
        var weeks =
                IntStream.range(0, triangle.weeks()).mapToObj(String::valueOf).toArray();
        var arrivals =
                triangle.rows().stream().map(row -> WEEK.format(row.monday())).toArray();
        double largest = Arrays.stream(triangle.matrix())
                .flatMapToDouble(row -> Arrays.stream(row).skip(1))
                .filter(share -> share > 0)
                .max()
                .orElse(1);
        var note = triangle.lastWeekCutShort() ? " (* the crawl ended within that week)" : "";
        var x = Chart.axis("weeks since arrival" + note).type(Axis.Type.CATEGORY);
        var y = Chart.axis("week of arrival").type(Axis.Type.CATEGORY).autoRange(Axis.AutoRange.REVERSED);
        return Chart.figure(
                Chart.layout(title, x.showGrid(false), y.showGrid(false))
                        .height(CELL_HEIGHT * arrivals.length + 120)
                        .margin(Chart.margin(120)),
                cells(weeks, arrivals, triangle.matrix())
                        .with("zmin", 0)
                        .with("zmax", largest)
                        .with("colorscale", List.of(List.of(0, PALE), List.of(1, Chart.NEUTRAL)))
                        .with("showscale", false)
                        .with("xgap", 2)
                        .with("ygap", 2)
                        .with("text", labels(triangle))
                        .with("textfont", Map.of("color", "#222222"))
                        .with("texttemplate", "%{text}")
                        .with("hoverongaps", false)
                        .with(
                                "hovertemplate",
                                "arrived in the week of %{y}, %{x} weeks later: %{text}<extra></extra>"));
    }

    private static Chart.Styled cells(Object[] x, Object[] y, double[][] values) {
        return Chart.styled(HeatmapTrace.builder(x, y, values).build());
    }

    /** In the order of {@link CohortTriangle#matrix}. */
    private static List<List<String>> labels(CohortTriangle triangle) {
        return triangle.rows().stream()
                .map(row -> IntStream.range(0, triangle.weeks())
                        .mapToObj(week -> row.share(week).isPresent() ? label(triangle, row, week) : "")
                        .toList())
                .toList();
    }

    private static String label(CohortTriangle triangle, CohortTriangle.Row row, int week) {
        double percent = 100 * row.share(week).orElseThrow();
        boolean cut = triangle.lastWeekCutShort() && week == row.active().size() - 1;
        return String.format(
                Locale.ROOT,
                percent > 0 && percent < 10 ? "%.1f %%%s<br>%,d" : "%.0f %%%s<br>%,d",
                percent,
                cut ? "*" : "",
                row.active().get(week));
    }
}
