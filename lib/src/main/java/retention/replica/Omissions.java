package retention.replica;

import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Which posts lack a title, content or hashtags. A post without content has no hashtags either, but has a title; reposts
 * and what they repeat are complete.
 */
record Omissions(BitSet title, BitSet content, BitSet label) {

    static Omissions of(Timeline timeline, Sizes sizes, Draws draws) {
        var complete = new BitSet();
        for (var post = 0; post < timeline.posts(); post++) {
            if (timeline.repost(post)) {
                complete.set(post);
                complete.set(timeline.textOf(post));
            }
        }
        var posts = timeline.posts();
        var content = choose(sizes.withoutContent(), posts, post -> !complete.get(post), draws);
        IntPredicate eligible = post -> !complete.get(post) && !content.get(post);
        var title = choose(sizes.withoutTitle(), posts, eligible, draws);
        var label = choose(sizes.withoutLabel() - sizes.withoutContent(), posts, eligible, draws);
        label.or(content);
        return new Omissions(title, content, label);
    }

    /** Draws exactly so many of the eligible posts, each with the same chance. */
    private static BitSet choose(int wanted, int posts, IntPredicate eligible, Draws draws) {
        var left = 0;
        for (var post = 0; post < posts; post++) {
            left += eligible.test(post) ? 1 : 0;
        }
        var chosen = new BitSet();
        for (var post = 0; post < posts; post++) {
            if (eligible.test(post)) {
                if (draws.below(left) < wanted) {
                    chosen.set(post);
                    wanted--;
                }
                left--;
            }
        }
        return chosen;
    }
}
