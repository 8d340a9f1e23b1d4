package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;

import numerics.evaluation.Ratio;
import org.junit.jupiter.api.Test;
import retention.validation.Trial.Promise;

class PromiseTest {

    private static final Promise COVERAGE = new Promise("intervals that hold", 0.93, 0.97);

    @Test
    void manyTrialsMayMissItByLittle() {
        assertThat(COVERAGE.brokenBy(new Ratio(768, 800))).isEmpty();
        assertThat(COVERAGE.brokenBy(new Ratio(736, 800))).isEmpty();
        assertThat(COVERAGE.brokenBy(new Ratio(720, 800)))
                .hasValue("intervals that hold: 720 of 800, 90.0 % [87.7 %, 91.9 %], expected 93.0 % to 97.0 %");
        assertThat(COVERAGE.brokenBy(new Ratio(792, 800))).isPresent();
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
