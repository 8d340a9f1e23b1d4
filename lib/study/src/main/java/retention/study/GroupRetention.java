package retention.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import numerics.Check;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import tech.tablesaw.api.Table;

/**
 * How many of each group stay, such as those who write about a topic, in a language or from a cohort. The rates are a description: no
 * group is tested against another, and each Wilson interval is a 95 % one of its own.
 */
public final class GroupRetention {

    private GroupRetention() {}

    /**
     * The retained out of the users of each group, in the order of the groups' names.
     *
     * @param groups the name of each user's group
     * @param labels whether each user was retained
     * @throws IllegalArgumentException if there is not one label per user
     */
    public static Map<String, Ratio> of(List<String> groups, boolean[] labels) {
        return of(groups, labels, groups.stream().distinct().sorted().toList());
    }

    /** The same of the groups named, in their order; users of no such group, if there are any, come last. */
    public static Map<String, Ratio> of(List<String> groups, boolean[] labels, List<String> names) {
        int users = groups.size();
        Check.that(labels.length == users, "%d labels: expected one for each of %d users.", labels.length, users);
        var rates = new LinkedHashMap<String, Ratio>();
        names.forEach(name -> rates.put(name, new Ratio(0, 0)));
        for (int user = 0; user < users; user++) {
            var group = names.contains(groups.get(user)) ? groups.get(user) : "none of these";
            var before = rates.getOrDefault(group, new Ratio(0, 0));
            rates.put(group, new Ratio(before.numerator() + (labels[user] ? 1 : 0), before.denominator() + 1));
        }
        return rates;
    }

    /** group | users | retained | rate with its interval, one row per group in their order. */
    public static Table table(String title, Map<String, Ratio> groups) {
        return TableOf.rows(title, groups.entrySet())
                .text("group", Map.Entry::getKey)
                .count("users", group -> (int) group.getValue().denominator())
                .count("retained", group -> (int) group.getValue().numerator())
                .text("rate [95 % interval]", group -> wilson(group.getValue()).percent())
                .table();
    }

    private static Interval wilson(Ratio rate) {
        return Interval.wilson(rate, AnalysisPlan.LEVEL);
    }
}
