package retention.users;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import retention.posts.Post;
import retention.posts.Reaction;
import retention.posts.TimestampedId;

/**
 * One user as seen in January, with the outcome in February.
 *
 * @param likes sum over the user's January posts, as are the three that follow
 * @param lowerBounds how many of the added counts were lower bounds, so that the sums are, too
 * @param activity the January posts, oldest first; at least one
 * @param text the texts of the January posts, joined
 * @param retained whether the user was seen again in February
 */
public record User(
        TimestampedId id,
        long likes,
        long collects,
        long comments,
        long shares,
        int lowerBounds,
        List<Activity> activity,
        String text,
        boolean retained) {

    /**
     * One January post, without what it says.
     *
     * @param time minute precision, China Standard Time
     * @param reactions likes, collects, comments and shares together, as displayed on the day of the crawl
     * @param video whether it is a video
     */
    public record Activity(LocalDateTime time, long reactions, boolean video) {}

    /** @throws IllegalArgumentException if there is no activity */
    public User {
        activity = List.copyOf(activity);
        if (activity.isEmpty()) {
            throw new IllegalArgumentException("User %s has no January post: expected one or more.".formatted(id));
        }
    }

    /** How many January posts. */
    public int posts() {
        return activity.size();
    }

    /** Days of January with at least one post. */
    public int activeDays() {
        return (int) activity.stream()
                .map(post -> post.time().toLocalDate())
                .distinct()
                .count();
    }

    /** The first January post, China Standard Time. */
    public LocalDateTime firstPost() {
        return activity.get(0).time();
    }

    /** The last January post, China Standard Time. */
    public LocalDateTime lastPost() {
        return activity.get(activity.size() - 1).time();
    }

    /** The sum of one reaction over the user's January posts. */
    public long sum(Reaction reaction) {
        return switch (reaction) {
            case LIKES -> likes;
            case COLLECTS -> collects;
            case COMMENTS -> comments;
            case SHARES -> shares;
        };
    }

    /** When the account was created, China Standard Time, from the user's id. */
    public LocalDateTime accountCreated() {
        return id.createdAt().atOffset(Post.CHINA_STANDARD_TIME).toLocalDateTime();
    }

    /** The age of the account at its first January post, in days. */
    public double accountAgeDays() {
        return Duration.between(accountCreated(), firstPost()).toSeconds() / 86_400.0;
    }
}
