package retention.posts;

/**
 * A row that cannot be used, kept for the reader to see.
 *
 * @param line the line of the file on which the row begins, counted from 1
 * @param column the first column that is wrong, or {@code (row)} where the row as a whole is
 * @param value what stands there
 * @param reason what was expected
 */
public record Quarantined(long line, String column, String value, String reason) {}
