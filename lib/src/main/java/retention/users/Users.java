package retention.users;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import retention.posts.DisplayCount;
import retention.posts.Post;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The users of a study, in ascending order of their ids.
 *
 * @param protocol the rules by which they were made
 */
public record Users(Protocol protocol, List<User> list) {

    public Users {
        list = List.copyOf(list);
    }

    /**
     * Makes the users from posts in any order.
     *
     * @throws IllegalArgumentException if a count cannot be read by the protocol's parser, as the published code raises
     */
    public static Users of(List<Post> posts, Protocol protocol) {
        Map<TimestampedId, List<Post>> observed = new TreeMap<>();
        var returned = new HashSet<TimestampedId>();
        var seen = new HashSet<String>();
        for (var post : posts) {
            if (protocol.repeatedPosts() == Protocol.RepeatedPosts.COUNTED_ONCE && !seen.add(post.identity())) {
                continue;
            }
            if (protocol.observes(post.createTime())) {
                observed.computeIfAbsent(post.userId(), id -> new ArrayList<>()).add(post);
            } else if (protocol.retains(post.createTime())) {
                returned.add(post.userId());
            }
        }
        return new Users(
                protocol,
                observed.entrySet().stream()
                        .map(entry ->
                                user(entry.getKey(), entry.getValue(), protocol, returned.contains(entry.getKey())))
                        .toList());
    }

    /** Number of users. */
    public int size() {
        return list.size();
    }

    /** How many were seen again in February. */
    public int retained() {
        return (int) list.stream().filter(User::retained).count();
    }

    /** The outcome of each user, in the order of {@link #list()}. */
    public boolean[] labels() {
        var labels = new boolean[list.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = list.get(i).retained();
        }
        return labels;
    }

    /** The joined text of each user, in the order of {@link #list()}. */
    public List<String> texts() {
        return list.stream().map(User::text).toList();
    }

    /** The sums of one reaction, in the order of {@link #list()}. */
    public double[] sums(Reaction reaction) {
        return list.stream().mapToDouble(user -> user.sum(reaction)).toArray();
    }

    /** A row a user: id, the four sums, behaviour, times, text and outcome. */
    public Table table() {
        return Table.create(
                "Users, " + protocol.name(),
                StringColumn.create(
                        "user_id", list.stream().map(user -> user.id().text())),
                whole("like_count", User::likes),
                whole("collect_count", User::collects),
                whole("comment_count", User::comments),
                whole("share_count", User::shares),
                IntColumn.create("lower_bounds", list.stream().mapToInt(User::lowerBounds)),
                IntColumn.create("posts", list.stream().mapToInt(User::posts)),
                IntColumn.create("active_days", list.stream().mapToInt(User::activeDays)),
                DateTimeColumn.create("first_post", list.stream().map(User::firstPost)),
                DateTimeColumn.create("last_post", list.stream().map(User::lastPost)),
                DoubleColumn.create("account_age_days", list.stream().mapToDouble(User::accountAgeDays)),
                StringColumn.create("text", list.stream().map(User::text)),
                BooleanColumn.create(
                        "retained", list.stream().map(User::retained).toList()));
    }

    private LongColumn whole(String name, ToLongFunction<User> value) {
        return LongColumn.create(name, list.stream().mapToLong(value).toArray());
    }

    private static User user(TimestampedId id, List<Post> posts, Protocol protocol, boolean retained) {
        var sums = new EnumMap<Reaction, Long>(Reaction.class);
        int lowerBounds = 0;
        var activity = new ArrayList<User.Activity>();
        for (var post : posts) {
            long reactions = 0;
            for (var reaction : Reaction.values()) {
                var count = count(post, reaction, protocol);
                sums.merge(reaction, count.value(), Math::addExact);
                reactions = Math.addExact(reactions, count.value());
                lowerBounds += count.lowerBound() ? 1 : 0;
            }
            activity.add(new User.Activity(post.createTime(), reactions, post.isVideo()));
        }
        activity.sort(Comparator.comparing(User.Activity::time));
        return new User(
                id,
                sums.get(Reaction.LIKES),
                sums.get(Reaction.COLLECTS),
                sums.get(Reaction.COMMENTS),
                sums.get(Reaction.SHARES),
                lowerBounds,
                activity,
                protocol.texts().join(posts),
                retained);
    }

    private static DisplayCount.Known count(Post post, Reaction reaction, Protocol protocol) {
        if (protocol.counts().parse(post.count(reaction)) instanceof DisplayCount.Known known) {
            return known;
        }
        throw new IllegalArgumentException(
                "Line %d: %s \"%s\" is not a count that %s can read. Correct it in the file, or use another protocol."
                        .formatted(post.line(), reaction.column(), post.count(reaction), protocol.name()));
    }
}
