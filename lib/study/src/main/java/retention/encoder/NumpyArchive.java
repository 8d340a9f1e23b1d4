package retention.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import retention.project.AtomicFile;

/**
 * Embeddings as a file that NumPy reads: {@code numpy.load(path)} gives {@code keys}, one string per row, and
 * {@code embeddings}, float32, one row per key. The format is NEP 1 of NumPy, version 1.0, in a zip.
 */
public final class NumpyArchive {

    /** Zip's own epoch, so that equal content is an equal file. */
    private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NumpyArchive() {}

    /**
     * Writes an {@code .npz}, complete or not at all.
     *
     * @param keys what names a row, such as a user id or a digest
     * @param embeddings {@code [keys.size()][width]}: one row for every key, all of one width
     */
    public static void write(Path path, List<String> keys, float[][] embeddings) {
        var width = embeddings.length == 0 ? 0 : embeddings[0].length;
        var letters = keys.stream().map(key -> key.codePoints().toArray()).toArray(int[][]::new);
        // NumPy has no strings of length 0.
        int longest =
                Math.max(1, Stream.of(letters).mapToInt(key -> key.length).max().orElse(1));
        AtomicFile.write(path, out -> {
            var zip = new ZipOutputStream(out);
            // Vectors lose a fifteenth by compression, which takes longer than all else here.
            zip.setLevel(Deflater.NO_COMPRESSION);
            start(zip, "keys", "<U" + longest, "(" + letters.length + ",)");
            for (var key : letters) {
                var row = new byte[longest * Integer.BYTES];
                littleEndian(row).asIntBuffer().put(key);
                zip.write(row);
            }
            start(zip, "embeddings", "<f4", "(" + embeddings.length + ", " + width + ")");
            var row = new byte[width * Float.BYTES];
            for (var embedding : embeddings) {
                littleEndian(row).asFloatBuffer().put(embedding);
                zip.write(row);
            }
            zip.finish();
        });
    }

    private static void start(ZipOutputStream zip, String name, String type, String shape) throws IOException {
        var entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(TIMESTAMP);
        zip.putNextEntry(entry);
        // Ten bytes, then a Python dictionary, filled up with blanks so that the data starts at a multiple of 64.
        var dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        var text = dictionary + " ".repeat(63 - (10 + dictionary.length()) % 64) + "\n";
        zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        zip.write(new byte[] {(byte) text.length(), (byte) (text.length() >> 8)});
        zip.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    static ByteBuffer littleEndian(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
