package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    private static final Interval LOW = new Interval(0.6, 0.55, 0.65, 0.95);
    private static final Interval HIGH = new Interval(0.7, 0.45, 0.8, 0.95);

    private static Intervals two() {
        var intervals = new LinkedHashMap<String, Interval>();
        intervals.put("first", LOW);
        intervals.put("second", HIGH);
        return Intervals.of("AUC-ROC", intervals);
    }

    @Test
    void showsTheFirstNameOnTop() {
        assertThat(Html.of(two())).contains("\"tickvals\":[1,0],\"ticktext\":[\"first\",\"second\"]");
    }

    @Test
    void showsTheBestOnTopIfAsked() {
        assertThat(Html.of(two().highestFirst())).contains("\"ticktext\":[\"second\",\"first\"]");
        assertThat(Html.of(two().lowestFirst())).contains("\"ticktext\":[\"first\",\"second\"]");
    }

    @Test
    void saysTheBestAndHowManyLieBeyondTheReference() {
        assertThat(two().against("chance", 0.5).shown().title())
                .isEqualTo("Highest AUC-ROC: second, 0.70 [0.45, 0.80]; 1 of 2 intervals lies above chance");
        assertThat(two().against("a guess", 0.58).shown().title()).endsWith("; both intervals include a guess");
        assertThat(two().against("all", 0.7).lowestFirst().shown().title())
                .isEqualTo("Lowest AUC-ROC: first, 0.60 [0.55, 0.65]; 1 of 2 intervals lies below all");
        assertThat(two().against("no difference", 0).shown().title())
                .isEqualTo("AUC-ROC: 2 of 2 intervals lie above no difference");
    }

    @Test
    void praisesNoChoiceOfManyThatAreGivenInAnOrder() {
        var choices = new LinkedHashMap<String, Interval>();
        choices.put("planned", HIGH);
        choices.put("another", LOW);
        choices.put("a third", new Interval(0.9, 0.8, 0.95, 0.95));
        assertThat(Intervals.of("AUC-ROC", choices)
                        .against("chance", 0.5)
                        .shown()
                        .title())
                .isEqualTo("AUC-ROC from 0.60 to 0.90; 2 of 3 intervals lie above chance");
        assertThat(Intervals.of("AUC-ROC", choices).highestFirst().shown().title())
                .startsWith("Highest AUC-ROC: a third, 0.90");
    }

    @Test
    void endsTheAxisOfSharesWhereTheLineOfASmallGroupWithNobodyWouldHideTheOthers() {
        var rates = new LinkedHashMap<String, Ratio>();
        rates.put("many", new Ratio(5, 1000));
        rates.put("few", new Ratio(0, 9));
        var cut = Intervals.rates("share", rates).shown();
        assertThat(Html.of(cut)).contains("\"range\":[-0.0699", "0 [0, 30] %");
        assertThat(cut.caption()).endsWith("; the longest lines go on beyond the axis.");
        rates.put("few", new Ratio(1, 9));
        assertThat(Intervals.rates("share", rates).shown().caption()).doesNotContain("beyond the axis");
        rates.clear();
        rates.put("nobody", new Ratio(0, 9));
        assertThat(Intervals.rates("share", rates).shown().caption()).doesNotContain("beyond the axis");
    }

    @Test
    void drawsWhiskersToBothLimits() {
        assertThat(Html.of(Intervals.of("AUC", Map.of("one", new Interval(0.5, 0.25, 1, 0.95)))))
                .contains("\"array\":[0.5]", "\"arrayminus\":[0.25]");
    }

    @Test
    void speaksAsAPersonWould() {
        var chart = two().shown();
        assertThat(Html.of(chart)).contains("\"first: AUC-ROC 0.60 [0.55, 0.65]\"");
        assertThat(chart.description()).isEqualTo("first 0.60 [0.55, 0.65]; second 0.70 [0.45, 0.80].");
        assertThat(chart.caption()).contains("95 %");
    }

    @Test
    void drawsASecondGroupWhereItHasAnInterval() {
        var html = Html.of(two().beside("newcomers", Map.of("second", LOW)));
        assertThat(html)
                .contains("\"name\":\"everybody\"", "\"name\":\"newcomers\"", "\"newcomers, second: AUC-ROC 0.60");
    }

    @Test
    void namesNoGroupOfNobody() {
        assertThat(Html.of(two().beside("newcomers", Map.of()))).doesNotContain("newcomers", "everybody");
    }

    @Test
    void drawsRatiosOnALogarithmicAxis() {
        assertThat(Html.of(two().logarithmic())).contains("\"type\":\"log\"");
    }

    @Test
    void drawsRatesInPercentAgainstThatOfAll() {
        var rates = new LinkedHashMap<String, Ratio>();
        rates.put("a", new Ratio(5, 1000));
        rates.put("b", new Ratio(25, 1000));
        var chart = Intervals.rates("share retained", rates).shown();
        assertThat(chart.title())
                .isEqualTo("Share retained: 1 of 2 intervals lies above the 1.5 % of all users, 1 below");
        assertThat(Html.of(chart)).contains("a (5 of 1,000)", "2.5 [1.7, 3.7] %", "; dashed: the 1.5");
        assertThat(Html.of(Intervals.rates("share", rates).besideRates("newcomers", Map.of("b", new Ratio(1, 2)))))
                .contains("\"name\":\"everybody\"", "newcomers, b: share 50");
    }

    @Test
    void letsNoNameBecomeMarkup() {
        assertThat(Html.of(Intervals.of("AUC", Map.of("</script><b>", LOW)))).doesNotContain("</script><b>");
    }

    @Test
    void refusesToDrawNothing() {
        assertThatThrownBy(() -> Intervals.of("AUC", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least one");
    }
}
