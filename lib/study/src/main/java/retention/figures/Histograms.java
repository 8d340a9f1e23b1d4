package retention.figures;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.HistogramTrace;

/** How one quantity is distributed over the users. */
public final class Histograms {

    private Histograms() {}

    /**
     * Equal-width bins on the raw scale, the number of users in each on a logarithmic axis so that a bin with one user
     * can be seen beside one with thousands.
     *
     * @param values one for each user
     * @param unit what the values count, as the axis says it
     * @throws IllegalArgumentException if there are no bins
     */
    public static Figure equalBins(String title, String unit, double[] values, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be a whole number from 1; you gave %d.".formatted(bins));
        }
        double width = Arrays.stream(values).max().orElse(0) / bins;
        var counts = new double[bins];
        for (double value : values) {
            counts[Math.min(bins - 1, width == 0 ? 0 : (int) (value / width))]++;
        }
        var middles =
                DoubleStream.iterate(width / 2, x -> x + width).limit(bins).toArray();
        return Chart.figure(
                Chart.layout(
                        title, Chart.axis(unit), Chart.axis("users (log scale)").type(Axis.Type.LOG)),
                Chart.line(middles, counts)
                        .with("type", "bar")
                        .with("width", width)
                        .with("marker", Map.of("color", Chart.NEUTRAL)));
    }

    /** A histogram on the raw scale. */
    public static Figure plain(String title, String unit, double[] values, int bins) {
        return Chart.figure(
                Chart.layout(title, Chart.axis(unit), Chart.axis("users")),
                Chart.styled(HistogramTrace.builder(values).nBinsX(bins).build())
                        .with("marker", Map.of("color", Chart.NEUTRAL)));
    }
}
