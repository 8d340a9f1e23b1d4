package retention.encoder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Vectors by key in one append-only file: a header (eight bytes of magic, the width as a little-endian int), then
 * records of one size: the text's SHA-256 (32 bytes), the vector (little-endian float32), the CRC-32 of both.
 *
 * <p>A kill can hurt only what was being appended: a short tail is seen by its length and a torn record by its CRC, and what is
 * behind a bad record is still found. What is bad is computed again, and no record is rewritten in place.
 *
 * @param width numbers in a vector
 */
record VectorFile(Path path, int width) {

    private static final byte[] MAGIC = "VECTORS1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES;
    private static final int KEY_BYTES = 32;

    /** Those of some keys that the file has; it is started if it is not there, and loses an incomplete tail. */
    Map<String, float[]> read(Set<String> keys) throws IOException {
        var vectors = new HashMap<String, float[]>();
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < HEADER_BYTES) {
                // New, or killed while it was started.
                channel.write(
                        little(new byte[HEADER_BYTES]).put(MAGIC).putInt(width).flip());
            }
            long end = HEADER_BYTES;
            var in = new BufferedInputStream(Channels.newInputStream(channel.position(end)));
            for (var bytes = in.readNBytes(recordBytes());
                    bytes.length == recordBytes();
                    bytes = in.readNBytes(recordBytes())) {
                var key = HexFormat.of().formatHex(bytes, 0, KEY_BYTES);
                var record = little(bytes);
                if (keys.contains(key) && record.getInt(bytes.length - Integer.BYTES) == checksum(bytes, 0)) {
                    var vector = new float[width];
                    record.position(KEY_BYTES).asFloatBuffer().get(vector);
                    vectors.put(key, vector);
                }
                end += bytes.length;
            }
            channel.truncate(end);
        }
        return vectors;
    }

    /** Appends to a file that was read before, and waits until the disk has the vectors. */
    void append(Map<String, float[]> vectors) {
        var bytes = new byte[vectors.size() * recordBytes()];
        var buffer = little(bytes);
        vectors.forEach((key, vector) -> {
            int start = buffer.position();
            buffer.put(HexFormat.of().parseHex(key));
            for (var number : vector) {
                buffer.putFloat(number);
            }
            buffer.putInt(checksum(bytes, start));
        });
        try {
            Files.write(path, bytes, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + path, e);
        }
    }

    private int recordBytes() {
        return KEY_BYTES + width * Float.BYTES + Integer.BYTES;
    }

    private int checksum(byte[] bytes, int start) {
        var crc = new CRC32();
        crc.update(bytes, start, recordBytes() - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
