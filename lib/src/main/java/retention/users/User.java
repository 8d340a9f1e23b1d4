package retention.users;

import java.time.Duration;
import java.time.LocalDateTime;
import retention.posts.Post;
import retention.posts.Reaction;
import retention.posts.TimestampedId;

/**
 * One user as seen in January, with the outcome in February.
 *
 * @param likes sum over the user's January posts, as are the three that follow
 * @param lowerBounds how many of the added counts were lower bounds, so that the sums are, too
 * @param posts January posts
 * @param activeDays days of January with at least one post
 * @param firstPost the first January post, China Standard Time
 * @param lastPost the last January post, China Standard Time
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
        int posts,
        int activeDays,
        LocalDateTime firstPost,
        LocalDateTime lastPost,
        String text,
        boolean retained) {

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
        return Duration.between(accountCreated(), firstPost).toSeconds() / 86_400.0;
    }
}
