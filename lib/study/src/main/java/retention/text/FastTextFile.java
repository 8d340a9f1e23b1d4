package retention.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import retention.project.AtomicFile;

/**
 * The binary format of fastText, version 12, little-endian, for models of skip-gram with negative sampling: its own
 * tools and gensim read what is written here. It does not hold the seed.
 */
final class FastTextFile {

    private static final int MAGIC = 793_712_314;
    private static final int VERSION = 12;
    private static final int WORD_NGRAMS = 1;
    private static final int NEGATIVE_SAMPLING = 2;
    private static final int SKIP_GRAM = 2;
    private static final int LEARNING_RATE_UPDATES = 100;
    private static final byte WORD = 0;
    private static final long NOT_PRUNED = -1;
    private static final byte NO = 0;
    private static final int HEAD_BYTES = 256;

    private FastTextFile() {}

    static void write(FastTextSettings settings, Map<String, Long> counts, float[] input, float[] output, Path file)
            throws IOException {
        var words = new ByteArrayOutputStream();
        counts.forEach((word, count) -> {
            words.writeBytes(word.getBytes(StandardCharsets.UTF_8));
            words.write(0);
            words.writeBytes(little(Long.BYTES + 1).putLong(count).put(WORD).array());
        });
        long bytes = HEAD_BYTES + words.size() + 4L * (input.length + output.length);
        var buffer = little(Math.toIntExact(bytes));
        putInts(buffer, MAGIC, VERSION, settings.dimensions(), settings.window(), settings.epochs());
        putInts(buffer, settings.minCount(), SkipGram.NEGATIVES, WORD_NGRAMS, NEGATIVE_SAMPLING, SKIP_GRAM);
        putInts(buffer, settings.buckets(), settings.shortestSubword(), settings.longestSubword());
        buffer.putInt(LEARNING_RATE_UPDATES).putDouble(settings.subsampling());
        putInts(buffer, counts.size(), counts.size(), 0);
        buffer.putLong(counts.values().stream().mapToLong(Long::longValue).sum())
                .putLong(NOT_PRUNED);
        buffer.put(words.toByteArray());
        putMatrix(buffer, input, settings.dimensions());
        putMatrix(buffer, output, settings.dimensions());
        AtomicFile.write(file, out -> Channels.newChannel(out).write(buffer.flip()));
    }

    private static void putInts(ByteBuffer buffer, int... numbers) {
        IntStream.of(numbers).forEach(buffer::putInt);
    }

    private static void putMatrix(ByteBuffer buffer, float[] numbers, int dimensions) {
        buffer.put(NO).putLong(numbers.length / dimensions).putLong(dimensions);
        for (float number : numbers) {
            buffer.putFloat(number);
        }
    }

    static FastTextModel read(Path file) throws IOException {
        var buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            expect("format", buffer.getInt(), MAGIC);
            expect("version", buffer.getInt(), VERSION);
            var settings = settings(buffer);
            var counts = counts(buffer);
            var input = matrix(buffer, (long) counts.size() + settings.buckets(), settings.dimensions());
            var output = matrix(buffer, counts.size(), settings.dimensions());
            expect("bytes after the end", buffer.remaining(), 0);
            return new FastTextModel(settings, counts, input, output);
        } catch (BufferUnderflowException e) {
            throw damaged(file, "it ends too early, after %d bytes.".formatted(buffer.limit()), e);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    private static IOException damaged(Path file, String what, Exception cause) {
        return new IOException(
                "%s is damaged, or no fastText model of skip-gram with negative sampling: %s Train the model and save it again."
                        .formatted(file, what),
                cause);
    }

    private static void expect(String what, long came, long expected) {
        if (came != expected) {
            throw new IllegalArgumentException("%s is %d, expected %d.".formatted(what, came, expected));
        }
    }

    private static FastTextSettings settings(ByteBuffer buffer) {
        var fields = IntStream.generate(buffer::getInt).limit(12).toArray();
        expect("n-grams of words", fields[5], WORD_NGRAMS);
        expect("loss", fields[6], NEGATIVE_SAMPLING);
        expect("model", fields[7], SKIP_GRAM);
        return new FastTextSettings(
                fields[0],
                fields[2],
                fields[1],
                fields[3],
                fields[9],
                fields[10],
                fields[8],
                buffer.getDouble(),
                FastTextSettings.SHORT_POSTS.seed());
    }

    private static Map<String, Long> counts(ByteBuffer buffer) {
        int size = buffer.getInt();
        expect("number of words", buffer.getInt(), size);
        expect("number of labels", buffer.getInt(), 0);
        buffer.getLong();
        expect("pruned", buffer.getLong(), NOT_PRUNED);
        var counts = new LinkedHashMap<String, Long>();
        for (int row = 0; row < size; row++) {
            var bytes = new ByteArrayOutputStream();
            for (byte next = buffer.get(); next != 0; next = buffer.get()) {
                bytes.write(next);
            }
            var word = bytes.toString(StandardCharsets.UTF_8);
            if (counts.put(word, buffer.getLong()) != null) {
                throw new IllegalArgumentException("the word %s is there twice.".formatted(word));
            }
            expect("kind of the word %s".formatted(word), buffer.get(), WORD);
        }
        return counts;
    }

    private static float[] matrix(ByteBuffer buffer, long rows, int dimensions) {
        expect("compression", buffer.get(), NO);
        expect("rows", buffer.getLong(), rows);
        expect("columns", buffer.getLong(), dimensions);
        if (rows * dimensions > buffer.remaining() / Float.BYTES) {
            throw new BufferUnderflowException();
        }
        var numbers = new float[(int) (rows * dimensions)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = buffer.getFloat();
            if (!Float.isFinite(numbers[i])) {
                throw new IllegalArgumentException("a vector has the number %s.".formatted(numbers[i]));
            }
        }
        return numbers;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
