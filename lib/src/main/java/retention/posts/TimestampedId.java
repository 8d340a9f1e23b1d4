package retention.posts;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An id of a user or a post: 24 hexadecimal digits, the first eight of which are the time of its creation in Unix
 * seconds.
 *
 * @param text the id as it stands in the file
 */
public record TimestampedId(String text) implements Comparable<TimestampedId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{24}");

    /** @throws IllegalArgumentException if the text is not 24 hexadecimal digits */
    public TimestampedId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("An id is 24 hexadecimal digits, got \"%s\"".formatted(text));
        }
    }

    /** The id, or nothing where the text is not of its form. */
    public static Optional<TimestampedId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TimestampedId(text)) : Optional.empty();
    }

    /** When the account or the post was created, to the second. */
    public Instant createdAt() {
        return Instant.ofEpochSecond(Long.parseLong(text, 0, 8, 16));
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
