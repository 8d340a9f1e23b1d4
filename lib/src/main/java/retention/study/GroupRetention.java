package retention.study;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import retention.evaluation.BenjaminiHochberg;
import retention.evaluation.FisherExact;
import retention.evaluation.Interval;
import retention.evaluation.Ratio;
import retention.text.TopicShares;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How many of a group stay, such as those who write about a topic, in a language or from a cohort, against everybody else, with the
 * correction for testing every group.
 *
 * @param rows one a group, in the order given
 * @param unassigned retained out of the users who belong to no group, such as those without a word; they count among everybody else
 */
public record GroupRetention(List<Row> rows, Ratio unassigned) {

    /**
     * The users of one group.
     *
     * @param group its name
     * @param inside retained out of the users of the group
     * @param elsewhere retained out of all others
     * @param rate the share retained inside, with Wilson's interval at 95 %
     * @param pValue of Fisher's exact test of inside against elsewhere, two-sided
     * @param qValue after Benjamini and Hochberg, over all groups
     */
    public record Row(String group, Ratio inside, Ratio elsewhere, Interval rate, double pValue, double qValue) {}

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
     * Puts each user into one group by name, such as a language or a cohort, against all others. Groups come in the order of
     * their names.
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
        var tests = IntStream.range(0, names.size())
                .mapToObj(group -> FisherExact.of(
                        retained(labels, user -> groupOf.get(user) == group),
                        retained(labels, user -> groupOf.get(user) != group)))
                .toList();
        var qValues = BenjaminiHochberg.qValues(
                tests.stream().mapToDouble(FisherExact::pValue).toArray());
        var rows = IntStream.range(0, names.size())
                .mapToObj(group -> {
                    var test = tests.get(group);
                    return new Row(
                            names.get(group),
                            test.first(),
                            test.second(),
                            Interval.wilson(test.first(), LEVEL),
                            test.pValue(),
                            qValues[group]);
                })
                .toList();
        return new GroupRetention(rows, retained(labels, user -> groupOf.get(user) == TopicShares.NONE));
    }

    private static Ratio retained(boolean[] labels, IntPredicate counts) {
        var users = IntStream.range(0, labels.length).filter(counts).toArray();
        return new Ratio(IntStream.of(users).filter(user -> labels[user]).count(), users.length);
    }

    /**
     * The rows as a table: group, users, retained, rate, lower and upper limit, rate elsewhere, p and q; then, if there are any, those
     * in no group, who are not tested.
     */
    public Table table() {
        var table = Table.create(
                "Retention by group",
                StringColumn.create("group"),
                IntColumn.create("users"),
                IntColumn.create("retained"),
                DoubleColumn.create("rate"),
                DoubleColumn.create("lower"),
                DoubleColumn.create("upper"),
                DoubleColumn.create("rate elsewhere"),
                DoubleColumn.create("p"),
                DoubleColumn.create("q"));
        for (var row : rows) {
            append(table, row.group(), row.inside(), row.rate());
            table.doubleColumn("rate elsewhere").append(row.elsewhere().value());
            table.doubleColumn("p").append(row.pValue());
            table.doubleColumn("q").append(row.qValue());
        }
        if (unassigned.denominator() > 0) {
            append(table, NO_GROUP, unassigned, Interval.wilson(unassigned, LEVEL));
            List.of("rate elsewhere", "p", "q")
                    .forEach(name -> table.doubleColumn(name).appendMissing());
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
