package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import retention.evaluation.Interval;
import retention.study.Claim.Figure;
import retention.study.Claim.Verdict;

class ClaimTest {

    private static final Figure POSITIVE = new Figure("a", new Interval(0.3, 0.1, 0.5, 0.95));
    private static final Figure NEGATIVE = new Figure("b", new Interval(-0.3, -0.5, -0.1, 0.95));
    private static final Figure UNSURE = new Figure("c", new Interval(0.1, -0.1, 0.3, 0.95));

    @Test
    void isSupportedWhenEveryIntervalLiesAboveZero() {
        assertThat(Verdict.of(List.of(POSITIVE, POSITIVE))).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void isNotSupportedWhenOneIntervalLiesBelow() {
        assertThat(Verdict.of(List.of(POSITIVE, NEGATIVE, UNSURE))).isEqualTo(Verdict.NOT_SUPPORTED);
    }

    @Test
    void isUndecidableOtherwise() {
        assertThat(Verdict.of(List.of(POSITIVE, UNSURE))).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(Verdict.of(List.of())).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void saysItsFiguresWithTheirIntervals() {
        assertThat(POSITIVE).hasToString("a 0.300 [0.100, 0.500]");
    }
}
