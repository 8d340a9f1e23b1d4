package retention.replica;

import static retention.replica.ActivityCalendar.FEBRUARY;
import static retention.replica.ActivityCalendar.JANUARY;
import static retention.replica.ActivityCalendar.LAST_DAY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** All posts: who, when, about what, which of them repeat another, and what they lack. Texts are made when written. */
final class Timeline {

    /** Of the posts that follow another on the same day, those in January. */
    private static final double EXTRAS_IN_JANUARY = 0.92;

    private static final double ON_MAIN_TOPIC = 0.85;

    /** A post, its time in Unix seconds, and the index of the post whose text it has: its own, but for reposts. */
    record Entry(int user, int second, Topic topic, int text) {}

    /** Every post has a title, words or hashtags, and content unless it has a title; without words it has hashtags alone. */
    final BitSet withoutTitle = new BitSet();

    final BitSet withoutContent = new BitSet();
    final BitSet withoutLabel = new BitSet();
    final BitSet withoutWords = new BitSet();

    private final ReplicaSettings settings;
    private final Population population;
    private final List<Entry> posts = new ArrayList<>();
    private final int januaryPosts;

    /** The posts of January, some of them left over from the days on which users post, summed over users and months. */
    Timeline(ReplicaSettings settings, Population population, int userDays) {
        this.settings = settings;
        this.population = population;
        var draws = Draws.of(settings.seed(), "january posts");
        addDays(JANUARY, FEBRUARY, draws);
        var first = new int[population.users()];
        for (var post = posts.size() - 1; post >= 0; post--) {
            first[posts.get(post).user] = post;
        }
        var extras = (int) ((settings.posts() - userDays) * EXTRAS_IN_JANUARY);
        for (var i = 0; i < extras; i++) {
            addExtra(first[population.active(draws)], i < settings.sizes().reposts(), draws);
        }
        januaryPosts = posts.size();
    }

    /** Adds the posts of the other months, until the file is full. */
    void addOtherMonths() {
        var draws = Draws.of(settings.seed(), "other posts");
        addDays(0, JANUARY, draws);
        var from = posts.size();
        addDays(FEBRUARY, LAST_DAY + 1, draws);
        var until = posts.size();
        while (posts.size() < settings.posts()) {
            addExtra(from + draws.below(until - from), false, draws);
        }
    }

    private void addDays(int from, int until, Draws draws) {
        for (var user = 0; user < population.users(); user++) {
            var first = population.account(user).firstPost();
            for (var day = from; day < until; day++) {
                if (population.postsOn(user, day)) {
                    posts.add(drawn(
                            user,
                            ActivityCalendar.day(first) == day ? first : ActivityCalendar.second(day, draws),
                            draws));
                }
            }
        }
    }

    /** The post to be added next. */
    private Entry drawn(int user, int second, Draws draws) {
        var ofTopic = draws.chance(ON_MAIN_TOPIC) ? Draws.of(settings.seed(), "main topic", user) : draws;
        return new Entry(user, second, Topic.draw(ofTopic), posts.size());
    }

    private void addExtra(int original, boolean repost, Draws draws) {
        var first = posts.get(original);
        var extra = drawn(first.user, ActivityCalendar.later(first.second, draws), draws);
        posts.add(repost ? new Entry(extra.user, extra.second, first.topic, original) : extra);
    }

    /**
     * Chooses exactly as many posts that lack something as the settings say; reposts and what they repeat are complete.
     *
     * @param shareWithoutWords of the posts like a post
     * @throws IllegalStateException if fewer posts can lack something than should
     */
    void omit(IntToDoubleFunction shareWithoutWords) {
        var draws = Draws.of(settings.seed(), "omissions");
        var complete = new BitSet();
        for (var post = 0; post < posts.size(); post++) {
            if (repost(post)) {
                complete.set(post);
                complete.set(posts.get(post).text);
            }
            withoutWords.set(post, draws.chance(shareWithoutWords.applyAsDouble(post)));
        }
        withoutWords.andNot(complete);
        IntPredicate onlyTags = post -> withoutWords.get(post) && posts.get(post).topic != Topic.NONE;
        choose(withoutContent, settings.sizes().withoutContent(), onlyTags, post -> 1, draws);
        choose(
                withoutTitle,
                settings.sizes().withoutTitle(),
                post -> !complete.get(post) && !onlyTags.test(post),
                post -> posts.get(post).topic.oddsWithoutTitle(),
                draws);
        choose(
                withoutLabel,
                settings.sizes().withoutLabel(),
                post -> !complete.get(post) && (!withoutWords.get(post) || withoutContent.get(post)),
                post -> 1,
                draws);
    }

    /** Draws exactly so many of the eligible posts, those of more weight more often (Efraimidis and Spirakis, 2006). */
    private void choose(BitSet into, int wanted, IntPredicate eligible, IntToDoubleFunction weight, Draws draws) {
        var keys = IntStream.range(0, posts.size())
                .mapToDouble(post -> draws.exponential() / weight.applyAsDouble(post))
                .toArray();
        var ranked = Draws.ascending(posts.size(), eligible, post -> (float) keys[post]);
        if (ranked.length < wanted) {
            throw new IllegalStateException(
                    "Only %d posts can lack what %d should. Take another seed.".formatted(ranked.length, wanted));
        }
        Arrays.stream(ranked, 0, wanted).forEach(into::set);
    }

    int size() {
        return posts.size();
    }

    /** How many posts are of January; they come first. */
    int januaryPosts() {
        return januaryPosts;
    }

    Entry get(int post) {
        return posts.get(post);
    }

    boolean repost(int post) {
        return posts.get(post).text != post;
    }

    /** The indices of all posts in the order of time. */
    int[] chronological() {
        return Draws.ascending(size(), post -> true, post -> posts.get(post).second);
    }
}
