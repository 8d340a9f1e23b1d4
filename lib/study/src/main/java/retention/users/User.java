package retention.users;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import numerics.Check;
import retention.posts.Post;
import retention.posts.Reaction;
import retention.posts.TimestampedId;

/**
 * One user as seen in the observed days, with the outcome.
 *
 * @param sums of each reaction over the known counts of the user's observed posts; a reaction without any known count has none
 * @param lowerBounds how many of the added counts were lower bounds, so that the sums are, too
 * @param missingCounts how many counts of the observed posts are not known, so that nothing of them is in the sums
 * @param activity the observed posts, oldest first; at least one
 * @param text the texts of the observed posts, joined
 * @param outcome the times of the posts that make the user retained, oldest first, China Standard Time; none if the user was lost
 */
public record User(
        TimestampedId id,
        Map<Reaction, Long> sums,
        int lowerBounds,
        int missingCounts,
        List<Activity> activity,
        String text,
        List<LocalDateTime> outcome) {

    /**
     * One observed post, without what it says.
     *
     * @param time China Standard Time
     * @param reactions likes, collects, comments and shares together, as displayed on the day of the crawl and as far as known; none
     *     if no count of the post is known
     * @param video whether it is a video
     */
    public record Activity(LocalDateTime time, OptionalLong reactions, boolean video) {}

    /** @throws IllegalArgumentException if there is no activity */
    public User {
        var ordered = new EnumMap<Reaction, Long>(Reaction.class);
        ordered.putAll(sums);
        sums = Collections.unmodifiableMap(ordered);
        activity = List.copyOf(activity);
        outcome = List.copyOf(outcome);
        Check.that(!activity.isEmpty(), "User %s has no observed post: expected one or more.", id);
    }

    /** The same user with another outcome. */
    public User withOutcome(List<LocalDateTime> times) {
        return new User(id, sums, lowerBounds, missingCounts, activity, text, times);
    }

    /** Whether the user was seen again in the days of the outcome. */
    public boolean retained() {
        return !outcome.isEmpty();
    }

    /** How many observed posts. */
    public int posts() {
        return activity.size();
    }

    /** Observed days with at least one post. */
    public int activeDays() {
        return (int) activity.stream()
                .map(post -> post.time().toLocalDate())
                .distinct()
                .count();
    }

    /** The first observed post, China Standard Time. */
    public LocalDateTime firstPost() {
        return activity.get(0).time();
    }

    /** The last observed post, China Standard Time. */
    public LocalDateTime lastPost() {
        return activity.get(activity.size() - 1).time();
    }

    /** The sum of one reaction over the user's observed posts, as far as known; none if no count of it is. */
    public OptionalLong sum(Reaction reaction) {
        var sum = sums.get(reaction);
        return sum == null ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** How many counts of the observed posts are known. */
    public int knownCounts() {
        return Reaction.values().length * posts() - missingCounts;
    }

    /** When the account was created, China Standard Time, from the user's id. */
    public LocalDateTime accountCreated() {
        return id.createdInChina();
    }

    /** The age of the account at its first observed post, in days. */
    public double accountAgeDays() {
        return (firstPost().toEpochSecond(Post.CHINA_STANDARD_TIME) - id.unixSeconds()) / 86_400.0;
    }
}
