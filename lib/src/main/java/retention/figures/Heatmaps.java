package retention.figures;

import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** Numbers for each pair of two lists, as colours with the number in each cell. */
public final class Heatmaps {

    private Heatmaps() {}

    /**
     * A correlation matrix on the scale from -1 to 1.
     *
     * @param names of rows and columns
     * @param correlations {@code [names][names]}
     */
    public static Figure correlations(String title, List<String> names, double[][] correlations) {
        var labels = names.stream().map(Text::label).toArray();
        var trace = new StyledTrace(
                HeatmapTrace.builder(labels, labels, correlations).build(),
                Map.of(
                        "zmin",
                        -1,
                        "zmax",
                        1,
                        "colorscale",
                        "RdBu",
                        "reversescale",
                        true,
                        "texttemplate",
                        "%{z:.2f}",
                        "hovertemplate",
                        "%{y} and %{x}: %{z:.3f}<extra></extra>"));
        return Style.figure(Style.layout(title, Style.axis(""), Style.axis("")), trace);
    }
}
