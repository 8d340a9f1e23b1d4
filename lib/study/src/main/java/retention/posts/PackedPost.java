package retention.posts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Optional;

/**
 * What users are made of, of one post, in bytes: for posts that are sorted by user outside of memory, or on other machines.
 *
 * <p>The bytes are the user's id, the place, the second, and the post's id or blanks; then title, content, the four counts and type
 * in UTF-8, each behind the number of its bytes, or none of them.
 */
public final class PackedPost {

    private static final int ID = 24;
    private static final int KEY = ID + Long.BYTES;
    private static final byte[] NO_ID = bytes(" ".repeat(ID));
    private static final Path NO_FILE = Path.of("");
    private static final Column[] TEXTS = {
        Column.TITLE,
        Column.CONTENT,
        Column.LIKE_COUNT,
        Column.COLLECT_COUNT,
        Column.COMMENT_COUNT,
        Column.SHARE_COUNT,
        Column.TYPE
    };

    private PackedPost() {}

    /**
     * Packs a post.
     *
     * @param place among all posts, counted from 0; it differs from that of any other
     * @param isObserved whether its texts are asked for; those of others are left out, unless they alone tell which post it is
     */
    public static byte[] of(Post post, long place, boolean isObserved) {
        var texts = new byte[isObserved || post.postId().isEmpty() ? TEXTS.length : 0][];
        int size = 2 * (ID + Long.BYTES);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = bytes(TEXTS[i].of(post));
            size += Integer.BYTES + texts[i].length;
        }
        var packed = ByteBuffer.allocate(size)
                .put(bytes(post.userId().text()))
                .putLong(place)
                .putLong(post.createTime().toEpochSecond(Post.CHINA_STANDARD_TIME))
                .put(post.postId().map(id -> bytes(id.text())).orElse(NO_ID));
        for (var text : texts) {
            packed.putInt(text.length).put(text);
        }
        return packed.array();
    }

    /** The post again, with nothing in it that was not packed. */
    public static Post post(byte[] packed) {
        var left = ByteBuffer.wrap(packed);
        var user = new TimestampedId(text(left, ID));
        left.getLong();
        var time = LocalDateTime.ofEpochSecond(left.getLong(), 0, Post.CHINA_STANDARD_TIME);
        var id = Optional.of(text(left, ID)).filter(text -> !text.isBlank()).map(TimestampedId::new);
        var texts = new EnumMap<Column, String>(Column.class);
        for (var column : TEXTS) {
            texts.put(column, left.hasRemaining() ? text(left, left.getInt()) : "");
        }
        return Post.of(NO_FILE, 0, column -> texts.getOrDefault(column, ""), user, time, id);
    }

    /** Compares two posts, which begin there, by user and, of one user, by place. */
    public static int compare(byte[] one, int start, byte[] other, int otherStart) {
        return Arrays.compareUnsigned(one, start, start + KEY, other, otherStart, otherStart + KEY);
    }

    /** Whether two posts are of one user. */
    public static boolean sameUser(byte[] one, byte[] other) {
        return Arrays.equals(one, 0, ID, other, 0, ID);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer left, int size) {
        var bytes = new byte[size];
        left.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
