package retention.figures;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import smile.stat.distribution.KernelDensity;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout.BarMode;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.HistogramTrace.HistNorm;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** How one quantity is distributed over the users. */
public final class Histograms {

    private static final int DENSITY_POINTS = 200;

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

    /**
     * A histogram of {@code log10(1 + value)} as a density, under the Gaussian kernel density estimate of Smile
     * (bandwidth by Silverman's rule); without the estimate where all values are the same, which have no density.
     *
     * @param values one for each user, zero or more
     * @param unit what the values count, as the axis says it
     */
    public static Figure withDensity(String title, String unit, double[] values) {
        var logs = Arrays.stream(values).map(LogScale::of).toArray();
        var histogram = HistogramTrace.builder(logs)
                .histNorm(HistNorm.PROBABILITY_DENSITY)
                .nBinsX(40)
                .name("users")
                .marker(Marker.builder().color(Style.NEUTRAL).opacity(0.55).build())
                .build();
        var layout =
                Style.layout(title, LogScale.axis(unit), Style.axis("density")).barMode(BarMode.OVERLAY);
        if (Arrays.stream(logs).distinct().limit(2).count() < 2) {
            return Style.figure(layout, histogram);
        }
        var density = new KernelDensity(logs);
        double step = Arrays.stream(logs).max().orElse(1) / (DENSITY_POINTS - 1);
        var x = DoubleStream.iterate(0, value -> value + step)
                .limit(DENSITY_POINTS)
                .toArray();
        var line = ScatterTrace.builder(x, Arrays.stream(x).map(density::p).toArray())
                .mode(ScatterTrace.Mode.LINE)
                .name("kernel density")
                .line(Line.builder().color(Style.REFERENCE).width(2).build())
                .build();
        return Style.figure(layout, histogram, line);
    }
}
