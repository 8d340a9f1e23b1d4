package retention.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        var ratios = new LinkedHashMap<String, Ratio>();
        users.forEach((group, number) -> ratios.put(group, new Ratio(retained.getOrDefault(group, 0), number)));
        return table(title, ratios);
    }

    /** The same of groups of which the retained out of their users are known. */
    static Table table(String title, Map<String, Ratio> groups) {
        return TableOf.rows(title, groups.entrySet())
                .text("group", Map.Entry::getKey)
                .count("users", group -> (int) group.getValue().denominator())
                .count("retained", group -> (int) group.getValue().numerator())
                .number("rate", group -> rate(group.getValue()).estimate())
                .number("lower", group -> rate(group.getValue()).lower())
                .number("upper", group -> rate(group.getValue()).upper())
                .table();
    }

    private static Interval rate(Ratio ratio) {
        return Interval.wilson(ratio, 0.95);
    }
}
