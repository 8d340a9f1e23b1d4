package retention.replica;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Which posts lack a title, content or hashtags, and which have nothing but hashtags for content. Every post has a title,
 * words or hashtags, and content unless it has a title; reposts and what they repeat are complete.
 */
record Omissions(BitSet title, BitSet content, BitSet label, BitSet words) {

    /**
     * Chooses exactly as many posts as the sizes say.
     *
     * @param shareWithoutWords of the posts like a post
     */
    static Omissions of(Timeline timeline, Sizes sizes, IntToDoubleFunction shareWithoutWords, Draws draws) {
        var posts = timeline.posts();
        var complete = new BitSet();
        var words = new BitSet();
        for (var post = 0; post < posts; post++) {
            if (timeline.repost(post)) {
                complete.set(post);
                complete.set(timeline.textOf(post));
            }
            words.set(post, draws.chance(shareWithoutWords.applyAsDouble(post)));
        }
        words.andNot(complete);
        IntPredicate named = post -> timeline.topic(post) != Topic.NONE;
        var content =
                choose(sizes.withoutContent(), posts, post -> words.get(post) && named.test(post), post -> 1, draws);
        var title = choose(
                sizes.withoutTitle(),
                posts,
                post -> !complete.get(post) && !(words.get(post) && named.test(post)),
                post -> timeline.topic(post).oddsWithoutTitle(),
                draws);
        var label = choose(
                sizes.withoutLabel(),
                posts,
                post -> !complete.get(post) && (!words.get(post) || content.get(post)),
                post -> 1,
                draws);
        return new Omissions(title, content, label, words);
    }

    /** Draws exactly so many of the eligible posts, those of more weight more often (Efraimidis and Spirakis, 2006). */
    private static BitSet choose(
            int wanted, int posts, IntPredicate eligible, IntToDoubleFunction weight, Draws draws) {
        var leftOut = new BitSet();
        var key = new float[posts];
        for (var post = 0; post < posts; post++) {
            leftOut.set(post, !eligible.test(post));
            key[post] = (float) (draws.exponential() / weight.applyAsDouble(post));
        }
        var ranked = Ranks.ascending(posts, leftOut, post -> key[post]);
        if (ranked.length < wanted) {
            throw new IllegalStateException(
                    "Only %d posts can lack what %d should. Take another seed.".formatted(ranked.length, wanted));
        }
        var chosen = new BitSet();
        for (var rank = 0; rank < wanted; rank++) {
            chosen.set(ranked[rank]);
        }
        return chosen;
    }
}
