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

class SurvivalFiguresTest {

    private static final String HOSTILE = "</script><script>alert('x')</script>\"&\\\n";
    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 20);

    private static final List<Observation> FOUR =
            List.of(Observation.event(1), Observation.censored(2), Observation.event(3), Observation.censored(4));

    @Test
    void drawsStepsOnlyWhereTheCurveMovesOrEnds() {
        assertThat(html(curve("four"))).contains("\"x\":[0.0,1.0,3.0,4.0]", "\"shape\":\"hv\"");
    }

    @Test
    void tellsGroupsApartByDashAndSize() {
        assertThat(html(curve("one"), curve("other")))
                .contains("\"dash\":\"solid\"", "\"dash\":\"dash\"")
                .contains("\"one (4)\"", "\"other (4)\"");
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
        var html = Html.of(triangle(LocalDateTime.of(2025, 2, 9, 10, 0)));
        assertThat(html)
                .contains("\"text\":[[\"2.5 %\\u003cbr\\u003e30\",\"4.2 %\\u003cbr\\u003e50\"],[\"14"
                        + " %\\u003cbr\\u003e1\",\"\"]]")
                .contains("20 Jan (1,200)", "27 Jan (7)");
    }

    @Test
    void leavesTheCellsBeyondTheCrawlBlank() {
        var html = Html.of(triangle(LocalDateTime.of(2025, 2, 9, 10, 0)));
        assertThat(html).contains("\"z\":[[0.025,0.04166667],[0.1428571,null]]");
    }

    @Test
    void marksTheWeekInWhichTheCrawlEnded() {
        var html = Html.of(triangle(LocalDateTime.of(2025, 2, 7, 10, 0)));
        assertThat(html).contains("4.2 %*", "14 %*", "A star marks the week in which the crawl ended");
        assertThat(Html.of(triangle(LocalDateTime.of(2025, 2, 9, 10, 0)))).doesNotContain("%*", "A star");
    }

    @Test
    void scalesTheColoursOfATriangleByTheSharesAfterTheFirstWeek() {
        assertThat(Html.of(triangle(LocalDateTime.of(2025, 2, 9, 10, 0)))).contains("\"zmax\":0.14285");
    }

    @Test
    void saysHowManyPostedAgain() {
        var triangle = triangle(LocalDateTime.of(2025, 2, 9, 10, 0));
        assertThat(triangle.title())
                .isEqualTo("Of 1,200 users who came in the week of 20 January 2025, 2.5 % posted again a week later");
        assertThat(html(curve("four"))).contains("Found again: 50.0 % of four");
    }

    @Test
    void givesTheNumbersAtRisk() {
        assertThat(html(curve("four")))
                .contains("still watched")
                .containsPattern("\"text\":\"4\".*\"text\":\"3\".*\"text\":\"1\"");
    }

    @Test
    void refusesToDrawATriangleWithoutWeeks() {
        var none = new CohortTriangle(LocalDateTime.of(2025, 2, 9, 10, 0), List.of());
        assertThatThrownBy(() -> Heatmaps.triangle(none)).hasMessageContaining("No weeks");
    }

    private static Chart triangle(LocalDateTime crawlEnd) {
        return Heatmaps.triangle(new CohortTriangle(
                crawlEnd,
                List.of(
                        new CohortTriangle.Row(MONDAY, List.of(1200, 30, 50)),
                        new CohortTriangle.Row(MONDAY.plusWeeks(1), List.of(7, 1)),
                        new CohortTriangle.Row(MONDAY.plusWeeks(2), List.of(3)))));
    }

    private static Curve curve(String name) {
        return new Group(name, FOUR).curve(0.95);
    }

    private static String html(Curve... curves) {
        return Html.of(SurvivalCurves.of("Found again", "days", "share", List.of(curves)));
    }
}
