package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import org.junit.jupiter.api.Test;

class GroupRetentionTest {

    private static final List<String> GROUPS = List.of("food", "cats", "cats", "food", "cats", "");
    private static final boolean[] LABELS = {false, true, false, false, true, true};

    @Test
    void eachUserCountsOnceInTheGroupsNamedAndOthersComeLast() {
        var table = GroupRetention.table("By topic", GROUPS, LABELS, List.of("food", "cats", "nobody's"));
        assertThat(table.name()).isEqualTo("By topic");
        assertThat(table.columnNames()).containsExactly("group", "users", "retained", "rate", "lower", "upper");
        assertThat(table.stringColumn("group").asList()).containsExactly("food", "cats", "nobody's", "none of these");
        assertThat(table.intColumn("users").asObjectArray())
                .as("nobody is lost")
                .containsExactly(2, 3, 0, 1);
        assertThat(table.intColumn("retained").asObjectArray()).containsExactly(0, 2, 0, 1);
        assertThat(table.doubleColumn("rate").getDouble(1)).isCloseTo(2 / 3.0, within(1e-15));
    }

    @Test
    void theRateHasWilsonsInterval() {
        var row = GroupRetention.table("t", GROUPS, LABELS, List.of("cats")).row(0);
        var rate = Interval.wilson(new Ratio(2, 3), 0.95);
        assertThat(row.getDouble("lower")).isEqualTo(rate.lower());
        assertThat(row.getDouble("upper")).isEqualTo(rate.upper());
    }

    @Test
    void aGroupOfNobodySaysNothing() {
        var row = GroupRetention.table("t", GROUPS, LABELS, List.of("nobody's")).row(0);
        assertThat(row.getDouble("lower")).isZero();
        assertThat(row.getDouble("upper")).isOne();
    }

    @Test
    void groupsComeInTheOrderOfTheirNames() {
        assertThat(GroupRetention.table("t", GROUPS, LABELS)
                        .stringColumn("group")
                        .asList())
                .containsExactly("", "cats", "food");
    }

    @Test
    void labelsOfOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupRetention.table("t", GROUPS, new boolean[5]))
                .withMessage("5 labels: expected one for each of 6 users.");
    }
}
