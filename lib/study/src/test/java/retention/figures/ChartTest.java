package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class ChartTest {

    private static final String HOSTILE = "'};\nvar layout = {\"height\":1}; \",] NaN ?";

    private static Map<?, ?> layout(Chart chart) {
        return (Map<?, ?>) chart.plotly().get("layout");
    }

    private static Map<?, ?> trace(Chart chart) {
        return (Map<?, ?>) ((List<?>) chart.plotly().get("data")).get(0);
    }

    @Test
    void valuesTakeThePlacesOfQuestionMarksAndNothingElse() {
        var json = Chart.json("{name: ?, x: ?, width: 2, text: 'fixed'}", HOSTILE, List.of(1, 2.5));
        assertThat(json).isEqualTo(Map.of("name", HOSTILE, "x", List.of(1L, 2.5), "width", 2L, "text", "fixed"));
    }

    @Test
    void whatIsNoNumberIsLeftOut() {
        assertThat(Chart.numbers(1.23456789, Double.NaN)).containsExactly(1.2346, null);
    }

    @Test
    void aViewerThatHasNoOtherPlaceForThemFindsCaptionAndDescriptionInTheFigure() {
        var chart = Distributions.equalBins(2, List.of(DoubleColumn.create("likes", 1, 2)));
        var title = (Map<?, ?>) layout(chart).get("title");
        assertThat(title.get("text")).isEqualTo(chart.title());
        assertThat(((Map<?, ?>) title.get("subtitle")).get("text")).isEqualTo(Html.label(chart.caption()));
        assertThat(((Map<?, ?>) layout(chart).get("meta")).get("label"))
                .isEqualTo(chart.title() + ". " + chart.description());
    }

    @Test
    void aFigureOfJsplotIsOneAsWell() {
        var figure = new Figure(
                Layout.builder("A title", "days", "users").width(400).build(),
                ScatterTrace.builder(new double[] {1, 2}, new double[] {3, Double.NaN})
                        .name(Html.label(HOSTILE))
                        .build());
        var chart = Chart.of(figure);
        assertThat(chart.title()).isEqualTo("A title");
        assertThat(layout(chart).containsKey("width")).isFalse();
        assertThat(String.valueOf(layout(chart).get("xaxis"))).contains("text=days");
        assertThat(trace(chart).get("type")).isEqualTo("scatter");
        assertThat(trace(chart).get("x")).isEqualTo(List.of("1.0", "2.0"));
        assertThat(String.valueOf(trace(chart).get("name"))).contains("var layout");
        assertThat(Html.of(figure)).contains("<p class=\"finding\">A title</p>");
    }

    @Test
    void textsInAFigureOfJsplotStayTexts() {
        var table = Table.create(StringColumn.create("language", HOSTILE, "en"), IntColumn.create("posts", 1, 2));
        var chart = Chart.of(HorizontalBarPlot.create("Posts", table, "language", "posts"));
        assertThat(trace(chart).get("y")).isEqualTo(List.of(HOSTILE.replace(",]", "]"), "en"));
        assertThat(layout(chart).get("height")).isNotEqualTo(1L);
    }

    @Test
    void onlyAFigureIsDataForPlotly() {
        assertThat(Html.plotly("text")).isEmpty();
        assertThat(Html.plotly(Distributions.equalBins(2, List.of(DoubleColumn.create("likes", 1, 2)))))
                .get()
                .satisfies(figure -> assertThat(figure).containsOnlyKeys("data", "layout", "config"));
    }
}
