package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CountTest {

    @ParameterizedTest
    @EnumSource
    void sumsGrowWithRankFromZeroToTheLargest(Count count) {
        for (var users : new int[] {200, 3244, 50_000}) {
            var sums = IntStream.range(0, users)
                    .map(rank -> count.sum(rank, users))
                    .toArray();
            assertThat(sums).isSorted();
            assertThat(sums[0]).isZero();
            assertThat((double) sums[users - 1]).isEqualTo(Math.rint(30 * count.firstBin()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "9,9",
        "10,10+",
        "99,10+",
        "100,100",
        "999,999",
        "1000,1千+",
        "9999,9千+",
        "10000,1万+",
        "847000,84万+"
    })
    void theRoundedViewIsALowerBound(int count, String shown) {
        assertThat(Count.rounded(count)).isEqualTo(shown);
    }

    @Test
    void correlationsAreMovedToTheirTargetsWithoutChangingAnyDistribution() {
        var draws = Draws.of(1, "test");
        var columns = new int[4][3000];
        for (var user = 0; user < 3000; user++) {
            for (var column : columns) {
                column[user] = (int) StrictMath.exp(6 + 2 * draws.gaussian());
            }
        }
        var before = columns[1].clone();
        new Correlations(columns).calibrate(new BitSet(), draws);
        assertThat(columns[1]).containsExactlyInAnyOrder(before);
        assertThat(new Correlations(columns).furthestFromTarget()).isLessThan(0.03);
    }
}
