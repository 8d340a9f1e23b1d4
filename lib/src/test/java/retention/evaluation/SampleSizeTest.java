package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SampleSizeTest {

    private static final SampleSize STUDY = new SampleSize(20.0 / 3249, 0.95);

    @Test
    void closedFormIsTheExpectationOverExponentialScores() {
        Golden.read("additions").json().getAsJsonArray("hanley_mcneil").forEach(element -> {
            var row = Golden.doubles(element.getAsJsonArray());
            assertThat(SampleSize.standardError(row[0], row[1], row[2]))
                    .isCloseTo(row[3], Percentage.withPercentage(1e-3));
        });
    }

    @Test
    void exampleOfThePaperComesOut() {
        // 51 abnormal and 58 normal images, area 0.893: standard error 0.032.
        assertThat(SampleSize.standardError(0.893, 51, 58)).isCloseTo(0.032, within(0.001));
    }

    @Test
    void chanceHasTheErrorOfTheRankTestWithoutTies() {
        assertThat(SampleSize.standardError(0.5, 20, 3229))
                .isCloseTo(Math.sqrt(3250 / (12.0 * 20 * 3229)), within(1e-15));
    }

    @Test
    void sizeForAHalfWidthIsTheFirstThatReachesIt() {
        for (double auc : new double[] {0.5, 0.7, 0.95}) {
            for (double halfWidth : new double[] {0.2, 0.05, 0.01}) {
                int retained = STUDY.retainedFor(auc, halfWidth);
                assertThat(STUDY.halfWidth(auc, retained)).isLessThanOrEqualTo(halfWidth);
                assertThat(STUDY.halfWidth(auc, retained - 1)).isGreaterThan(halfWidth);
            }
        }
    }

    @Test
    void halfWidthThatOneUserGivesTakesOneUser() {
        assertThat(STUDY.retainedFor(0.7, 5)).isEqualTo(1);
    }

    @Test
    void moreRetainedThanLostStillHaveALostUserBesides() {
        assertThat(new SampleSize(0.75, 0.95).retainedFor(0.7, 5)).isEqualTo(3);
    }

    @Test
    void fourTimesTheUsersHalveTheWidth() {
        assertThat(STUDY.halfWidth(0.7, 20) / STUDY.halfWidth(0.7, 80)).isCloseTo(2, within(0.01));
    }

    @Test
    void usersAreTheRetainedOverThePrevalence() {
        assertThat(STUDY.users(20)).isEqualTo(3249);
        assertThat(new SampleSize(0.3, 0.95).users(1)).isEqualTo(4);
    }

    @Test
    void tableHasARowForEachNumber() {
        var table = STUDY.table(0.7, 20, 50, 200);
        assertThat(table.columnNames()).containsExactly("retained", "users", "standard error", "half-width");
        assertThat(table.rowCount()).isEqualTo(3);
        assertThat(table.doubleColumn("half-width").get(1)).isEqualTo(STUDY.halfWidth(0.7, 50));
    }

    @Test
    void prevalenceOfEverybodyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleSize(1, 0.95))
                .withMessageContaining("Prevalence 1.0");
    }

    @Test
    void aucAboveOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STUDY.halfWidth(1.2, 20))
                .withMessageContaining("AUC-ROC 1.2: expected 0..1");
    }

    @Test
    void nobodyRetainedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STUDY.halfWidth(0.7, 0))
                .withMessageContaining("0.0 retained");
    }

    @Test
    void halfWidthOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STUDY.retainedFor(0.7, 0))
                .withMessageContaining("Half-width 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STUDY.retainedFor(0.7, 1e-9))
                .withMessageContaining("no less than a billion retained users give");
    }
}
