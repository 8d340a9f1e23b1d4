package retention.features;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.stream.DoubleStream;
import numerics.Numbers;
import numerics.learning.FeatureMatrix;
import numerics.matrix.Vectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import retention.users.Users;

/**
 * The observed days one after the other: what each user posted and what it brought, for models that read in order. The posts are of those days;
 * the reactions are snapshots of the crawl, as in {@link ObservedFeature}.
 */
public final class DailySequence {

    /** Numbers a day: {@code log(1 + posts)} and {@code log(1 + reactions to them)}. */
    public static final int CHANNELS = 2;

    private DailySequence() {}

    /**
     * Users x (days x 2), in the users' order: the two numbers of the first observed day, of the second, and so on; there are
     * {@link retention.users.Days#count()}. A post of which no count is known is given the median reactions of the posts of which
     * any is.
     */
    public static FeatureMatrix of(Users users) {
        int days = users.period().observed().count();
        var first = users.period().observed().first();
        var names = new ArrayList<String>();
        for (int day = 1; day <= days; day++) {
            names.add(Numbers.text("posts_%02d", day));
            names.add(Numbers.text("reactions_%02d", day));
        }
        double median = medianReactions(users);
        var rows = new float[users.size()][];
        for (int i = 0; i < rows.length; i++) {
            var sums = new double[days * CHANNELS];
            for (var post : users.list().get(i).activity()) {
                int day = CHANNELS * (int) first.until(post.time().toLocalDate(), ChronoUnit.DAYS);
                sums[day]++;
                sums[day + 1] += post.reactions().isPresent() ? post.reactions().getAsLong() : median;
            }
            rows[i] = Vectors.floats(DoubleStream.of(sums).map(Math::log1p).toArray());
        }
        return FeatureMatrix.of(names, rows);
    }

    /** Where no count of any post is known, zero: then all days are alike, and nothing can be learned from them. */
    private static double medianReactions(Users users) {
        var known = users.list().stream()
                .flatMap(user -> user.activity().stream())
                .flatMapToLong(post -> post.reactions().stream())
                .asDoubleStream()
                .toArray();
        return known.length == 0 ? 0 : new Median().evaluate(known);
    }
}
