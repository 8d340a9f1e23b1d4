package retention.encoder;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the Python scripts in {@code src/test/golden/encoder} wrote. */
final class Golden {

    private Golden() {}

    /** A DistilBERT of two layers of width 8 with random weights, exported by the documented script. */
    static Path tinyDistilbert() {
        return file("tiny-distilbert");
    }

    static Path file(String name) {
        try {
            return Path.of(Golden.class.getResource("/golden/encoder/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A file of one JSON value a line. */
    static <T> List<T> lines(String name, Class<T> type) throws IOException {
        var gson = new Gson();
        return Files.readAllLines(file(name), StandardCharsets.UTF_8).stream()
                .map(line -> gson.fromJson(line, type))
                .toList();
    }

    /** The rows of a float32 {@code .npy} of shape {@code [texts, readouts, width]}. */
    static float[][][] vectors(String name, int texts, int readouts, int width) throws IOException {
        var buffer = ByteBuffer.wrap(Files.readAllBytes(file(name))).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(10 + buffer.getShort(8));
        var vectors = new float[texts][readouts][width];
        for (var text : vectors) {
            for (var vector : text) {
                for (int i = 0; i < width; i++) {
                    vector[i] = buffer.getFloat();
                }
            }
        }
        if (buffer.hasRemaining()) {
            throw new AssertionError(name + " has another shape");
        }
        return vectors;
    }

    static double maxAbsoluteDifference(float[] a, float[] b) {
        double largest = a.length == b.length ? 0 : Double.NaN;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }
}
