package retention.encoder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import numerics.Progress;
import retention.project.FolderLock;
import retention.project.Sha256;

/**
 * Keeps on disk what an encoder computed, so that no text is computed twice and a run that was killed goes on where it
 * stopped. A vector is found again by the encoder's digest, the readout, the cut, and the SHA-256 of the text.
 *
 * <p>Over one list of texts the vectors are the same to the last bit, killed in between or not. A vector that was
 * computed for another list may differ from that in the last bits, so give each list that must be reproducible a folder.
 *
 * <p>For every encoder, readout and cut there is one append-only file: a header (eight bytes of magic, the width as a little-endian int),
 * then records of one size: the text's SHA-256 (32 bytes), the vector (little-endian float32), the CRC-32 of both. A kill can hurt only
 * what was being appended: a short tail is seen by its length and a torn record by its CRC; both are computed again. A second process waits
 * until the first is done, and then finds its vectors.
 *
 * @param folder is made when the first vector comes
 */
public record EmbeddingStore(Path folder) {

    /** {@code VECTORS1} as a little-endian long. */
    private static final long MAGIC = 0x3153524F54434556L;

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final int KEY_BYTES = 32;

    /** More numbers than any encoder has in a vector. */
    private static final int MAX_WIDTH = 1 << 20;

    /**
     * Looks texts up, and computes and keeps what is missing; with nothing missing the encoder's engine is not started.
     *
     * @param progress is called for the texts that are computed
     * @return by readout, in the order asked: {@code [texts.size()][encoder.width()]}; equal texts share one array
     * @throws IllegalArgumentException if the encoder has no such layer
     * @throws UncheckedIOException if the store cannot be read or written
     */
    public Map<Readout, float[][]> embed(
            Encoder encoder, List<String> texts, List<Readout> readouts, Progress progress) {
        // A file of vectors is there only for a layer that the encoder has.
        readouts.stream()
                .filter(readout -> !Files.exists(path(encoder, readout)))
                .forEach(encoder::requireLayer);
        try (var lock = new FolderLock(folder)) {
            lock.acquire();
            var keys = new ArrayList<String>();
            var byKey = new LinkedHashMap<String, String>();
            for (var text : texts) {
                var wellFormed = WordPieceTokenizer.wellFormed(text);
                keys.add(Sha256.of(wellFormed));
                byKey.put(keys.get(keys.size() - 1), wellFormed);
            }
            var vectors = new LinkedHashMap<Readout, Map<String, float[]>>();
            for (var readout : readouts) {
                vectors.put(readout, read(path(encoder, readout), byKey.keySet()));
            }
            encoder.forEachBatch(
                    byKey,
                    key -> vectors.values().stream().anyMatch(known -> !known.containsKey(key)),
                    readouts,
                    progress,
                    batch -> batch.forEach((readout, found) -> {
                        found.keySet().removeAll(vectors.get(readout).keySet());
                        append(path(encoder, readout), found);
                        vectors.get(readout).putAll(found);
                    }));
            var embedded = new LinkedHashMap<Readout, float[][]>();
            vectors.forEach((readout, known) ->
                    embedded.put(readout, keys.stream().map(known::get).toArray(float[][]::new)));
            return Collections.unmodifiableMap(embedded);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the embedding store in " + folder, e);
        }
    }

    private Path path(Encoder encoder, Readout readout) {
        return folder.resolve(encoder.name(readout) + ".vectors");
    }

    /**
     * The vectors of some keys that a file has; it is made if it is not there, and loses an incomplete tail. A file without one good
     * record, such as one that something else has written, is emptied.
     */
    private static Map<String, float[]> read(Path path, Set<String> keys) throws IOException {
        var vectors = new HashMap<String, float[]>();
        try (var channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var in = new BufferedInputStream(Channels.newInputStream(channel));
            int width = width(in.readNBytes(HEADER_BYTES));
            boolean anyGood = false;
            long end = HEADER_BYTES;
            int size = recordBytes(width);
            for (var bytes = in.readNBytes(size); width > 0 && bytes.length == size; bytes = in.readNBytes(size)) {
                var record = NumpyArchive.littleEndian(bytes);
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
        boolean ours = header.length == HEADER_BYTES
                && NumpyArchive.littleEndian(header).getLong() == MAGIC;
        int width = ours ? NumpyArchive.littleEndian(header).getInt(Long.BYTES) : 0;
        return width < 0 || width > MAX_WIDTH ? 0 : width;
    }

    /** Appends vectors, all of one width, to a file that was read before, and waits until the disk has them. */
    private static void append(Path path, Map<String, float[]> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        int width = vectors.values().iterator().next().length;
        try {
            int header = Files.size(path) == 0 ? HEADER_BYTES : 0;
            var bytes = new byte[header + vectors.size() * recordBytes(width)];
            var buffer = NumpyArchive.littleEndian(bytes);
            if (header > 0) {
                buffer.putLong(MAGIC).putInt(width);
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
}
