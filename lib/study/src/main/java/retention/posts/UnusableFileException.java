package retention.posts;

import java.nio.file.Path;

/** A file of posts that cannot be read at all; the message says what came, what was expected and what to do. */
public final class UnusableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the file. */
    public enum Reason {
        MISSING_FILE,
        EMPTY_FILE,
        MISSING_COLUMNS,
        /** It is of a kind that is not read, such as a database. */
        UNKNOWN_FORM,
        MALFORMED,
        /** It has the right columns, and no row of which user and time can be known. */
        NO_USABLE_POST;

        UnusableFileException of(Path file, String message, Throwable... cause) {
            return new UnusableFileException(this, file + ": " + message, cause.length == 0 ? null : cause[0]);
        }
    }

    private final Reason reason;

    private UnusableFileException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong with the file. */
    public Reason reason() {
        return reason;
    }
}
