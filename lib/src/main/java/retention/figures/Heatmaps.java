package retention.figures;

import java.util.Map;
import retention.evaluation.CorrelationMatrix;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Numbers for each pair of two lists, as colours with the number in each cell. */
public final class Heatmaps {

    private Heatmaps() {}

    /** A correlation matrix on the scale from -1 to 1. */
    public static Figure correlations(String title, CorrelationMatrix matrix) {
        var labels = matrix.names().stream().map(Text::label).toArray();
        var correlations = matrix.coefficients().stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        var trace = new StyledTrace(
                HeatmapTrace.builder(labels, labels, correlations).build(),
                Map.of(
                        "zmin",
                        -1,
                        "zmax",
                        1,
                        "colorscale",
                        "RdBu",
                        "texttemplate",
                        "%{z:.2f}",
                        "hovertemplate",
                        "%{y} and %{x}: %{z:.3f}<extra></extra>"));
        return Style.figure(Style.layout(title, Style.axis(""), Style.axis("")), trace);
    }
}
