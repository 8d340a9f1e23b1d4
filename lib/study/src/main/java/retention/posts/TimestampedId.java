package retention.posts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An id of a user or a post: 24 hexadecimal digits, the first eight of which are the time of its creation in Unix
 * seconds.
 *
 * @param text 24 digits in lower case, so that an id is the same in whatever case a file writes it
 */
public record TimestampedId(String text) implements Comparable<TimestampedId> {

    private static final int DIGITS = 24;
    private static final int TIME_DIGITS = 8;

    /** A longer text is no id, whatever guards it. */
    private static final int LONGEST = 96;

    private static final int LONGEST_LINK = 2_000;
    private static final String ID = "([0-9a-fA-F]{24})(?![0-9a-zA-Z])";

    private static final String WITH_TOKEN = "^(?=[0-9a-fA-F]{24}[?])";

    /** What stands before an id in the platform's links, and in what MongoDB's shell writes; nothing where a token stands behind it. */
    private static final Pattern BEFORE_USER =
            Pattern.compile("(?:/profile/|//user/|" + WITH_TOKEN + "|ObjectId\\([\"']?)" + ID);

    private static final Pattern BEFORE_POST = Pattern.compile(
            "(?:/(?:explore|item|search_result|profile/[0-9a-fA-F]{24})/|" + WITH_TOKEN + "|ObjectId\\([\"']?)" + ID);

    /** @throws IllegalArgumentException if the text is not 24 hexadecimal digits */
    public TimestampedId {
        if (!isForm(text)) {
            throw new IllegalArgumentException(
                    "An id is 24 hexadecimal digits, got \"%s\"".formatted(Characters.excerpt(text)));
        }
        text = text.toLowerCase(Locale.ROOT);
    }

    private static boolean isForm(String text) {
        boolean isForm = text.length() == DIGITS;
        for (int i = 0; isForm && i < DIGITS; i++) {
            isForm = HexFormat.isHexDigit(text.charAt(i));
        }
        return isForm;
    }

    /**
     * The id, or nothing where the text is not of its form. What keeps a spreadsheet from changing an id is not part of it: a
     * quote before it, blanks, {@code ="..."}.
     */
    public static Optional<TimestampedId> parse(String text) {
        var bare = text.length() > LONGEST || isForm(text) ? text : Characters.meant(text);
        return isForm(bare) ? Optional.of(new TimestampedId(bare)) : Optional.empty();
    }

    /** The id of a user, as such or in a link to the user's page, or nothing where there is none. */
    static Optional<TimestampedId> ofUser(String text) {
        return parse(text).or(() -> behind(BEFORE_USER, text));
    }

    /** The id of a post, as such or in a link to the post, or nothing where there is none. */
    static Optional<TimestampedId> ofPost(String text) {
        return parse(text).or(() -> behind(BEFORE_POST, text));
    }

    private static Optional<TimestampedId> behind(Pattern before, String text) {
        if (text.length() <= DIGITS || text.length() > LONGEST_LINK) {
            return Optional.empty();
        }
        var match = before.matcher(text);
        return match.find() ? Optional.of(new TimestampedId(match.group(1))) : Optional.empty();
    }

    /** When the account or the post was created, in seconds since 1970. */
    public long unixSeconds() {
        return Long.parseLong(text, 0, TIME_DIGITS, 16);
    }

    /** When the account or the post was created, to the second, as the clocks in China showed it. */
    public LocalDateTime createdInChina() {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(unixSeconds()), Post.CHINA_STANDARD_TIME);
    }

    /** By text, as pandas sorts the groups of a {@code groupby}. */
    @Override
    public int compareTo(TimestampedId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
