package retention.posts;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One crawled post. Its texts are those of the file, without what guards a cell against being taken for a formula. An empty text
 * means that the file has none or, where it is no name, a word that stands for none, such as {@code nan} or {@code null}.
 *
 * @param file where it was read
 * @param line the line of the file on which the row begins, counted from 1; in a workbook the row
 * @param createTime China Standard Time, to the second where the file has seconds
 * @param postId nothing where the file has none, or none that is an id
 */
public record Post(
        Path file,
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
        Optional<TimestampedId> postId,
        String ipLocation,
        String image,
        String type) {

    /** China Standard Time, in which all times of posts are given. */
    public static final ZoneOffset CHINA_STANDARD_TIME = ZoneOffset.ofHours(8);

    /** A time further than this from the one inside the id disagrees with it. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private static final Set<String> VIDEOS = Set.of("video", "视频", "視頻", "影片", "视频笔记", "短视频");

    /** The count's text as the app displayed it. */
    public String count(Reaction reaction) {
        return reaction.source().of(this);
    }

    /** What the count's display means. */
    public DisplayCount parsed(Reaction reaction) {
        return CountParser.DISPLAYED.parse(count(reaction));
    }

    /** Title and content in one text; the one that is missing is left out. */
    public String text() {
        return title.isBlank() ? content.isBlank() ? "" : content : content.isBlank() ? title : title + "\n" + content;
    }

    /** {@link #text()} without blanks at its ends and zero-width characters, in which two copies of a text may differ. */
    public String comparableText() {
        return Characters.stripped(Characters.withoutZeroWidth(text()));
    }

    /** Whether it is a video, in whatever words the file says so. */
    public boolean isVideo() {
        return VIDEOS.contains(type.strip().toLowerCase(Locale.ROOT));
    }

    /** What makes two rows the same post: its id or, without one, user, time and text. */
    public String identity() {
        return postId.map(TimestampedId::text)
                .orElseGet(() -> String.join(" ", userId.text(), createTime.toString(), comparableText()));
    }

    /** The time inside the post's id, China Standard Time; nothing without an id. */
    public Optional<LocalDateTime> timeById() {
        return postId.map(TimestampedId::createdInChina);
    }

    /** Whether the time inside the post's id is more than two minutes from {@link #createTime()}. */
    public boolean timeDisagreesWithId() {
        return postId.isPresent()
                && Math.abs(postId.get().unixSeconds() - createTime.toEpochSecond(CHINA_STANDARD_TIME))
                        > CLOCK_TOLERANCE.toSeconds();
    }

    /** A post whose texts are given by their columns. */
    static Post of(
            Path file,
            long line,
            Function<Column, String> texts,
            TimestampedId userId,
            LocalDateTime time,
            Optional<TimestampedId> postId) {
        return new Post(
                file,
                line,
                texts.apply(Column.TITLE),
                texts.apply(Column.CONTENT),
                texts.apply(Column.ADDRESS),
                texts.apply(Column.LABEL),
                texts.apply(Column.USER_NAME),
                userId,
                texts.apply(Column.LIKE_COUNT),
                texts.apply(Column.COLLECT_COUNT),
                texts.apply(Column.COMMENT_COUNT),
                texts.apply(Column.SHARE_COUNT),
                time,
                postId,
                texts.apply(Column.IP_LOCATION),
                texts.apply(Column.IMAGE),
                texts.apply(Column.TYPE));
    }
}
