package retention.posts;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A row that cannot be used, kept for the reader to see.
 *
 * @param file where it stands
 * @param line the line of the file on which the row begins, counted from 1; in a workbook the row
 * @param column the column that is wrong, or {@code (row)} where the row as a whole is
 * @param value what stands there
 * @param reason what was expected
 */
public record Quarantined(Path file, long line, Cause cause, String column, String value, String reason) {

    /** Why a row cannot be used. */
    public enum Cause {
        NO_USER("without a user"),
        NO_TIME("without a time"),
        DAMAGED("damaged");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** As in "2 without a time". */
        public String inWords() {
            return words;
        }
    }

    /** Such as {@code line 2, create_time "yesterday": no date; expected ...}; a long value is cut. */
    public String inWords() {
        return String.format(Locale.ROOT, "line %d, %s \"%s\": %s", line, column, Excerpt.of(value), reason);
    }
}
