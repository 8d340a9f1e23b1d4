package retention.encoder;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import numerics.Progress;

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

    /** What an encoder gives for texts, without a store: by readout, one row per text. */
    static Map<Readout, float[][]> embed(
            Encoder encoder, List<String> texts, List<Readout> readouts, Progress progress) {
        var byText = new LinkedHashMap<String, String>();
        texts.stream().map(WordPieceTokenizer::wellFormed).forEach(text -> byText.put(text, text));
        var vectors = new HashMap<Readout, Map<String, float[]>>();
        readouts.forEach(readout -> vectors.put(readout, new HashMap<>()));
        encoder.forEachBatch(
                byText,
                text -> true,
                readouts,
                progress,
                batch -> batch.forEach((readout, rows) -> vectors.get(readout).putAll(rows)));
        var embedded = new HashMap<Readout, float[][]>();
        vectors.forEach((readout, rows) -> embedded.put(
                readout,
                texts.stream()
                        .map(WordPieceTokenizer::wellFormed)
                        .map(rows::get)
                        .toArray(float[][]::new)));
        return embedded;
    }

    static float[][] embed(Encoder encoder, List<String> texts, Readout readout) {
        return embed(encoder, texts, List.of(readout), Progress.NONE).get(readout);
    }

    static double maxAbsoluteDifference(float[] a, float[] b) {
        double largest = a.length == b.length ? 0 : Double.NaN;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }
}
