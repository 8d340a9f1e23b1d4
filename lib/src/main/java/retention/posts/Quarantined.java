package retention.posts;

/**
 * A row that cannot be used, kept for the reader to see.
 *
 * @param line the line of the file on which the row begins, counted from 1
 * @param column the first column that is wrong, or {@code (row)} where the row as a whole is
 * @param value what stands there
 * @param reason what was expected
 */
public record Quarantined(long line, String column, String value, String reason) {

    /** Such as {@code line 2, like_count "many": not a count; expected 12, ...}; a long value is cut. */
    public String inWords() {
        return "line %d, %s \"%s\": %s".formatted(line, column, Excerpt.of(value), reason);
    }
}
