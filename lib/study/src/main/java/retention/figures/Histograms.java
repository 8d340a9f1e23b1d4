package retention.figures;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** How one quantity is distributed over the users. */
public final class Histograms {

    private Histograms() {}

    /**
     * Equal-width bins on the raw scale, the number of users in each on a logarithmic axis so that a bin with one user
     * can be seen beside one with thousands.
     *
     * @param values one for each user
     * @param unit what the values count, as the axis says it
     */
    public static Figure equalBins(String title, String unit, double[] values, int bins) {
        double width = Arrays.stream(values).max().orElse(0) / bins;
        var counts = new double[bins];
        for (double value : values) {
            counts[Math.min(bins - 1, width == 0 ? 0 : (int) (value / width))]++;
        }
        var middles =
                DoubleStream.iterate(width / 2, x -> x + width).limit(bins).toArray();
        var bars = ScatterTrace.builder(middles, counts)
                .mode(ScatterTrace.Mode.MARKERS)
                .build();
        var layout = Style.layout(
                title, Style.axis(unit), Style.axis("users (log scale)").type(Axis.Type.LOG));
        return Style.figure(
                layout,
                new StyledTrace(bars, Map.of("type", "bar", "width", width, "marker", Map.of("color", Style.NEUTRAL))));
    }

    /** A histogram on the raw scale. */
    public static Figure plain(String title, String unit, double[] values, int bins) {
        var histogram = HistogramTrace.builder(values)
                .nBinsX(bins)
                .marker(Marker.builder().color(Style.NEUTRAL).build())
                .build();
        return Style.figure(Style.layout(title, Style.axis(unit), Style.axis("users")), histogram);
    }
}
