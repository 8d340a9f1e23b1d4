package retention.posts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import numerics.Check;

/**
 * Takes out of posts what tells who wrote them.
 *
 * <p>The last sixteen digits of each id are replaced by those of its HMAC-SHA256 under a key; <em>the first eight stay</em>,
 * since they are the time by which users and posts are known, and whoever has the original posts may find them by it. Names,
 * addresses, image links and locations are emptied. Mentions, e-mail addresses and links inside texts become {@code @user},
 * {@code [mail]} and {@code [link]}; names without an {@code @} stay.
 */
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;
    private static final int TIME_DIGITS = 8;
    private static final int ID_DIGITS = 24;

    private static final String PATH = "[^\\s\\p{IsHan}，。！？、）】]";

    /** Numbers bound the search in all three, so that no text takes much longer than others of its length. */
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?://|www\\.)" + PATH
            + "+|(?:[a-z0-9-]{1,63}+\\.){1,8}(?:com|cn|net|org|me|tv|io|gg|link|xyz|app)(?![a-z0-9_])(?:/" + PATH
            + "*)?");

    private static final Pattern MAIL = Pattern.compile("[\\w.+-]{1,64}+[@＠][\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4}");
    private static final Pattern MENTION = Pattern.compile("[@＠][^\\s@＠#，。！？、：；,!?:;()（）\\[\\]]{1,40}");

    private final Mac mac;

    /** @throws IllegalArgumentException if the key is too short to keep a secret */
    Pseudonyms(byte[] key) {
        Check.that(key.length >= SHORTEST_KEY, "A key of %d bytes; expected at least %d.", key.length, SHORTEST_KEY);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    Post of(Post post) {
        return Post.of(
                post.file(),
                post.line(),
                column -> hidden(column, post),
                id(post.userId()),
                post.createTime(),
                post.postId().map(this::id));
    }

    private static String hidden(Column column, Post post) {
        return switch (column) {
            case TITLE, CONTENT, LABEL -> text(column.of(post));
            case LIKE_COUNT, COLLECT_COUNT, COMMENT_COUNT, SHARE_COUNT, TYPE -> column.of(post);
            default -> "";
        };
    }

    private TimestampedId id(TimestampedId id) {
        var digest = mac.doFinal(id.text().getBytes(StandardCharsets.UTF_8));
        return new TimestampedId(id.text().substring(0, TIME_DIGITS)
                + HexFormat.of().formatHex(digest).substring(0, ID_DIGITS - TIME_DIGITS));
    }

    /** A text without addresses and mentions. */
    static String text(String text) {
        var withoutMail = MAIL.matcher(text).replaceAll("[mail]");
        var withoutLinks = LINK.matcher(withoutMail).replaceAll("[link]");
        return MENTION.matcher(withoutLinks).replaceAll("@user");
    }
}
