package retention.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Vectors by key in one append-only file: a header (eight bytes of magic, the width as a little-endian int), then
 * records of one size: the text's SHA-256 (32 bytes), the vector (little-endian float32), the CRC-32 of both.
 *
 * <p>The form is plain for safety: a kill can hurt only what was being appended, a short tail is seen by its length and a torn record
 * by its CRC, and what is behind a bad record is still found, because all records have one size. What is bad is
 * computed again, and no record is rewritten in place.
 */
final class VectorFile implements AutoCloseable {

    private static final byte[] MAGIC = "VECTORS1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES;
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FileChannel channel;
    private final int width;
    private final Map<String, Long> offsets = new HashMap<>();

    private VectorFile(Path path, FileChannel channel, int width) {
        this.path = path;
        this.channel = channel;
        this.width = width;
    }

    /**
     * Opens or starts a file; drops an incomplete tail.
     *
     * @throws IOException if it is no such file, or one of another width
     */
    static VectorFile open(Path path, int width) throws IOException {
        var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            var file = new VectorFile(path, channel, width);
            file.readHeader();
            file.readRecords();
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    boolean contains(String key) {
        return offsets.containsKey(key);
    }

    /** Appends the vectors that are not there yet, and waits until the disk has them. */
    void append(List<String> keys, float[][] vectors) {
        try {
            var buffer = buffer(keys.size() * recordBytes());
            var end = channel.size();
            for (int i = 0; i < keys.size(); i++) {
                if (!contains(keys.get(i))) {
                    offsets.put(keys.get(i), end + buffer.position());
                    put(buffer, keys.get(i), vectors[i]);
                }
            }
            write(buffer.flip(), end);
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + path, e);
        }
    }

    /** The vectors of keys that are all there; equal keys share one array. */
    float[][] read(List<String> keys) throws IOException {
        var distinct = new HashMap<String, float[]>();
        var vectors = new float[keys.size()][];
        for (int i = 0; i < vectors.length; i++) {
            var vector = distinct.get(keys.get(i));
            if (vector == null) {
                vector = read(offsets.get(keys.get(i)));
                distinct.put(keys.get(i), vector);
            }
            vectors[i] = vector;
        }
        return vectors;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readHeader() throws IOException {
        if (channel.size() < HEADER_BYTES) {
            // New, or killed while it was started.
            channel.truncate(0);
            write(buffer(HEADER_BYTES).put(MAGIC).putInt(width).flip(), 0);
            return;
        }
        var header = buffer(HEADER_BYTES);
        fill(header, 0);
        var magic = new byte[MAGIC.length];
        header.get(magic);
        var found = header.getInt();
        if (!Arrays.equals(magic, MAGIC) || found != width) {
            throw new IOException("%s starts with %s and width %d, expected %s and width %d: delete it."
                    .formatted(
                            path,
                            HexFormat.of().formatHex(magic),
                            found,
                            HexFormat.of().formatHex(MAGIC),
                            width));
        }
    }

    private void readRecords() throws IOException {
        var records = (channel.size() - HEADER_BYTES) / recordBytes();
        channel.truncate(HEADER_BYTES + records * recordBytes());
        var record = buffer(recordBytes());
        var key = new byte[KEY_BYTES];
        for (long i = 0; i < records; i++) {
            var offset = HEADER_BYTES + i * recordBytes();
            fill(record.clear(), offset);
            record.get(key);
            if (record.getInt(recordBytes() - Integer.BYTES) == checksum(record, 0)) {
                offsets.put(HexFormat.of().formatHex(key), offset);
            }
        }
    }

    private void put(ByteBuffer buffer, String key, float[] vector) {
        var start = buffer.position();
        buffer.put(HexFormat.of().parseHex(key));
        for (var value : vector) {
            buffer.putFloat(value);
        }
        buffer.putInt(checksum(buffer, start));
    }

    private float[] read(long offset) throws IOException {
        var record = buffer(recordBytes());
        fill(record, offset);
        var vector = new float[width];
        record.position(KEY_BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(vector);
        return vector;
    }

    private int checksum(ByteBuffer buffer, int start) {
        var crc = new CRC32();
        crc.update(buffer.slice(start, recordBytes() - Integer.BYTES));
        return (int) crc.getValue();
    }

    private int recordBytes() {
        return KEY_BYTES + width * Float.BYTES + Integer.BYTES;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void fill(ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("%s ends at %d bytes, inside a record.".formatted(path, channel.size()));
            }
        }
        buffer.flip();
    }

    private void write(ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
    }
}
