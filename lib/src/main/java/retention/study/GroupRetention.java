package retention.study;

import java.util.List;
import java.util.function.BiPredicate;
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
 * How many of those who write about a topic stay, against everybody else, with the correction for testing every topic.
 *
 * @param rows one a topic, in the model's order
 * @param unassigned users who belong to no topic; they count among everybody else
 */
public record TopicRetention(List<Row> rows, int unassigned) {

    /**
     * The users of one topic.
     *
     * @param topic its name
     * @param inside retained out of the users of the topic
     * @param elsewhere retained out of all others
     * @param rate the share retained inside, with Wilson's interval at 95 %
     * @param pValue of Fisher's exact test of inside against elsewhere, two-sided
     * @param qValue after Benjamini and Hochberg, over all topics
     */
    public record Row(String topic, Ratio inside, Ratio elsewhere, Interval rate, double pValue, double qValue) {}

    private static final double LEVEL = 0.95;

    public TopicRetention {
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
    public static TopicRetention byDominantTopic(TopicShares shares, boolean[] labels, List<String> names) {
        var dominant = shares.dominant();
        return of(shares, labels, names, (user, topic) -> dominant.get(user).equals(topic));
    }

    /**
     * Puts each user under every topic of some share, so that users can be under many topics or none.
     *
     * @param shares users x topics
     * @param atLeast the least share, above 0 and at most 1
     * @param labels whether each user was retained
     * @param names the topics' names, such as their top words
     * @throws IllegalArgumentException if the share is out of range, or there are more or fewer labels than users, or names than
     *     topics
     */
    public static TopicRetention byShare(TopicShares shares, double atLeast, boolean[] labels, List<String> names) {
        if (!(atLeast > 0 && atLeast <= 1)) {
            throw new IllegalArgumentException("Least share %s: expected above 0 and at most 1.".formatted(atLeast));
        }
        return of(shares, labels, names, (user, topic) -> shares.share(user, topic) >= atLeast);
    }

    /**
     * Puts each user into one group by name, such as a language or a cohort, against all others. Groups come in the order of
     * their names.
     *
     * @param groups the name of each user's group
     * @param labels whether each user was retained
     * @throws IllegalArgumentException if there are more or fewer labels than users
     */
    public static TopicRetention byGroup(List<String> groups, boolean[] labels) {
        var names = groups.stream().distinct().sorted().toList();
        var belonging = new double[groups.size()][names.size()];
        for (int user = 0; user < belonging.length; user++) {
            belonging[user][names.indexOf(groups.get(user))] = 1;
        }
        return byDominantTopic(TopicShares.of(names.size(), belonging), labels, names);
    }

    private static TopicRetention of(
            TopicShares shares, boolean[] labels, List<String> names, BiPredicate<Integer, Integer> belongs) {
        if (labels.length != shares.documents() || names.size() != shares.topics()) {
            throw new IllegalArgumentException(
                    "%d labels and %d names: expected one for each of %d users and %d topics."
                            .formatted(labels.length, names.size(), shares.documents(), shares.topics()));
        }
        var tests = IntStream.range(0, shares.topics())
                .mapToObj(topic -> FisherExact.of(
                        retained(labels, user -> belongs.test(user, topic)),
                        retained(labels, user -> !belongs.test(user, topic))))
                .toList();
        var qValues = BenjaminiHochberg.qValues(
                tests.stream().mapToDouble(FisherExact::pValue).toArray());
        var rows = IntStream.range(0, shares.topics())
                .mapToObj(topic -> {
                    var test = tests.get(topic);
                    return new Row(
                            names.get(topic),
                            test.first(),
                            test.second(),
                            Interval.wilson(test.first(), LEVEL),
                            test.pValue(),
                            qValues[topic]);
                })
                .toList();
        var unassigned = IntStream.range(0, labels.length)
                .filter(user -> IntStream.range(0, shares.topics()).noneMatch(topic -> belongs.test(user, topic)))
                .count();
        return new TopicRetention(rows, (int) unassigned);
    }

    private static Ratio retained(boolean[] labels, IntPredicate counts) {
        var users = IntStream.range(0, labels.length).filter(counts).toArray();
        return new Ratio(IntStream.of(users).filter(user -> labels[user]).count(), users.length);
    }

    /** The rows as a table: group, users, retained, rate, lower and upper limit, rate elsewhere, p and q. */
    public Table table() {
        return Table.create(
                "Retention by group",
                StringColumn.create("group", rows.stream().map(Row::topic)),
                IntColumn.create("users", rows.stream().mapToInt(row ->
                        (int) row.inside().denominator())),
                IntColumn.create("retained", rows.stream().mapToInt(row ->
                        (int) row.inside().numerator())),
                DoubleColumn.create(
                        "rate", rows.stream().mapToDouble(row -> row.rate().estimate())),
                DoubleColumn.create(
                        "lower", rows.stream().mapToDouble(row -> row.rate().lower())),
                DoubleColumn.create(
                        "upper", rows.stream().mapToDouble(row -> row.rate().upper())),
                DoubleColumn.create("rate elsewhere", rows.stream().mapToDouble(row -> row.elsewhere()
                        .value())),
                DoubleColumn.create("p", rows.stream().mapToDouble(Row::pValue)),
                DoubleColumn.create("q", rows.stream().mapToDouble(Row::qValue)));
    }
}
