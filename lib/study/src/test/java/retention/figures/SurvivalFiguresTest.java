package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import numerics.survival.Curve;
import numerics.survival.Group;
import numerics.survival.Observation;
import org.junit.jupiter.api.Test;
import retention.users.CohortTriangle;
import tech.tablesaw.plotly.components.Figure;

class SurvivalFiguresTest {

    private static final String HOSTILE = "</script><script>alert('x')</script>\"&\\\n";
    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 20);

    private static final List<Observation> FOUR =
            List.of(Observation.event(1), Observation.censored(2), Observation.event(3), Observation.censored(4));

    @Test
    void drawsStepsOnlyWhereTheCurveMovesOrEnds() {
        assertThat(html(curve("four"))).contains("\"x\":[\"0.0\",\"1.0\",\"3.0\",\"4.0\"]", "\"shape\":\"hv\"");
    }

    @Test
    void tellsGroupsApartByDashAndSize() {
        assertThat(html(curve("one"), curve("other")))
                .contains("\"dash\":\"solid\"", "\"dash\":\"dash\"")
                .contains("one\\u003cbr\\u003en \\u003d 4", "other\\u003cbr\\u003en \\u003d 4");
    }

    @Test
    void leavesTheColoursOfRetainedAndLostUsersAlone() {
        var five = Collections.nCopies(5, curve("group")).toArray(Curve[]::new);
        assertThat(html(five)).contains(Chart.GROUPS).doesNotContain(Chart.RETAINED, Chart.LOST);
    }

    @Test
    void saysThatTheScaleIsAPartOnly() {
        assertThat(html(curve("four"))).contains("share (part of the scale)").doesNotContain("range:");
    }

    @Test
    void keepsHostileNamesOfGroupsInsideTheirStrings() {
        var html = html(curve(HOSTILE));
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html).doesNotContain("alert('x')");
    }

    @Test
    void refusesNoCurvesAndMoreThanCanBeToldApart() {
        assertThatThrownBy(() -> html()).hasMessageContaining("0 curves");
        var six = Collections.nCopies(6, curve("group")).toArray(Curve[]::new);
        assertThatThrownBy(() -> html(six)).hasMessageContaining("6 curves to draw; expected 1 to 5");
    }

    @Test
    void labelsTheCellsOfATriangleWithShareAndNumber() {
        var html = Html.of(triangle(LocalDateTime.of(2025, 2, 2, 10, 0)));
        assertThat(html)
                .contains("[\"100 %\\u003cbr\\u003e1,200\",\"2.5 %\\u003cbr\\u003e30\"]")
                .contains("20 Jan 2025", "27 Jan 2025");
    }

    @Test
    void leavesTheCellsBeyondTheCrawlBlank() {
        var html = Html.of(triangle(LocalDateTime.of(2025, 2, 2, 10, 0)));
        assertThat(html).contains("[\"100 %\\u003cbr\\u003e7\",\"\"]").contains("null");
    }

    @Test
    void marksTheWeekInWhichTheCrawlEnded() {
        var html = Html.of(triangle(LocalDateTime.of(2025, 1, 31, 10, 0)));
        assertThat(html).contains("2.5 %*", "100 %*\\u003cbr\\u003e7", "the crawl ended within that week");
        assertThat(Html.of(triangle(LocalDateTime.of(2025, 2, 2, 10, 0)))).doesNotContain("%*", "crawl ended");
    }

    @Test
    void scalesTheColoursOfATriangleByTheSharesAfterTheFirstWeek() {
        assertThat(Html.of(triangle(LocalDateTime.of(2025, 2, 2, 10, 0)))).contains("\"zmax\":0.025");
    }

    @Test
    void refusesToDrawATriangleWithoutWeeks() {
        var none = new CohortTriangle(LocalDateTime.of(2025, 2, 2, 10, 0), List.of());
        assertThatThrownBy(() -> Heatmaps.triangle("Title", none)).hasMessageContaining("No weeks");
    }

    private static Figure triangle(LocalDateTime crawlEnd) {
        return Heatmaps.triangle(
                "Title",
                new CohortTriangle(
                        crawlEnd,
                        List.of(
                                new CohortTriangle.Row(MONDAY, List.of(1200, 30)),
                                new CohortTriangle.Row(MONDAY.plusWeeks(1), List.of(7)))));
    }

    private static Curve curve(String name) {
        return new Group(name, FOUR).curve(0.95);
    }

    private static String html(Curve... curves) {
        return Html.of(SurvivalCurves.of("Title", "days", "share", List.of(curves)));
    }
}
