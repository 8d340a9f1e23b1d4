package retention.study;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.topics.TopicShares;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How many of a group stay, such as those who write about a topic, in a language or from a cohort. The rates are a description: no
 * group is tested against another, and each interval is one of its own.
 *
 * @param rows one per group, in the order given
 * @param unassigned retained out of the users who belong to no group, such as those without a word
 */
public record GroupRetention(List<Row> rows, Ratio unassigned) {

    /**
     * The users of one group.
     *
     * @param group its name
     * @param retained out of the users of the group
     * @param rate the share retained, with Wilson's interval at 95 %
     */
    public record Row(String group, Ratio retained, Interval rate) {}

    private static final double LEVEL = 0.95;
    private static final String NO_GROUP = "none of these";

    public GroupRetention {
        rows = List.copyOf(rows);
    }

    /**
     * Puts each user under the topic of largest share.
     *
     * @param shares users x topics
     * @param labels whether each user was retained
     * @param names the topics' names, such as their top words
     * @throws IllegalArgumentException if there are more or fewer labels than users, or names than topics
     */
    public static GroupRetention byDominantTopic(TopicShares shares, boolean[] labels, List<String> names) {
        if (names.size() != shares.topics()) {
            throw new IllegalArgumentException(
                    "%d names: expected one for each of %d topics.".formatted(names.size(), shares.topics()));
        }
        return of(shares.dominant(), labels, names);
    }

    /**
     * Puts each user into one group by name, such as a language or a cohort. Groups come in the order of their names.
     *
     * @param groups the name of each user's group
     * @param labels whether each user was retained
     * @throws IllegalArgumentException if there are more or fewer labels than users
     */
    public static GroupRetention byGroup(List<String> groups, boolean[] labels) {
        var names = groups.stream().distinct().sorted().toList();
        return of(groups.stream().map(names::indexOf).toList(), labels, names);
    }

    /**
     * The same among some users only, such as the newcomers.
     *
     * @param among the places of those users in the lists
     */
    public static GroupRetention byGroup(List<String> groups, boolean[] labels, int... among) {
        var chosen = new boolean[among.length];
        for (int i = 0; i < among.length; i++) {
            chosen[i] = labels[among[i]];
        }
        return byGroup(IntStream.of(among).mapToObj(groups::get).toList(), chosen);
    }

    /** @param groupOf the place of each user's group among the names, {@link TopicShares#NONE} for none */
    private static GroupRetention of(List<Integer> groupOf, boolean[] labels, List<String> names) {
        if (labels.length != groupOf.size()) {
            throw new IllegalArgumentException(
                    "%d labels: expected one for each of %d users.".formatted(labels.length, groupOf.size()));
        }
        var rows = IntStream.range(0, names.size())
                .mapToObj(group -> {
                    var retained = retained(labels, user -> groupOf.get(user) == group);
                    return new Row(names.get(group), retained, Interval.wilson(retained, LEVEL));
                })
                .toList();
        return new GroupRetention(rows, retained(labels, user -> groupOf.get(user) == TopicShares.NONE));
    }

    private static Ratio retained(boolean[] labels, IntPredicate counts) {
        var users = IntStream.range(0, labels.length).filter(counts).toArray();
        return new Ratio(IntStream.of(users).filter(user -> labels[user]).count(), users.length);
    }

    /** The rows as a table: group, users, retained, rate, lower and upper limit; then, if there are any, those in no group. */
    public Table table() {
        var table = Table.create(
                "Retention by group",
                StringColumn.create("group"),
                IntColumn.create("users"),
                IntColumn.create("retained"),
                DoubleColumn.create("rate"),
                DoubleColumn.create("lower"),
                DoubleColumn.create("upper"));
        rows.forEach(row -> append(table, row.group(), row.retained(), row.rate()));
        if (unassigned.denominator() > 0) {
            append(table, NO_GROUP, unassigned, Interval.wilson(unassigned, LEVEL));
        }
        return table;
    }

    private static void append(Table table, String group, Ratio retained, Interval rate) {
        table.stringColumn("group").append(group);
        table.intColumn("users").append((int) retained.denominator());
        table.intColumn("retained").append((int) retained.numerator());
        table.doubleColumn("rate").append(rate.estimate());
        table.doubleColumn("lower").append(rate.lower());
        table.doubleColumn("upper").append(rate.upper());
    }
}
