package retention.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import retention.posts.UnusableFileException;

/** What a command refuses, in one line; anything else that is thrown is a bug. */
final class Refusal {

    private Refusal() {}

    /** Whether this says that something given was not as expected, such as a file, an option, or a disk with room on it. */
    static boolean is(Throwable e) {
        return e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof UnusableFileException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
    }

    /** What went wrong and, where its causes say more, why; a file of posts that is of no use says all by itself. */
    static String line(Throwable e) {
        var own = message(e);
        var cause = Optional.ofNullable(e.getCause()).filter(any -> !(e instanceof UnusableFileException));
        return cause.map(Refusal::line)
                .filter(why -> !own.contains(why))
                // Without a message of its own, an exception repeats its cause's name and message.
                .map(why -> own.equals(cause.get().toString()) ? why : joined(own, why))
                .orElse(own)
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static String joined(String what, String why) {
        return what.endsWith(".") ? what + " (" + why + ")" : what + ": " + why;
    }

    /** The message; where Java's is no sentence, one that is. */
    private static String message(Throwable e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            var why = e instanceof NoSuchFileException
                    ? "no such file or folder"
                    : e instanceof AccessDeniedException
                            ? "access denied"
                            : e.getClass().getSimpleName();
            return file.getFile() + ": " + why;
        }
        return e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }
}
