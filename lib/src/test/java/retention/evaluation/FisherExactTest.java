package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FisherExactTest {

    @Test
    void groupsOfAllSizesGiveScipysPValues() {
        for (var row : Golden.read("groups").json().getAsJsonArray("fisher")) {
            var figures = Golden.doubles(row.getAsJsonArray());
            var test = FisherExact.of(new Ratio(figures[0], figures[1]), new Ratio(figures[2], figures[3]));
            assertThat(test.pValue()).as(test.toString()).isCloseTo(figures[4], Percentage.withPercentage(1e-7));
        }
    }

    @Test
    void swappingTheGroupsKeepsTheP() {
        var few = new Ratio(3, 40);
        var many = new Ratio(17, 3209);
        assertThat(FisherExact.of(few, many).pValue())
                .isCloseTo(FisherExact.of(many, few).pValue(), Percentage.withPercentage(1e-9));
    }

    @Test
    void saysBothGroups() {
        assertThat(FisherExact.of(new Ratio(1, 1), new Ratio(0, 1))).hasToString("1/1 against 0/1, p = 1.00");
    }

    @Test
    void nobodyAtAllIsNoDifference() {
        assertThat(FisherExact.of(new Ratio(0, 0), new Ratio(0, 0)).pValue()).isOne();
    }

    @Test
    void whatIsNoCountIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FisherExact.of(new Ratio(0.5, 2), new Ratio(1, 2)))
                .withMessage("0.5/2.0 is no count of successes out of trials.");
        assertThatIllegalArgumentException().isThrownBy(() -> FisherExact.of(new Ratio(1, 2), new Ratio(3, 2)));
    }

    @Test
    void groupsInWhichNobodyOrEverybodyCountsAreNoDifference() {
        for (int size = 1; size < 300; size += 7) {
            assertThat(FisherExact.of(new Ratio(0, size), new Ratio(0, Math.max(1, 277 - size)))
                            .pValue())
                    .isEqualTo(1);
            assertThat(FisherExact.of(new Ratio(size, size), new Ratio(9, 9)).pValue())
                    .isEqualTo(1);
        }
    }
}
