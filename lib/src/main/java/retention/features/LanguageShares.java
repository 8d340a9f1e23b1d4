package retention.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.model.FeatureMatrix;
import retention.posts.Post;
import retention.posts.TimestampedId;
import retention.text.Language;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** In which languages each user's observed posts are written: the share of the posts, each judged by itself. */
public final class LanguageShares {

    private LanguageShares() {}

    /**
     * Users x languages, in the users' order and that of {@link Language}: the share of a user's observed posts in each, 0..1; a row
     * adds up to 1.
     *
     * @param posts all posts of the file; one that was crawled twice counts once
     */
    public static FeatureMatrix of(List<Post> posts, Users users) {
        Map<TimestampedId, List<String>> texts = new HashMap<>();
        for (var post : Protocol.CORRECTED.counted(posts)) {
            if (users.period().observes(post.createTime())) {
                texts.computeIfAbsent(post.userId(), id -> new ArrayList<>()).add(post.text());
            }
        }
        var rows = users.list().parallelStream()
                .map(user -> {
                    var own = texts.get(user.id());
                    var counts = List.copyOf(Language.counts(own).values());
                    var row = new float[counts.size()];
                    for (int j = 0; j < row.length; j++) {
                        row[j] = counts.get(j) / (float) own.size();
                    }
                    return row;
                })
                .toArray(float[][]::new);
        return FeatureMatrix.of(
                Stream.of(Language.values()).map(LanguageShares::column).toList(), rows);
    }

    /**
     * For each language its mean share over users, how many users write in it at all, and how many in nothing else.
     *
     * @param shares as {@link #of} gives them
     */
    public static Table table(FeatureMatrix shares) {
        var columns = Stream.of(Language.values())
                .map(language -> shares.values(column(language)))
                .toList();
        return Table.create(
                "Languages of users' posts",
                StringColumn.create("language", Stream.of(Language.values()).map(Language::toString)),
                DoubleColumn.create(
                        "mean share of a user's posts",
                        columns.stream().mapToDouble(column -> sum(column) / column.length)),
                IntColumn.create("users who ever write so", columns.stream().mapToInt(column -> above(column, 0))),
                IntColumn.create(
                        "users who always write so", columns.stream().mapToInt(column -> above(column, 1 - 1e-6))));
    }

    private static String column(Language language) {
        return "share_" + language.name().toLowerCase(Locale.ROOT);
    }

    private static double sum(double... values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    }

    private static int above(double[] values, double limit) {
        return (int)
                IntStream.range(0, values.length).filter(i -> values[i] > limit).count();
    }
}
