package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import numerics.evaluation.Ratio;
import org.junit.jupiter.api.Test;

class GroupRetentionTest {

    private static final List<String> GROUPS = List.of("food", "cats", "cats", "food", "cats", "");
    private static final boolean[] LABELS = {false, true, false, false, true, true};

    @Test
    void eachUserCountsOnceInTheGroupsNamedAndOthersComeLast() {
        assertThat(GroupRetention.of(GROUPS, LABELS, List.of("food", "cats", "nobody's")))
                .as("nobody is lost")
                .containsExactly(
                        entry("food", new Ratio(0, 2)),
                        entry("cats", new Ratio(2, 3)),
                        entry("nobody's", new Ratio(0, 0)),
                        entry("none of these", new Ratio(1, 1)));
    }

    @Test
    void theRateHasWilsonsIntervalAndAGroupOfNobodySaysNothing() {
        var table = GroupRetention.table("By topic", GroupRetention.of(GROUPS, LABELS, List.of("cats", "nobody's")));
        assertThat(table.name()).isEqualTo("By topic");
        assertThat(table.columnNames()).containsExactly("group", "users", "retained", "rate [95 % interval]");
        assertThat(table.intColumn("users").asObjectArray()).containsExactly(3, 0, 3);
        assertThat(table.intColumn("retained").asObjectArray()).containsExactly(2, 0, 1);
        assertThat(table.stringColumn(3).asList()).startsWith("66.7 % [20.8, 93.9]", "0.0 % [0.0, 100.0]");
    }

    @Test
    void groupsComeInTheOrderOfTheirNames() {
        assertThat(GroupRetention.of(GROUPS, LABELS)).containsOnlyKeys("", "cats", "food");
        assertThat(List.copyOf(GroupRetention.of(GROUPS, LABELS).keySet())).containsExactly("", "cats", "food");
    }

    @Test
    void labelsOfOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupRetention.of(GROUPS, new boolean[5]))
                .withMessage("5 labels: expected one for each of 6 users.");
    }
}
