package retention.figures;

import java.util.List;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Axis.AxisBuilder;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Layout.LayoutBuilder;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.Trace;

/** The one look of all figures; colours from the palette of Okabe and Ito (2008), which colour-blind readers can tell apart. */
final class Style {

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

    private Style() {}

    static AxisBuilder axis(String title) {
        return Axis.builder().title(title).gridColor(GRID).zeroLineColor(GRID);
    }

    static LayoutBuilder layout(String title, AxisBuilder x, AxisBuilder y) {
        return Layout.builder()
                .title(title)
                .width(WIDTH)
                .height(HEIGHT)
                .margin(Margin.builder().left(80).right(30).top(60).bottom(60).build())
                .xAxis(x.build())
                .yAxis(y.build());
    }

    static Figure figure(LayoutBuilder layout, Trace... traces) {
        var config = Config.builder().displayModeBar(false).responsive(true).build();
        return new Figure(layout.build(), config, traces);
    }
}
