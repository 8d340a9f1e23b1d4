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
import retention.project.AtomicFile;

/**
 * The binary format of fastText, version 12, little-endian, for models of skip-gram with negative sampling: its own
 * tools and gensim read what is written here. It holds neither the learning rate nor the seed.
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

    static void write(WordVectors vectors, Path file) throws IOException {
        var vocabulary = vectors.vocabulary();
        var settings = vectors.settings();
        var words = new ByteArrayOutputStream();
        for (int row = 0; row < vocabulary.size(); row++) {
            words.writeBytes(vocabulary.words().get(row).getBytes(StandardCharsets.UTF_8));
            words.write(0);
            words.writeBytes(little(Long.BYTES + 1)
                    .putLong(vocabulary.count(row))
                    .put(WORD)
                    .array());
        }
        long bytes = HEAD_BYTES + words.size() + 4L * (vectors.input().length + vectors.output().length);
        var buffer = little(Math.toIntExact(bytes));
        buffer.putInt(MAGIC).putInt(VERSION);
        buffer.putInt(settings.dimensions())
                .putInt(settings.window())
                .putInt(settings.epochs())
                .putInt(settings.minCount())
                .putInt(settings.negatives())
                .putInt(WORD_NGRAMS)
                .putInt(NEGATIVE_SAMPLING)
                .putInt(SKIP_GRAM)
                .putInt(settings.buckets())
                .putInt(settings.shortestSubword())
                .putInt(settings.longestSubword())
                .putInt(LEARNING_RATE_UPDATES)
                .putDouble(settings.subsampling());
        buffer.putInt(vocabulary.size()).putInt(vocabulary.size()).putInt(0);
        buffer.putLong(vocabulary.tokens()).putLong(NOT_PRUNED);
        buffer.put(words.toByteArray());
        putMatrix(buffer, vectors.input(), settings.dimensions());
        putMatrix(buffer, vectors.output(), settings.dimensions());
        AtomicFile.write(file, out -> Channels.newChannel(out).write(buffer.flip()));
    }

    private static void putMatrix(ByteBuffer buffer, float[] numbers, int dimensions) {
        buffer.put(NO).putLong(numbers.length / dimensions).putLong(dimensions);
        buffer.asFloatBuffer().put(numbers);
        buffer.position(buffer.position() + Float.BYTES * numbers.length);
    }

    static WordVectors read(Path file) throws IOException {
        var buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            expect("format", buffer.getInt(), MAGIC);
            expect("version", buffer.getInt(), VERSION);
            var settings = settings(buffer);
            var vocabulary = vocabulary(buffer);
            var input = matrix(buffer, (long) vocabulary.size() + settings.buckets(), settings.dimensions());
            var output = matrix(buffer, vocabulary.size(), settings.dimensions());
            expect("bytes after the end", buffer.remaining(), 0);
            return new WordVectors(vocabulary, settings, input, output);
        } catch (BufferUnderflowException e) {
            throw damaged(file, "it ends too early, after %d bytes".formatted(buffer.limit()), e);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    private static IOException damaged(Path file, String what, Exception cause) {
        return new IOException(
                "%s is damaged, or no fastText model of skip-gram with negative sampling: %s Train the model and save it again."
                        .formatted(file, what.endsWith(".") ? what : what + "."),
                cause);
    }

    private static void expect(String what, long came, long expected) {
        if (came != expected) {
            throw new IllegalArgumentException("%s is %d, expected %d".formatted(what, came, expected));
        }
    }

    private static FastTextSettings settings(ByteBuffer buffer) {
        int dimensions = buffer.getInt();
        int window = buffer.getInt();
        int epochs = buffer.getInt();
        int minCount = buffer.getInt();
        int negatives = buffer.getInt();
        expect("n-grams of words", buffer.getInt(), WORD_NGRAMS);
        expect("loss", buffer.getInt(), NEGATIVE_SAMPLING);
        expect("model", buffer.getInt(), SKIP_GRAM);
        int buckets = buffer.getInt();
        int shortest = buffer.getInt();
        int longest = buffer.getInt();
        buffer.getInt();
        return new FastTextSettings(
                dimensions,
                epochs,
                window,
                minCount,
                shortest,
                longest,
                buckets,
                negatives,
                buffer.getDouble(),
                FastTextSettings.SHORT_POSTS.learningRate(),
                FastTextSettings.SHORT_POSTS.seed());
    }

    private static Vocabulary vocabulary(ByteBuffer buffer) {
        int size = buffer.getInt();
        expect("number of words", buffer.getInt(), size);
        expect("number of labels", buffer.getInt(), 0);
        buffer.getLong();
        expect("pruned", buffer.getLong(), NOT_PRUNED);
        var counts = new LinkedHashMap<String, Long>();
        for (int row = 0; row < size; row++) {
            var word = word(buffer);
            if (counts.put(word, buffer.getLong()) != null) {
                throw new IllegalArgumentException("the word %s is there twice".formatted(word));
            }
            expect("kind of the word %s".formatted(word), buffer.get(), WORD);
        }
        return new Vocabulary(counts);
    }

    private static String word(ByteBuffer buffer) {
        var bytes = new ByteArrayOutputStream();
        for (byte next = buffer.get(); next != 0; next = buffer.get()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static float[] matrix(ByteBuffer buffer, long rows, int dimensions) {
        expect("compression", buffer.get(), NO);
        expect("rows", buffer.getLong(), rows);
        expect("columns", buffer.getLong(), dimensions);
        if (rows * dimensions > buffer.remaining() / Float.BYTES) {
            throw new BufferUnderflowException();
        }
        var numbers = new float[(int) (rows * dimensions)];
        buffer.asFloatBuffer().get(numbers);
        buffer.position(buffer.position() + Float.BYTES * numbers.length);
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("a vector has the number %s".formatted(number));
            }
        }
        return numbers;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
