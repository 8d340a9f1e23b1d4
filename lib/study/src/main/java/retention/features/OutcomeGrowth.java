package retention.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import numerics.TableOf;
import numerics.learning.FeatureMatrix;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * The growth from the observed days to those of the outcome, which the published report describes. <b>It is a leak</b>: whoever has
 * posts in the days of the outcome is retained by definition. It is here to be described and to show what such a feature would pretend, and for no model.
 */
public final class OutcomeGrowth {

    private OutcomeGrowth() {}

    /**
     * The growth of the retained users, who alone have one: how many posted less than before, as much, and more, and the median
     * change in posts.
     */
    public static Table description(Users users) {
        var growth = Outcomes.pick(of(users).values("outcome_growth"), Outcomes.rows(true, users.labels()));
        var groups = new LinkedHashMap<String, double[]>();
        groups.put("fewer", DoubleStream.of(growth).filter(change -> change < 0).toArray());
        groups.put(
                "as many", DoubleStream.of(growth).filter(change -> change == 0).toArray());
        groups.put("more", DoubleStream.of(growth).filter(change -> change > 0).toArray());
        groups.put("all retained", growth);
        var period = users.period();
        var title = "Posts of %s against posts of %s, retained users only";
        return TableOf.rows(
                        title.formatted(
                                period.outcome().name(), period.observed().name()),
                        groups.entrySet())
                .text("", Map.Entry::getKey)
                .count("users", group -> group.getValue().length)
                // The median of none is NaN, which Tablesaw takes for missing.
                .number("median growth", group -> new Median().evaluate(group.getValue()))
                .table();
    }

    /**
     * {@code (posts in the days of the outcome - observed posts) / observed posts} of each user, in the users' order, users x 1; -1
     * where there is no post in the days of the outcome.
     */
    public static FeatureMatrix of(Users users) {
        var rows = new float[users.size()][1];
        for (int i = 0; i < rows.length; i++) {
            var user = users.list().get(i);
            rows[i][0] = (user.outcome().size() - user.posts()) / (float) user.posts();
        }
        return FeatureMatrix.of(List.of("outcome_growth"), rows);
    }
}
