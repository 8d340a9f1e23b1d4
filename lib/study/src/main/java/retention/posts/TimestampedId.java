package retention.posts;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * An id of a user or a post: 24 hexadecimal digits, the first eight of which are the time of its creation in Unix
 * seconds.
 *
 * @param text 24 digits in lower case, so that an id is the same in whatever case a file writes it
 */
public record TimestampedId(String text) implements Comparable<TimestampedId> {

    private static final int DIGITS = 24;

    /** @throws IllegalArgumentException if the text is not 24 hexadecimal digits */
    public TimestampedId {
        if (!isId(text)) {
            throw new IllegalArgumentException(
                    "An id is 24 hexadecimal digits, got \"%s\"".formatted(Excerpt.of(text)));
        }
        text = text.toLowerCase(Locale.ROOT);
    }

    /**
     * The id, or nothing where the text is not of its form. What keeps a spreadsheet from changing an id is not part of it: a
     * quote before it, blanks, {@code ="..."}.
     */
    public static Optional<TimestampedId> parse(String text) {
        if (isId(text)) {
            return Optional.of(new TimestampedId(text));
        }
        // Such guards are few characters; a longer text is none.
        var bare = text.length() > 4 * DIGITS ? text : withoutGuards(text);
        return isId(bare) ? Optional.of(new TimestampedId(bare)) : Optional.empty();
    }

    private static boolean isId(String text) {
        return text.length() == DIGITS && text.chars().allMatch(TimestampedId::isHexDigit);
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static String withoutGuards(String text) {
        return Invisible.withoutZeroWidth(Invisible.stripped(Invisible.narrow(text), "'\"=`‘’“”"));
    }

    /** When the account or the post was created, to the second. */
    public Instant createdAt() {
        return Instant.ofEpochSecond(Long.parseLong(text, 0, 8, 16));
    }

    /** {@link #createdAt()} as the clocks in China showed it. */
    public LocalDateTime createdInChina() {
        return LocalDateTime.ofInstant(createdAt(), Post.CHINA_STANDARD_TIME);
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
