package retention.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
     * group | users | retained | rate | lower | upper, one row per group in the order of their names.
     *
     * @param groups the name of each user's group
     * @param labels whether each user was retained
     * @throws IllegalArgumentException if there is not one label per user
     */
    public static Table table(String title, List<String> groups, boolean[] labels) {
        return table(title, groups, labels, groups.stream().distinct().sorted().toList());
    }

    /** The same of the groups named, in their order; users of no such group, if there are any, come last. */
    public static Table table(String title, List<String> groups, boolean[] labels, List<String> names) {
        if (labels.length != groups.size()) {
            throw new IllegalArgumentException(
                    "%d labels: expected one for each of %d users.".formatted(labels.length, groups.size()));
        }
        var users = new LinkedHashMap<String, Integer>();
        var retained = new HashMap<String, Integer>();
        names.forEach(name -> users.put(name, 0));
        for (int user = 0; user < labels.length; user++) {
            var group = names.contains(groups.get(user)) ? groups.get(user) : "none of these";
            users.merge(group, 1, Integer::sum);
            retained.merge(group, labels[user] ? 1 : 0, Integer::sum);
        }
        users.keySet().forEach(group -> retained.putIfAbsent(group, 0));
        var rates = users.keySet().stream()
                .map(group -> Interval.wilson(new Ratio(retained.get(group), users.get(group)), AnalysisPlan.LEVEL))
                .toList();
        return TableOf.rows(title, users.keySet())
                .text("group", group -> group)
                .count("users", users::get)
                .count("retained", retained::get)
                .table()
                .addColumns(Interval.columns("rate", rates));
    }
}
