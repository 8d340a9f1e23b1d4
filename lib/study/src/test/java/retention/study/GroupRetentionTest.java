package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.topics.TopicShares;
import org.junit.jupiter.api.Test;

class GroupRetentionTest {
    private static final List<String> NAMES = List.of("cats", "food");

    /** Six users: three of cats, two of food, one who wrote nothing. */
    private static final TopicShares SHARES =
            TopicShares.of(2, new double[][] {{9, 1}, {6, 4}, {1, 0}, {1, 3}, {0, 1}, {0, 0}});

    private static final boolean[] LABELS = {true, true, false, false, false, true};

    @Test
    void eachUserCountsOnceUnderTheDominantTopic() {
        var retention = GroupRetention.byDominantTopic(SHARES, LABELS, NAMES);
        assertThat(retention.rows()).extracting(GroupRetention.Row::group).containsExactly("cats", "food");
        assertThat(retention.rows())
                .extracting(GroupRetention.Row::retained)
                .containsExactly(new Ratio(2, 3), new Ratio(0, 2));
        assertThat(retention.unassigned()).isEqualTo(new Ratio(1, 1));
    }

    @Test
    void theRateHasWilsonsInterval() {
        var row = GroupRetention.byDominantTopic(SHARES, LABELS, NAMES).rows().get(1);
        assertThat(row.rate()).isEqualTo(Interval.wilson(new Ratio(0, 2), 0.95));
    }

    @Test
    void aTopicOfNobodySaysNothing() {
        var row = GroupRetention.byDominantTopic(
                        TopicShares.of(2, new double[][] {{1, 0}, {1, 0}}), new boolean[] {true, false}, NAMES)
                .rows()
                .get(1);
        assertThat(row.retained()).isEqualTo(new Ratio(0, 0));
        assertThat(row.rate().lower()).isZero();
        assertThat(row.rate().upper()).isOne();
    }

    @Test
    void theTableHasARowATopic() {
        var table = GroupRetention.byDominantTopic(SHARES, LABELS, NAMES).table();
        assertThat(table.columnNames()).containsExactly("group", "users", "retained", "rate", "lower", "upper");
        assertThat(table.stringColumn("group").asList()).containsExactly("cats", "food", "none of these");
        assertThat(table.intColumn("users").asObjectArray())
                .as("nobody is lost")
                .containsExactly(3, 2, 1);
        assertThat(table.doubleColumn("rate").getDouble(0)).isCloseTo(2 / 3.0, within(1e-15));
    }

    @Test
    void labelsOrNamesForOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupRetention.byDominantTopic(SHARES, new boolean[5], NAMES))
                .withMessage("5 labels: expected one for each of 6 users.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupRetention.byDominantTopic(SHARES, LABELS, List.of("cats")))
                .withMessage("1 names: expected one for each of 2 topics.");
    }

    @Test
    void looksAtSomeUsersOnlyIfTold() {
        var among =
                GroupRetention.byGroup(List.of("b", "a", "b", "c"), new boolean[] {true, false, false, true}, 0, 1, 2);
        assertThat(among).isEqualTo(GroupRetention.byGroup(List.of("b", "a", "b"), new boolean[] {true, false, false}));
    }

    @Test
    void countsEachNamedGroupInTheOrderOfNames() {
        var retention = GroupRetention.byGroup(List.of("b", "a", "b", "b"), new boolean[] {true, false, false, true});
        assertThat(retention.rows()).extracting(GroupRetention.Row::group).containsExactly("a", "b");
        assertThat(retention.rows().get(1).retained()).isEqualTo(new Ratio(2, 3));
        assertThat(retention.unassigned()).isEqualTo(new Ratio(0, 0));
    }
}
