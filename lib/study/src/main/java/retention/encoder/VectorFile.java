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
 */
record VectorFile(Path path) {

    private static final byte[] MAGIC = "VECTORS1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES;
    private static final int KEY_BYTES = 32;

    /** More numbers than any encoder has in a vector. */
    private static final int MAX_WIDTH = 1 << 20;

    /**
     * Those of some keys that the file has; it is made if it is not there, and loses an incomplete tail. A file without one good
     * record, such as one that something else has written, is emptied.
     */
    Map<String, float[]> read(Set<String> keys) throws IOException {
        var vectors = new HashMap<String, float[]>();
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var in = new BufferedInputStream(Channels.newInputStream(channel));
            int width = width(in.readNBytes(HEADER_BYTES));
            boolean anyGood = false;
            long end = HEADER_BYTES;
            for (var bytes = in.readNBytes(recordBytes(width));
                    width > 0 && bytes.length == recordBytes(width);
                    bytes = in.readNBytes(recordBytes(width))) {
                var record = little(bytes);
                if (record.getInt(bytes.length - Integer.BYTES) == checksum(bytes, 0, bytes.length)) {
                    anyGood = true;
                    var key = HexFormat.of().formatHex(bytes, 0, KEY_BYTES);
                    if (keys.contains(key)) {
                        var vector = new float[width];
                        record.position(KEY_BYTES).asFloatBuffer().get(vector);
                        vectors.put(key, vector);
                    }
                }
                end += bytes.length;
            }
            channel.truncate(anyGood ? end : 0);
        }
        return vectors;
    }

    /** Numbers in a vector by the head of a file, 0 where this is none. */
    private static int width(byte... header) {
        var buffer = little(header);
        boolean ours = header.length == HEADER_BYTES
                && buffer.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                && buffer.getInt(MAGIC.length) <= MAX_WIDTH;
        return ours ? Math.max(0, buffer.getInt(MAGIC.length)) : 0;
    }

    /** Appends vectors, all of one width, to a file that was read before, and waits until the disk has them. */
    void append(Map<String, float[]> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        int width = vectors.values().iterator().next().length;
        try {
            int header = Files.size(path) == 0 ? HEADER_BYTES : 0;
            var bytes = new byte[header + vectors.size() * recordBytes(width)];
            var buffer = little(bytes);
            if (header > 0) {
                buffer.put(MAGIC).putInt(width);
            }
            vectors.forEach((key, vector) -> {
                int start = buffer.position();
                buffer.put(HexFormat.of().parseHex(key));
                for (var number : vector) {
                    buffer.putFloat(number);
                }
                buffer.putInt(checksum(bytes, start, recordBytes(width)));
            });
            Files.write(path, bytes, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + path, e);
        }
    }

    private static int recordBytes(int width) {
        return KEY_BYTES + width * Float.BYTES + Integer.BYTES;
    }

    private static int checksum(byte[] bytes, int start, int recordBytes) {
        var crc = new CRC32();
        crc.update(bytes, start, recordBytes - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
