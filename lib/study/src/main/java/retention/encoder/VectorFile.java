package retention.encoder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
final class VectorFile implements AutoCloseable {

    private static final byte[] MAGIC = "VECTORS1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES;
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FileChannel channel;
    private final int recordBytes;
    private final Map<String, float[]> vectors = new HashMap<>();

    private VectorFile(Path path, FileChannel channel, int width) {
        this.path = path;
        this.channel = channel;
        this.recordBytes = KEY_BYTES + width * Float.BYTES + Integer.BYTES;
    }

    /** Opens or starts a file, reads those of some keys that it has, and drops an incomplete tail. */
    static VectorFile open(Path path, int width, Set<String> keys) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var file = new VectorFile(path, channel, width);
            file.readRecords(width, keys);
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The vectors by key: of the keys with which it was opened, and those appended since. */
    Map<String, float[]> vectors() {
        return vectors;
    }

    /** Appends the vectors that are not there yet, and waits until the disk has them. */
    void append(List<String> keys, float[][] rows) {
        var buffer = little(new byte[keys.size() * recordBytes]);
        for (int i = 0; i < rows.length; i++) {
            if (vectors.putIfAbsent(keys.get(i), rows[i]) == null) {
                int start = buffer.position();
                buffer.put(HexFormat.of().parseHex(keys.get(i)));
                for (var value : rows[i]) {
                    buffer.putFloat(value);
                }
                buffer.putInt(checksum(buffer.array(), start));
            }
        }
        try {
            write(buffer.flip());
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + path, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readRecords(int width, Set<String> keys) throws IOException {
        long end = HEADER_BYTES;
        if (channel.size() < HEADER_BYTES) {
            // New, or killed while it was started.
            write(little(new byte[HEADER_BYTES]).put(MAGIC).putInt(width).flip());
        }
        channel.position(HEADER_BYTES);
        var in = new BufferedInputStream(Channels.newInputStream(channel));
        for (var bytes = in.readNBytes(recordBytes); bytes.length == recordBytes; bytes = in.readNBytes(recordBytes)) {
            var key = HexFormat.of().formatHex(bytes, 0, KEY_BYTES);
            var record = little(bytes);
            if (keys.contains(key) && record.getInt(recordBytes - Integer.BYTES) == checksum(bytes, 0)) {
                var vector = new float[width];
                record.position(KEY_BYTES).asFloatBuffer().get(vector);
                vectors.put(key, vector);
            }
            end += recordBytes;
        }
        channel.truncate(end).position(end);
    }

    private int checksum(byte[] bytes, int start) {
        var crc = new CRC32();
        crc.update(bytes, start, recordBytes - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
