package retention.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Word vectors that are alike for words in like contexts, also of words never seen: a word is the mean of its character n-grams
 * and, where it is known, of itself (fastText; Bojanowski and others 2017, "Enriching Word Vectors with Subword
 * Information").
 *
 * <p>Our own training loop, because no library on the JVM would do: {@code com.github.sszuev:fasttext} 1.0.0 cuts a
 * quarter of all Chinese characters out of the subwords (it tests UTF-16 units for what only UTF-8 bytes have), and the
 * wrappers of the C++ tool have open reports of crashes. Files are fastText's own.
 */
public final class FastTextModel {

    private static final int FEWEST_WORDS = 2;

    /**
     * A word of the vocabulary beside another word.
     *
     * @param cosine of the angle between both vectors, 1 for the same direction
     */
    public record Neighbour(String word, double cosine) {}

    private final WordVectors vectors;
    private final Subwords subwords;
    private final float[][] directions;

    private FastTextModel(WordVectors vectors) {
        this.vectors = vectors;
        this.subwords = Subwords.of(vectors.settings());
        this.directions = vectors.vocabulary().words().stream()
                .map(word -> direction(vector(word)))
                .toArray(float[][]::new);
    }

    /**
     * Learns from documents, in their order; the same documents and settings give the same vectors, bit by bit.
     *
     * @param documents the words of each, as a segmenter gives them
     * @throws IllegalArgumentException if fewer than two different words occur as often as the settings ask for
     */
    public static FastTextModel train(List<List<String>> documents, FastTextSettings settings) {
        var storable = documents.stream()
                .map(words -> words.stream().map(FastTextModel::storable).toList())
                .toList();
        var vocabulary = Vocabulary.of(storable, settings.minCount());
        if (vocabulary.size() < FEWEST_WORDS) {
            throw new IllegalArgumentException(
                    "%d of %d documents' words occur %d times or more, expected at least %d: give more text or a lower minCount."
                            .formatted(vocabulary.size(), documents.size(), settings.minCount(), FEWEST_WORDS));
        }
        var rows = storable.stream().map(vocabulary::rows).toList();
        return new FastTextModel(SkipGram.train(vocabulary, rows, settings));
    }

    /**
     * Writes the model as fastText does ({@code .bin}, version 12), for gensim's {@code load_facebook_model} and
     * fastText's own tools as well; what was there is replaced.
     */
    public void save(Path file) throws IOException {
        FastTextFile.write(vectors, file);
    }

    /**
     * Reads a saved model, which gives the same vectors as before, bit by bit.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it is damaged or a model of another kind; the message says what was found
     */
    public static FastTextModel load(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no saved model here, train and save it first");
        }
        return new FastTextModel(FastTextFile.read(file));
    }

    /** Numbers in each vector. */
    public int dimensions() {
        return vectors.settings().dimensions();
    }

    /** The words seen often enough, the most frequent first. */
    public List<String> vocabulary() {
        return vectors.vocabulary().words();
    }

    /** Whether a word was seen often enough; {@link #vector} knows something about others too. */
    public boolean knows(String word) {
        return vectors.vocabulary().has(storable(word));
    }

    /** A word's vector, of {@link #dimensions()} numbers; zeros for a word that shares no n-gram with a known one. */
    public float[] vector(String word) {
        var vector = new float[dimensions()];
        WordVectors.mean(
                vectors.input(), WordVectors.inputRows(vectors.vocabulary(), subwords, storable(word)), vector);
        return vector;
    }

    /**
     * A document's vector, of {@link #dimensions()} numbers: the mean of its words' vectors, each first scaled to length
     * one, as fastText makes sentence vectors. Zeros where no word has a vector.
     */
    public float[] documentVector(List<String> words) {
        var sum = new float[dimensions()];
        int counted = 0;
        for (var word : words) {
            var vector = vector(word);
            double length = length(vector);
            if (length > 0) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += (float) (vector[i] / length);
                }
                counted++;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= Math.max(1, counted);
        }
        return sum;
    }

    /** The cosine of the angle between two words' vectors, 0 where one has none. */
    public double similarity(String one, String other) {
        return dot(direction(vector(one)), direction(vector(other)));
    }

    /**
     * The words of the vocabulary nearest to a word by cosine, without itself; ties in the order of the vocabulary. None
     * for a word without a vector.
     *
     * @param word known or not
     * @param count how many, at most
     */
    public List<Neighbour> neighbours(String word, int count) {
        var asked = storable(word);
        var direction = direction(vector(asked));
        if (length(direction) == 0) {
            return List.of();
        }
        return IntStream.range(0, directions.length)
                .filter(row -> !vocabulary().get(row).equals(asked))
                .mapToObj(row -> new Neighbour(vocabulary().get(row), dot(direction, directions[row])))
                .sorted(Comparator.comparingDouble(Neighbour::cosine).reversed())
                .limit(count)
                .toList();
    }

    /**
     * A table of words and their neighbours, one row per word, in the columns "word", "known" (yes or no) and
     * "neighbours", with the cosine behind each.
     */
    public Table neighbourTable(List<String> words, int count) {
        return Table.create(
                "Nearest words",
                StringColumn.create("word", words),
                StringColumn.create("known", words.stream().map(word -> knows(word) ? "yes" : "no")),
                StringColumn.create("neighbours", words.stream().map(word -> line(neighbours(word, count)))));
    }

    private static String line(List<Neighbour> neighbours) {
        return neighbours.stream()
                .map(neighbour -> String.format(Locale.ROOT, "%s %.2f", neighbour.word(), neighbour.cosine()))
                .collect(Collectors.joining(", "));
    }

    /** The file is UTF-8 and ends a word with NUL: what it could not hold is replaced everywhere alike. */
    private static String storable(String word) {
        return new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static float[] direction(float[] vector) {
        double length = length(vector);
        var direction = Arrays.copyOf(vector, vector.length);
        for (int i = 0; length > 0 && i < direction.length; i++) {
            direction[i] = (float) (direction[i] / length);
        }
        return direction;
    }

    private static double length(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
