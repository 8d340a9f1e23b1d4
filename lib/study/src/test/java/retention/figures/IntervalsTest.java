package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import numerics.evaluation.Interval;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    private static final Interval WIDE = new Interval(0.7, 0.5, 0.8, 0.95);
    private static final Interval NARROW = new Interval(0.6, 0.55, 0.65, 0.95);

    @Test
    void showsTheFirstNameOnTop() {
        var intervals = new LinkedHashMap<String, Interval>();
        intervals.put("first", WIDE);
        intervals.put("second", NARROW);
        // plotly.js draws categories from the bottom up.
        assertThat(html(intervals)).contains("\"y\":[\"second\",\"first\"]");
    }

    @Test
    void drawsWhiskersToBothLimits() {
        assertThat(html(Map.of("one", new Interval(0.5, 0.25, 1, 0.95))))
                .contains("\"array\":[0.5]", "\"arrayminus\":[0.25]");
    }

    @Test
    void letsNoNameBecomeMarkup() {
        assertThat(html(Map.of("</script><b>", WIDE))).doesNotContain("</script><b>");
    }

    @Test
    void refusesToDrawNothing() {
        assertThatThrownBy(() -> Intervals.of("Title", "AUC", 0.5, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least one");
    }

    private static String html(Map<String, Interval> intervals) {
        return Html.of(Intervals.of("Title", "AUC", 0.5, intervals));
    }
}
