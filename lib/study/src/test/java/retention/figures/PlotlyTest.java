package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class PlotlyTest {

    private static Figure line(String title, double... values) {
        return new Figure(
                Layout.builder(title, "days", "users").height(400).build(),
                ScatterTrace.builder(values, values).name(title).build());
    }

    private static Map<?, ?> layout(Figure figure) {
        return (Map<?, ?>) Plotly.of(figure).get("layout");
    }

    private static Map<?, ?> trace(Figure figure) {
        return (Map<?, ?>) ((List<?>) Plotly.of(figure).get("data")).get(0);
    }

    @Test
    void everyTitleIsAnObjectAsPlotlyThreeWantsIt() {
        var layout = layout(line("A title", 1, 2));
        assertThat(layout.get("title")).isEqualTo(Map.of("text", "A title"));
        assertThat(((Map<?, ?>) layout.get("xaxis")).get("title")).isEqualTo(Map.of("text", "days"));
    }

    @Test
    void aFigureIsAsWideAsItsPlaceAndItsTitleHasSeveralLines() {
        var layout = layout(line("words ".repeat(30).strip(), 1, 2));
        assertThat(layout.containsKey("width")).isFalse();
        assertThat(String.valueOf(layout.get("title")))
                .contains("words<br>words")
                .doesNotEndWith("<br>");
    }

    @Test
    void textThatLooksLikeCodeStaysText() {
        var hostile = "'};\nvar layout = {\"height\":1};\nObject.assign(trace0, {\"y\":[9]}); \",] NaN \\ \\";
        var figure = line(Html.label(hostile), 1, 2);
        assertThat(layout(figure).get("height")).isEqualTo(400.0);
        assertThat(trace(figure).get("x")).isEqualTo(List.of("1.0", "2.0"));
        assertThat(trace(figure).get("y")).isEqualTo(List.of("1.0", "2.0"));
        assertThat(String.valueOf(trace(figure).get("name"))).contains("var layout", "Object.assign(trace0");
    }

    @Test
    void aChartIsTakenAsItIs() {
        var chart = Histograms.decades(List.of(DoubleColumn.create("likes", 1, 2, 3)));
        var title = (Map<?, ?>) layout(chart).get("title");
        assertThat(title.get("text")).isEqualTo(chart.title());
        assertThat(((Map<?, ?>) title.get("subtitle")).get("text")).isEqualTo(Html.label(chart.caption()));
        assertThat(((Map<?, ?>) layout(chart).get("meta")).get("label"))
                .isEqualTo(chart.title() + ". " + chart.description());
        assertThat(trace(chart).get("type")).isEqualTo("bar");
    }

    @Test
    void onlyAFigureIsOne() {
        assertThat(Html.plotly("text")).isEmpty();
        assertThat(Html.plotly((Html.Shown) () -> line("Title", 1))).isPresent();
        assertThat(Html.plotly(line("Title", 1))).get().satisfies(figure -> assertThat(figure.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList("data", "layout", "config")));
    }
}
