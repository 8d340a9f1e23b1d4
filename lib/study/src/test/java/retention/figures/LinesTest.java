package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import retention.figures.Lines.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class LinesTest {

    private static final Table POINTS = Table.create(
            "Points", DoubleColumn.create("recall", 1, 0.5, 0), DoubleColumn.create("precision", 0.1, 0.2, 0.2));

    @Test
    void drawsReferencesDashedAndGrey() {
        assertThat(html(Series.of("network", POINTS, "recall", "precision"), Series.reference("chance", 0, 0, 1, 1)))
                .containsOnlyOnce("\"dash\":\"dash\"")
                .contains("\"name\":\"network\"", "\"name\":\"chance\"");
    }

    @Test
    void keepsHostileNamesInsideTheirStrings() {
        var html = html(Series.of("</script><b>'", POINTS, "recall", "precision"));
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html).doesNotContain("<b>");
    }

    private static String html(Series... series) {
        return Html.of(Lines.of("Precision and recall", "recall", "precision", series));
    }
}
