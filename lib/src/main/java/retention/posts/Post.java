package retention.posts;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One crawled post, each field as it stands in the file but for the three that are dates and ids. An empty text means
 * that the file has none.
 *
 * @param line the line of the file on which the row begins, counted from 1
 * @param createTime minute precision, China Standard Time
 * @param extra columns that the schema does not know, by name, in the file's order
 */
public record Post(
        long line,
        String title,
        String content,
        String address,
        String label,
        String userName,
        TimestampedId userId,
        String likeCount,
        String collectCount,
        String commentCount,
        String shareCount,
        LocalDateTime createTime,
        TimestampedId postId,
        String ipLocation,
        String image,
        String type,
        Map<String, String> extra) {

    /** China Standard Time, in which the file gives all its times. */
    public static final ZoneOffset CHINA_STANDARD_TIME = ZoneOffset.ofHours(8);

    /** What {@link #type()} says of a video. */
    public static final String VIDEO = "video";

    /** The count's text as the app displayed it. */
    public String count(Reaction reaction) {
        return switch (reaction) {
            case LIKES -> likeCount;
            case COLLECTS -> collectCount;
            case COMMENTS -> commentCount;
            case SHARES -> shareCount;
        };
    }

    /** Title and content in one text; the one that is missing is left out. */
    public String text() {
        return Stream.of(title, content).filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
    }

    /** Whether the time inside the post's id is another minute than {@link #createTime()}. */
    public boolean timeDisagreesWithId() {
        var fromId = postId.createdAt().atOffset(CHINA_STANDARD_TIME).toLocalDateTime();
        return Duration.between(createTime, fromId).abs().compareTo(Duration.ofMinutes(1)) >= 0;
    }
}
