package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import retention.evaluation.Interval;
import retention.evaluation.Ratio;
import retention.text.TopicShares;

class TopicRetentionTest {
    private static final List<String> NAMES = List.of("cats", "food");

    /** Six users: three of cats, two of food, one who wrote nothing. */
    private static final TopicShares SHARES =
            TopicShares.of(2, new double[][] {{9, 1}, {6, 4}, {1, 0}, {1, 3}, {0, 1}, {0, 0}});

    private static final boolean[] LABELS = {true, true, false, false, false, true};

    @Test
    void eachUserCountsOnceUnderTheDominantTopic() {
        var retention = TopicRetention.byDominantTopic(SHARES, LABELS, NAMES);
        assertThat(retention.rows()).extracting(TopicRetention.Row::topic).containsExactly("cats", "food");
        assertThat(retention.rows())
                .extracting(TopicRetention.Row::inside)
                .containsExactly(new Ratio(2, 3), new Ratio(0, 2));
        assertThat(retention.rows())
                .extracting(TopicRetention.Row::elsewhere)
                .containsExactly(new Ratio(1, 3), new Ratio(3, 4));
        assertThat(retention.unassigned()).isOne();
    }

    @Test
    void byShareAUserCountsUnderEveryTopicOfThatShare() {
        var retention = TopicRetention.byShare(SHARES, 0.25, LABELS, NAMES);
        assertThat(retention.rows())
                .extracting(TopicRetention.Row::inside)
                .containsExactly(new Ratio(2, 4), new Ratio(1, 3));
        assertThat(retention.unassigned()).isOne();
    }

    @Test
    void theRateHasWilsonsInterval() {
        var row = TopicRetention.byDominantTopic(SHARES, LABELS, NAMES).rows().get(1);
        assertThat(row.rate()).isEqualTo(Interval.wilson(new Ratio(0, 2), 0.95));
    }

    @Test
    void aStrongTopicIsFoundAmongManyAndCorrectedForThem() {
        var users = 400;
        var topics = 10;
        var weights = new double[users][topics];
        var labels = new boolean[users];
        IntStream.range(0, users).forEach(user -> {
            weights[user][user % topics] = 1;
            labels[user] = user % topics == 3 ? user % 4 == 1 : user % 80 == 0;
        });
        var names = IntStream.range(0, topics).mapToObj(topic -> "t" + topic).toList();
        var rows = TopicRetention.byDominantTopic(TopicShares.of(topics, weights), labels, names)
                .rows();
        assertThat(rows.get(3).qValue())
                .isLessThan(1e-6)
                .isCloseTo(10 * rows.get(3).pValue(), within(1e-12));
        assertThat(rows).filteredOn(row -> !row.topic().equals("t3")).allMatch(row -> row.qValue() > 0.1);
    }

    @Test
    void aTopicOfNobodySaysNothing() {
        var row = TopicRetention.byDominantTopic(
                        TopicShares.of(2, new double[][] {{1, 0}, {1, 0}}), new boolean[] {true, false}, NAMES)
                .rows()
                .get(1);
        assertThat(row.inside()).isEqualTo(new Ratio(0, 0));
        assertThat(row.rate().lower()).isZero();
        assertThat(row.rate().upper()).isOne();
        assertThat(row.pValue()).isOne();
    }

    @Test
    void theTableHasARowATopic() {
        var table = TopicRetention.byDominantTopic(SHARES, LABELS, NAMES).table();
        assertThat(table.columnNames())
                .containsExactly("group", "users", "retained", "rate", "lower", "upper", "rate elsewhere", "p", "q");
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.intColumn("users").asObjectArray()).containsExactly(3, 2);
        assertThat(table.doubleColumn("rate elsewhere").getDouble(0)).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void labelsOrNamesForOthersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicRetention.byDominantTopic(SHARES, new boolean[5], NAMES))
                .withMessage("5 labels and 2 names: expected one for each of 6 users and 2 topics.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicRetention.byShare(SHARES, 0, LABELS, NAMES))
                .withMessage("Least share 0.0: expected above 0 and at most 1.");
    }

    @Test
    void comparesEachNamedGroupWithAllOthers() {
        var retention = TopicRetention.byGroup(List.of("b", "a", "b", "b"), new boolean[] {true, false, false, true});
        assertThat(retention.rows()).extracting(TopicRetention.Row::topic).containsExactly("a", "b");
        assertThat(retention.rows().get(1).inside()).isEqualTo(new Ratio(2, 3));
        assertThat(retention.rows().get(1).elsewhere()).isEqualTo(new Ratio(0, 1));
        assertThat(retention.unassigned()).isZero();
    }
}
