package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import retention.figures.Lines.Axes;
import retention.figures.Lines.Series;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class LinesTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 18);
    private static final Table POINTS = Table.create(
            "Points", DoubleColumn.create("recall", 1, 0.5, 0), DoubleColumn.create("precision", 0.1, 0.2, 0.25));
    private static final Table DAYS = Table.create(
            "Days",
            DateColumn.create("date", FIRST, FIRST.plusDays(1), FIRST.plusDays(2)),
            IntColumn.create("users", 10, 1500, 20));

    @Test
    void drawsReferencesDashedAndGrey() {
        var network = Series.of("network", POINTS, "recall", "precision");
        assertThat(String.valueOf(chart(network, Series.reference("chance", 0, 0, 1, 1))
                        .plotly()
                        .get("data")))
                .containsOnlyOnce("dash=dash")
                .contains("name=network", "name=chance");
    }

    @Test
    void keepsHostileNamesInsideTheirStrings() {
        var html = html(Series.of("</script><b>'%", POINTS, "recall", "precision"));
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html).doesNotContain("<b>");
    }

    @Test
    void fillsTheBandOfAnInterval() {
        assertThat(html(Series.of("model", POINTS, "recall", "precision", "precision", "precision")))
                .contains("\"fill\":\"tonexty\"");
    }

    @Test
    void drawsPublishedValuesAtOneTwoThree() {
        assertThat(html(Series.published("published", 0.5, 0.25))).contains("\"x\":[1,2]", "\"dash\":\"dash\"");
    }

    @Test
    void saysItsRangeInWords() {
        var chart = Lines.of(
                "Title", "Caption.", Axes.logarithmic("x", "y"), Series.of("network", POINTS, "recall", "precision"));
        assertThat(chart.description()).isEqualTo("network: from 0.100 to 0.250.");
        assertThat(Html.of(chart)).contains("\"type\":\"log\"");
    }

    @Test
    void putsWhatIsZeroAtTheEdgeOfALogarithmicAxisAndSaysThatItIsZero() {
        var groups = Table.create(
                "Groups",
                DoubleColumn.create("predicted", 0.004, 0.02),
                DoubleColumn.create("observed", 0, 0.02),
                DoubleColumn.create("lower", 0, 0.01),
                DoubleColumn.create("upper", 0.008, 0.04));
        var line = Series.of("groups", groups, "predicted", "observed", "lower", "upper");
        var chart = Lines.of("Title", "Caption.", Axes.logarithmicBoth("predicted", "observed"), line);
        assertThat(Html.of(chart))
                .contains("\"x\":[0.004,0.02],\"y\":[0.004,0.02],\"customdata\":[0,0.02]", "\"y\":[0.004,0.01]");
        assertThat(chart.description()).isEqualTo("groups: from 0 to 0.0200.");
    }

    @Test
    void speaksNumbersWithoutPowersOfTen() {
        assertThat(chart(Series.reference("costs", 0, 0.04321, 1, 1500)).description())
                .isEqualTo("costs: from 0.0432 to 1,500.");
    }

    @Test
    void namesThePeakAndTheEventsOfItsDays() {
        var chart = Lines.daily(
                DAYS,
                Map.of(FIRST.toString(), 12.0),
                Map.of(FIRST.plusDays(1), "ban, in force", FIRST.plusYears(1), "later"));
        assertThat(chart.title())
                .isEqualTo("1,500 users posted on 19 January 2025, the peak; half of all visits fall on 1 of 3 days");
        assertThat(chart.caption()).contains("19 January 2025: ban, in force").doesNotContain("later");
        assertThat(Html.of(chart))
                .contains("\"name\":\"published\"", "\"x0\":\"2025-01-19\"")
                .doesNotContain("later");
    }

    private static Chart chart(Series... series) {
        return Lines.of("Precision and recall", "How to read it.", Axes.of("recall", "precision"), series);
    }

    private static String html(Series... series) {
        return Html.of(chart(series));
    }
}
