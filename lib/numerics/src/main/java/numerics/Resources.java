package numerics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts that come with classes. */
public final class Resources {

    private Resources() {}

    /**
     * The whole of a text in UTF-8.
     *
     * @param beside a class of the same jar, beside which the text lies; a name that begins with a slash begins at the jar's root
     * @throws NullPointerException which names it, if there is none
     * @throws UncheckedIOException which names it, if it cannot be read
     */
    public static String text(Class<?> beside, String name) {
        try (var stream = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
