package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import retention.evaluation.Ratio;

class PromiseTest {

    private static final Promise COVERAGE = new Promise("intervals that hold", 0.93, 0.97);

    @Test
    void manyTrialsMustLieWithinIt() {
        assertThat(COVERAGE.brokenBy(new Ratio(192, 200))).isEmpty();
        assertThat(COVERAGE.brokenBy(new Ratio(184, 200)))
                .hasValue("intervals that hold: 184 of 200, 92.0 % [87.4 %, 95.0 %], expected 93.0 % to 97.0 %");
        assertThat(COVERAGE.brokenBy(new Ratio(196, 200))).isPresent();
    }

    @Test
    void fewTrialsMayMissItByChance() {
        assertThat(COVERAGE.brokenBy(new Ratio(18, 20))).isEmpty();
        assertThat(COVERAGE.brokenBy(new Ratio(20, 20))).isEmpty();
        assertThat(COVERAGE.brokenBy(new Ratio(12, 20))).isPresent();
    }

    @Test
    void nothingTriedBreaksNothing() {
        assertThat(COVERAGE.brokenBy(new Ratio(0, 0))).isEmpty();
    }
}
