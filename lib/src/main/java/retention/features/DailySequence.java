package retention.features;

import java.util.ArrayList;
import java.util.Locale;
import retention.model.FeatureMatrix;
import retention.users.Users;

/**
 * January as 31 days: what each user posted and what it brought, day after day, for models that read in order. The posts are of
 * January; the reactions are snapshots of the crawl, as in {@link JanuaryFeature}.
 */
public final class DailySequence {

    /** The days of January. */
    public static final int DAYS = 31;

    /** Numbers a day: {@code log(1 + posts)} and {@code log(1 + reactions to them)}. */
    public static final int CHANNELS = 2;

    private DailySequence() {}

    /** Users x (31 x 2): the two numbers of 1 January, of 2 January, and so on, in the users' order. */
    public static FeatureMatrix of(Users users) {
        var names = new ArrayList<String>();
        for (int day = 1; day <= DAYS; day++) {
            names.add(String.format(Locale.ROOT, "posts_%02d", day));
            names.add(String.format(Locale.ROOT, "reactions_%02d", day));
        }
        var rows = new float[users.size()][DAYS * CHANNELS];
        for (int i = 0; i < rows.length; i++) {
            var posts = new int[DAYS];
            var reactions = new long[DAYS];
            for (var post : users.list().get(i).activity()) {
                int day = post.time().getDayOfMonth() - 1;
                posts[day]++;
                reactions[day] += post.reactions();
            }
            for (int day = 0; day < DAYS; day++) {
                rows[i][CHANNELS * day] = (float) Math.log1p(posts[day]);
                rows[i][CHANNELS * day + 1] = (float) Math.log1p((double) reactions[day]);
            }
        }
        return FeatureMatrix.of(names, rows);
    }
}
