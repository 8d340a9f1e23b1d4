package retention.figures;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Axis.AxisBuilder;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Layout.LayoutBuilder;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** The one look of all figures; colours from the palette of Okabe and Ito (2008), which colour-blind readers can tell apart. */
final class Chart {

    /** Users who were seen again. */
    static final String RETAINED = "#D55E00";

    /** Users who were not. */
    static final String LOST = "#0072B2";

    /** Where there is nothing to compare. */
    static final String NEUTRAL = "#009E73";

    /** Baselines and published values. */
    static final String REFERENCE = "#555555";

    /** Groups of any other kind, in turn; those that colour-blind readers tell apart worst come last. */
    static final List<String> GROUPS = List.of(NEUTRAL, "#CC79A7", "#000000", "#E69F00", "#56B4E9");

    private static final String GRID = "#E5E5E5";
    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final Gson JSON = new Gson();
    private static final String[] COUNTS = {"0", "1", "10", "100", "1k", "10k", "100k", "1M"};

    private Chart() {}

    static Figure figure(LayoutBuilder layout, Trace... traces) {
        var config = Config.builder().displayModeBar(false).responsive(true).build();
        return new Figure(layout.build(), config, traces);
    }

    static LayoutBuilder layout(String title, AxisBuilder x, AxisBuilder y) {
        return Layout.builder()
                .title(title)
                .width(WIDTH)
                .height(HEIGHT)
                .margin(margin(80))
                .xAxis(x.build())
                .yAxis(y.build());
    }

    /** So many pixels for the labels of the upright axis. */
    static Margin margin(int left) {
        return Margin.builder().left(left).right(30).top(60).bottom(60).build();
    }

    static AxisBuilder axis(String title) {
        return Axis.builder().title(title).gridColor(GRID).zeroLineColor(GRID);
    }

    /** An axis for {@link #position}, from zero to a million, labelled with the counts themselves. */
    static AxisBuilder countAxis(String unit) {
        var positions = IntStream.range(0, COUNTS.length)
                .mapToDouble(i -> i == 0 ? 0 : position(Math.pow(10, i - 1)))
                .toArray();
        return axis(unit + " (log scale)")
                .tickSettings(TickSettings.builder()
                        .tickMode(TickSettings.TickMode.ARRAY)
                        .arrayTicks(positions, COUNTS)
                        .build());
    }

    /** Where a count stands on a logarithmic axis that has a zero: {@code log10(1 + count)}. */
    static double position(double count) {
        return Math.log10(1 + count);
    }

    /** A line from point to point. */
    static Styled line(double[] x, double[] y) {
        return styled(ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.LINE).build());
    }

    /**
     * How a line is drawn.
     *
     * @param dash as in the plotly.js reference, such as {@code solid}
     * @param shape {@code linear}, or {@code hv} for steps
     */
    static Map<String, Object> stroke(String color, String dash, String shape) {
        return Map.of("width", 2, "color", color, "dash", dash, "shape", shape);
    }

    /** A trace of jsplot's, to which attributes can be added. */
    static Styled styled(Trace trace) {
        return new Styled(trace, new LinkedHashMap<>());
    }

    /**
     * A jsplot trace with plotly.js attributes that jsplot has no setter for.
     *
     * @param attributes by name, as in the plotly.js reference; values are what Gson can write
     */
    record Styled(Trace trace, Map<String, Object> attributes) implements Trace {

        Styled with(String name, Object value) {
            attributes.put(name, value);
            return this;
        }

        @Override
        public String asJavascript(int i) {
            return String.format(
                    Locale.ROOT,
                    "%s%nObject.assign(trace%d, %s);%n",
                    trace.asJavascript(i),
                    i,
                    JSON.toJson(attributes));
        }

        @Override
        public String name() {
            return trace.name();
        }

        @Override
        public HoverLabel hoverLabel() {
            return trace.hoverLabel();
        }

        @Override
        public boolean showLegend() {
            return trace.showLegend();
        }
    }
}
