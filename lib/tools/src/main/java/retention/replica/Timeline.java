package retention.replica;

import static retention.replica.ActivityCalendar.FEBRUARY;
import static retention.replica.ActivityCalendar.JANUARY;
import static retention.replica.ActivityCalendar.LAST_DAY;

import java.util.Arrays;

/** All posts, in columns: who, when, about what, and which of them repeat another. Texts are made when written. */
final class Timeline {

    /** Of the posts that follow another on the same day, those in January. */
    private static final double EXTRAS_IN_JANUARY = 0.92;

    private static final double ON_MAIN_TOPIC = 0.85;
    private static final int NOT_A_REPOST = -1;

    private final Population population;
    private final Sizes sizes;
    private final long seed;
    private final int[] user;
    private final int[] second;
    private final int[] repostOf;
    private final Topic[] topic;
    private int posts;
    private int januaryPosts;

    private Timeline(Population population, Sizes sizes, long seed) {
        this.population = population;
        this.sizes = sizes;
        this.seed = seed;
        this.user = new int[sizes.posts()];
        this.second = new int[sizes.posts()];
        this.repostOf = new int[sizes.posts()];
        this.topic = new Topic[sizes.posts()];
    }

    /** The posts of January. */
    static Timeline january(Population population, Sizes sizes, int userDays, long seed) {
        var timeline = new Timeline(population, sizes, seed);
        var draws = Draws.of(seed, "january posts");
        timeline.addDays(0, population.januaryUsers(), JANUARY, FEBRUARY, draws);
        var firsts = timeline.posts;
        var extras = (int) ((sizes.posts() - userDays) * EXTRAS_IN_JANUARY);
        for (var i = 0; i < extras; i++) {
            var first = timeline.firstPostOf(population.active(draws), firsts);
            timeline.addExtra(first, i < sizes.reposts(), draws);
        }
        timeline.januaryPosts = timeline.posts;
        return timeline;
    }

    /** Adds the posts of the other months, until the file is full. */
    void addOtherMonths() {
        var draws = Draws.of(seed, "other posts");
        addDays(0, population.users(), 0, JANUARY, draws);
        var from = posts;
        addDays(0, population.users(), FEBRUARY, LAST_DAY + 1, draws);
        var until = posts;
        while (posts < sizes.posts()) {
            addExtra(from + draws.below(until - from), false, draws);
        }
    }

    private void addDays(int fromUser, int untilUser, int from, int until, Draws draws) {
        for (var u = fromUser; u < untilUser; u++) {
            for (var day = from; day < until; day++) {
                if (population.postsOn(u, day)) {
                    var isFirst = Clock.day(population.firstPost(u)) == day;
                    add(u, isFirst ? population.firstPost(u) : Clock.second(day, draws), draws);
                }
            }
        }
    }

    /** The index of a user's first post: posts of January are in the order of their users. */
    private int firstPostOf(int wanted, int until) {
        var found = Arrays.binarySearch(user, 0, until, wanted);
        while (found > 0 && user[found - 1] == wanted) {
            found--;
        }
        return found;
    }

    private void add(int u, int when, Draws draws) {
        user[posts] = u;
        second[posts] = when;
        repostOf[posts] = NOT_A_REPOST;
        topic[posts] = draws.chance(ON_MAIN_TOPIC) ? mainTopic(u) : Topic.draw(draws);
        posts++;
    }

    private void addExtra(int original, boolean repost, Draws draws) {
        add(user[original], Clock.later(second[original], draws), draws);
        if (repost) {
            repostOf[posts - 1] = original;
            topic[posts - 1] = topic[original];
        }
    }

    private Topic mainTopic(int u) {
        return Topic.draw(Draws.of(seed, "main topic", u));
    }

    int posts() {
        return posts;
    }

    int januaryPosts() {
        return januaryPosts;
    }

    int user(int post) {
        return user[post];
    }

    int second(int post) {
        return second[post];
    }

    Topic topic(int post) {
        return topic[post];
    }

    boolean repost(int post) {
        return repostOf[post] != NOT_A_REPOST;
    }

    /** The post whose text a post has: its own, but for reposts. */
    int textOf(int post) {
        return repost(post) ? repostOf[post] : post;
    }

    /** The indices of all posts in the order of time. */
    int[] chronological() {
        var order = new long[posts];
        for (var post = 0; post < posts; post++) {
            order[post] = (long) second[post] << 32 | post;
        }
        Arrays.sort(order);
        return Arrays.stream(order).mapToInt(key -> (int) key).toArray();
    }
}
