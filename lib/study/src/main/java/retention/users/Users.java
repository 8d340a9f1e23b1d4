package retention.users;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.matrix.Vectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import retention.posts.CountParser;
import retention.posts.DisplayCount;
import retention.posts.Post;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.posts.Reading;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The users of a study, in ascending order of their ids.
 *
 * <p>A count that is missing in the file, or cannot be read, is not known, and is no zero. The published code would have stopped
 * with an error there; here it is missing under every protocol. A user's sum is over the known counts. A user without any known
 * count of a reaction has no sum of it and is left out wherever that reaction is looked at: {@link #known} gives the others.
 *
 * @param protocol the rules by which they were made
 * @param period when they were observed, and when the outcome was
 * @param wave of newcomers, found among all users who were observed, of whom these can be a part
 */
public record Users(Protocol protocol, Period period, Wave wave, List<User> list) {

    public Users {
        list = List.copyOf(list);
    }

    /** How many there are; what they wrote is in {@link #table}. */
    @Override
    public String toString() {
        return Numbers.text(
                "%s who posted %s, of whom %,d are retained (%s).",
                Numbers.counted(size(), "user"), period.observed().when(), retained(), protocol);
    }

    /**
     * Makes the users from all posts of a file.
     *
     * @throws IllegalArgumentException if nobody posted in the observed days; the message says what is in the file instead
     */
    public static Users of(Posts posts, Protocol protocol, Period period) {
        var users = of(posts.posts(), protocol, period);
        if (users.size() == 0) {
            throw nobody(posts.reading(), period);
        }
        return users;
    }

    static IllegalArgumentException nobody(Reading reading, Period period) {
        return new IllegalArgumentException(Numbers.text(
                "%s: Nobody posted %s (%s to %s). The %,d posts are of %s to %s: set the observed days to some of these, or take another file.%s",
                reading.file(),
                period.observed().when(),
                period.observed().first(),
                period.observed().last(),
                reading.posts(),
                reading.firstDay(),
                reading.lastDay(),
                reading.quarantined() == 0 ? "" : " " + reading.summary()));
    }

    /**
     * Makes the users from posts in any order, but for those that were crawled twice, of which the last one may count. Where nobody
     * posted in the observed days there are none.
     */
    public static Users of(List<Post> posts, Protocol protocol, Period period) {
        return of(posts, protocol, period, LongUnaryOperator.identity());
    }

    /**
     * The same with other counts.
     *
     * @param ofLowerBound what a count is that is known to be at least so high
     */
    private static Users of(List<Post> posts, Protocol protocol, Period period, LongUnaryOperator ofLowerBound) {
        var byUser = posts.stream().collect(Collectors.groupingBy(Post::userId, TreeMap::new, Collectors.toList()));
        var list = byUser.values().stream()
                .flatMap(own -> user(own, protocol, period, ofLowerBound).stream())
                .toList();
        var created =
                list.stream().map(user -> user.accountCreated().toLocalDate()).toList();
        return new Users(protocol, period, Wave.of(period, created), list);
    }

    /**
     * The users by definitions that could as well have been chosen, each under its name, in this order: any post in the days of the
     * outcome, as {@link #of(List, Protocol, Period)} has it; two posts or more in them; a post after the first week of them; after
     * the second; and any post again, with counts such as {@code 1千+} at their upper end instead of their lower. All have the same
     * users in the same order; they differ in {@link User#retained}, or in sums of reactions. A week that outlasts the days of the
     * outcome is left out.
     *
     * <p>The upper end of a count is one less than the next one that was displayed as a lower bound anywhere in these posts, or than
     * the next of 1,000, 10,000, 100,000 and so on, whichever is lower: {@code 10+} is at most 999, and {@code 1千+} at most 9,999, or
     * 1,999 where {@code 2千+} is displayed, too.
     */
    public static Map<String, Users> variants(List<Post> posts, Protocol protocol, Period period) {
        var variants = new LinkedHashMap<String, Users>();
        var any = of(posts, protocol, period);
        variants.put("any post " + period.outcome().when(), any);
        variants.put(
                "two posts or more " + period.outcome().when(),
                any.withOutcomes(times -> times.size() < 2 ? List.of() : times));
        for (int days : List.of(7, 14)) {
            var first = period.outcome().first().plusDays(days);
            if (!first.isAfter(period.outcome().last())) {
                variants.put("a post after " + period.name(first.minusDays(1)), any.withOutcomes(times -> times.stream()
                        .filter(time -> !time.isBefore(first.atStartOfDay()))
                        .toList()));
            }
        }
        variants.put("counts such as 1千+ at their upper end", of(posts, protocol, period, upperEnd(posts, protocol)));
        return Collections.unmodifiableMap(variants);
    }

    private Users withOutcomes(UnaryOperator<List<LocalDateTime>> counted) {
        var others = list.stream()
                .map(user -> user.withOutcome(counted.apply(user.outcome())))
                .toList();
        return new Users(protocol, period, wave, others);
    }

    private static LongUnaryOperator upperEnd(List<Post> posts, Protocol protocol) {
        var ends = posts.stream()
                .flatMap(post -> Stream.of(Reaction.values()).map(post::count))
                .map(protocol.counts()::parse)
                .filter(count -> count instanceof DisplayCount.Known known && known.lowerBound())
                .map(count -> count.number().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
        Stream.iterate(1_000L, power -> power <= 10 * CountParser.LARGEST, power -> 10 * power)
                .forEach(ends::add);
        return count -> ends.higher(count) - 1;
    }

    /** How many different users posted on each day, China Standard Time: date | users, from the first day to the last. */
    public static Table byDay(List<Post> posts, LocalDate first, LocalDate last) {
        var users = posts.stream()
                .collect(Collectors.groupingBy(
                        post -> post.createTime().toLocalDate(), Collectors.mapping(Post::userId, Collectors.toSet())));
        var days = first.datesUntil(last.plusDays(1)).toList();
        return Table.create(
                "Daily active users",
                DateColumn.create("date", days),
                IntColumn.create("users", days.stream().mapToInt(day -> users.getOrDefault(day, Set.of())
                        .size())));
    }

    /** Number of users. */
    public int size() {
        return list.size();
    }

    /** How many were seen again in the days of the outcome. */
    public int retained() {
        return (int) list.stream().filter(User::retained).count();
    }

    /** Those of these users for whom it is true; the wave stays that of all who were observed. */
    public Users only(Predicate<User> which) {
        return new Users(protocol, period, wave, list.stream().filter(which).toList());
    }

    /** The users of one cohort. */
    public Users only(Cohort cohort) {
        return only(user -> cohort(user) == cohort);
    }

    /** Whether each user, in their order, is of a cohort. */
    public boolean[] isIn(Cohort cohort) {
        return which(user -> cohort(user) == cohort);
    }

    /** The cohort of a user. */
    public Cohort cohort(User user) {
        return wave.cohort(user.accountCreated());
    }

    /** The outcome of each user, in the order of {@link #list()}. */
    public boolean[] labels() {
        return which(User::retained);
    }

    boolean[] which(Predicate<User> condition) {
        var which = new boolean[list.size()];
        for (int i = 0; i < which.length; i++) {
            which[i] = condition.test(list.get(i));
        }
        return which;
    }

    /** The id of each user, in the order of {@link #list()}. */
    public List<String> ids() {
        return list.stream().map(user -> user.id().text()).toList();
    }

    /** The joined text of each user, in the order of {@link #list()}. */
    public List<String> texts() {
        return list.stream().map(User::text).toList();
    }

    /** The reactions of which a count is known of at least one user. */
    public List<Reaction> reactions() {
        return Stream.of(Reaction.values())
                .filter(reaction ->
                        list.stream().anyMatch(user -> user.sum(reaction).isPresent()))
                .toList();
    }

    /** The users who have a sum of this reaction; where no count is missing, all. */
    public Users known(Reaction reaction) {
        return known(List.of(reaction));
    }

    /** The users who have a sum of each of these reactions. */
    public Users known(List<Reaction> reactions) {
        return only(user ->
                reactions.stream().allMatch(reaction -> user.sum(reaction).isPresent()));
    }

    /**
     * The users whose vectors point in the direction most like that of one user's, this user first: a table of cosine and text.
     *
     * @param vectors one per user, in their order
     * @param user the place of the one in the list
     * @param count how many rows, at most
     */
    public Table nearest(float[][] vectors, int user, int count) {
        var near = Vectors.nearest(vectors, user, count);
        return TableOf.rows("Nearest users", near)
                .number("cosine", Vectors.Neighbour::cosine)
                .text("text", each -> list.get(each.row()).text())
                .table();
    }

    /** The sums of one reaction, in the order of {@code known(reaction).list()}: of the users who have one, and no others. */
    public double[] sums(Reaction reaction) {
        return list.stream()
                .flatMapToLong(user -> user.sum(reaction).stream())
                .asDoubleStream()
                .toArray();
    }

    /** The median sum of one reaction over the users who have one; none if nobody has. */
    public OptionalDouble medianSum(Reaction reaction) {
        var sums = sums(reaction);
        return sums.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(new Median().evaluate(sums));
    }

    /** How many counts of the observed posts are not known. */
    public int missingCounts() {
        return list.stream().mapToInt(User::missingCounts).sum();
    }

    /** One row per user with {@linkplain UserColumn#ALL all columns}; a sum that a user does not have is missing. */
    public Table table() {
        var table = Table.create("Users, " + protocol.name());
        for (var column : UserColumn.ALL) {
            var values = column.type().create(column.name());
            for (var user : list) {
                column.value().apply(user).ifPresentOrElse(values::appendObj, values::appendMissing);
            }
            table.addColumns(values);
        }
        return table;
    }

    /**
     * Makes one user of all posts of this user, in their order; nothing if none of them is of the observed days.
     *
     * @param posts at least one, all of one user
     */
    public static Optional<User> user(List<Post> posts, Protocol protocol, Period period) {
        return user(posts, protocol, period, LongUnaryOperator.identity());
    }

    private static Optional<User> user(
            List<Post> all, Protocol protocol, Period period, LongUnaryOperator ofLowerBound) {
        var posts = protocol.counted(all);
        var observed = posts.stream()
                .filter(post -> period.observes(post.createTime()))
                .toList();
        if (observed.isEmpty()) {
            return Optional.empty();
        }
        var outcome = posts.stream()
                .map(Post::createTime)
                .filter(time -> protocol.retains(time, period))
                .sorted()
                .toList();
        var sums = new EnumMap<Reaction, Long>(Reaction.class);
        int lowerBounds = 0;
        int missing = 0;
        var activity = new ArrayList<User.Activity>(observed.size());
        for (var post : observed) {
            var reactions = OptionalLong.empty();
            for (var reaction : Reaction.values()) {
                if (protocol.counts().parse(post.count(reaction)) instanceof DisplayCount.Known known) {
                    long count = known.lowerBound() ? ofLowerBound.applyAsLong(known.value()) : known.value();
                    sums.merge(reaction, count, Math::addExact);
                    reactions = OptionalLong.of(Math.addExact(reactions.orElse(0), count));
                    lowerBounds += known.lowerBound() ? 1 : 0;
                } else {
                    missing++;
                }
            }
            activity.add(new User.Activity(post.createTime(), reactions, post.isVideo()));
        }
        activity.sort(Comparator.comparing(User.Activity::time));
        return Optional.of(new User(
                posts.get(0).userId(), sums, lowerBounds, missing, activity, protocol.joined(observed), outcome));
    }
}
