package retention.users;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import retention.posts.DisplayCount;
import retention.posts.Post;
import retention.posts.Reaction;

/** The same users by other definitions that could as well have been chosen, to see what hangs on the choice. */
public final class UserVariants {

    private static final int WEEK = 7;
    private static final long THOUSAND = 1000;

    private UserVariants() {}

    /**
     * The users by each definition, under its name, in this order: any post in the days of the outcome, as {@link Users#of(List,
     * Protocol, Period)} has it; two posts or more in them; a post after the first week of them; after the second; and any post
     * again, with counts such as {@code 1千+} at their upper end instead of their lower. All have the same users in the same order;
     * they differ in {@link User#retained}, or in sums of reactions. A week that outlasts the days of the outcome is left out.
     *
     * <p>The upper end of a count is one less than the next one that was displayed as a lower bound anywhere in these posts, or than
     * the next of 1,000, 10,000, 100,000 and so on, whichever is lower: {@code 10+} is at most 999, and {@code 1千+} at most 9,999, or
     * 1,999 where {@code 2千+} is displayed, too.
     */
    public static Map<String, Users> of(List<Post> posts, Protocol protocol, Period period) {
        var variants = new LinkedHashMap<String, Users>();
        variants.put("any post " + period.whenOutcome(), Users.of(posts, protocol, period));
        variants.put(
                "two posts or more " + period.whenOutcome(),
                Users.of(posts, protocol, period, 2, LongUnaryOperator.identity()));
        for (int days = WEEK; days <= 2 * WEEK; days += WEEK) {
            var lastLeftOut = period.outcomeFirst().plusDays(days - 1);
            period.withLaterOutcome(days)
                    .ifPresent(later ->
                            variants.put("a post after " + period.name(lastLeftOut), Users.of(posts, protocol, later)));
        }
        variants.put(
                "counts such as 1千+ at their upper end",
                Users.of(posts, protocol, period, 1, upperEnd(posts, protocol)));
        return Collections.unmodifiableMap(variants);
    }

    private static LongUnaryOperator upperEnd(List<Post> posts, Protocol protocol) {
        var displayed = new TreeSet<Long>();
        for (var post : posts) {
            for (var reaction : Reaction.values()) {
                if (protocol.counts().parse(post.count(reaction)) instanceof DisplayCount.Known known
                        && known.lowerBound()) {
                    displayed.add(known.value());
                }
            }
        }
        return count -> {
            long next = THOUSAND;
            while (next <= count) {
                next *= 10;
            }
            var higher = displayed.higher(count);
            return (higher == null ? next : Math.min(next, higher)) - 1;
        };
    }
}
