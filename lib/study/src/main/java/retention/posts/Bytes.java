package retention.posts;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file, which can be read from the start as often as one likes. */
@FunctionalInterface
interface Bytes {

    /** A stream from the first byte on. */
    InputStream open() throws IOException;

    /** So many bytes from the start, or all where there are fewer. */
    default byte[] start(int length) throws IOException {
        try (var stream = open()) {
            return stream.readNBytes(length);
        }
    }
}
