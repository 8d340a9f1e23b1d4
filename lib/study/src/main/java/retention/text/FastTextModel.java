package retention.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.matrix.Vectors;
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

    private final FastTextSettings settings;
    private final Map<String, Long> counts;
    private final Map<String, Integer> rows;
    private final float[] input;
    private final float[] output;
    private final List<String> words;
    private final float[][] vectors;

    /**
     * The arrays are not copied.
     *
     * @param counts of the words in the order of their rows
     * @param input {@code [words, then buckets][dimensions]}, row after row
     * @param output {@code [words][dimensions]}, row after row
     */
    FastTextModel(FastTextSettings settings, Map<String, Long> counts, float[] input, float[] output) {
        this.settings = settings;
        this.counts = counts;
        this.rows = rows(counts);
        this.input = input;
        this.output = output;
        this.words = List.copyOf(counts.keySet());
        this.vectors = words.stream().map(this::vector).toArray(float[][]::new);
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
        var counts = vocabulary(storable, settings.minCount());
        if (counts.size() < FEWEST_WORDS) {
            throw new IllegalArgumentException(
                    "%d of %d documents' words occur %d times or more, expected at least %d: give more text or a lower minCount."
                            .formatted(counts.size(), documents.size(), settings.minCount(), FEWEST_WORDS));
        }
        return SkipGram.train(settings, counts, storable);
    }

    /** The words that occur often enough, the most frequent first, ties in the order of their characters. */
    private static Map<String, Long> vocabulary(List<List<String>> documents, int minCount) {
        var all = new TreeMap<String, Long>();
        documents.forEach(words -> words.forEach(word -> all.merge(word, 1L, Long::sum)));
        var frequent = new LinkedHashMap<String, Long>();
        all.entrySet().stream()
                .filter(word -> word.getValue() >= minCount)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEachOrdered(word -> frequent.put(word.getKey(), word.getValue()));
        return frequent;
    }

    /** The number of each word. */
    static Map<String, Integer> rows(Map<String, Long> counts) {
        var rows = new HashMap<String, Integer>();
        counts.keySet().forEach(word -> rows.put(word, rows.size()));
        return rows;
    }

    /** The rows of the input whose mean is a word's vector: its own where it is known, and one for each n-gram. */
    static int[] inputRows(Map<String, Integer> rows, FastTextSettings settings, String word) {
        var ngrams = Arrays.stream(settings.subwords(word)).map(bucket -> rows.size() + bucket);
        return rows.containsKey(word)
                ? IntStream.concat(IntStream.of(rows.get(word)), ngrams).toArray()
                : ngrams.toArray();
    }

    /**
     * Writes the model as fastText does ({@code .bin}, version 12), for gensim's {@code load_facebook_model} and
     * fastText's own tools as well; what was there is replaced.
     */
    public void save(Path file) throws IOException {
        FastTextFile.write(settings, counts, input, output, file);
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
        return FastTextFile.read(file);
    }

    /** The words seen often enough, the most frequent first; {@link #vector} knows something about others too. */
    public List<String> vocabulary() {
        return words;
    }

    /** A word's vector, as long as the settings say; zeros for a word that shares no n-gram with a known one. */
    public float[] vector(String word) {
        var vector = new float[settings.dimensions()];
        SkipGram.mean(input, inputRows(rows, settings, storable(word)), vector);
        return vector;
    }

    /**
     * A document's vector: the mean of its words' vectors, each first scaled to length one, as fastText makes sentence
     * vectors. Zeros where no word has a vector.
     */
    public float[] documentVector(List<String> words) {
        var sum = new float[settings.dimensions()];
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

    private static double length(float... vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }

    /**
     * The words of the vocabulary nearest to a word by cosine, without itself; ties in the order of the vocabulary. None
     * for a word without a vector.
     *
     * @param word known or not
     * @param count how many, at most
     */
    public List<Neighbour> neighbours(String word, int count) {
        int last = vectors.length;
        var withAsked = Arrays.copyOf(vectors, last + 1);
        withAsked[last] = vector(word);
        if (length(withAsked[last]) == 0) {
            return List.of();
        }
        return Vectors.nearest(withAsked, last, last + 1).stream()
                .filter(near -> near.row() < last && !words.get(near.row()).equals(storable(word)))
                .limit(count)
                .map(near -> new Neighbour(words.get(near.row()), near.cosine()))
                .toList();
    }

    /**
     * A table of words and their neighbours, one row per word, in the columns "word", "known" (yes or no) and
     * "neighbours", with the cosine behind each.
     */
    public Table neighbourTable(List<String> asked, int count) {
        return TableOf.rows("Nearest words", asked)
                .text("word", word -> word)
                .text("known", word -> rows.containsKey(storable(word)) ? "yes" : "no")
                .text("neighbours", word -> neighbours(word, count).stream()
                        .map(near -> Numbers.text("%s %.2f", near.word(), near.cosine()))
                        .collect(Collectors.joining(", ")))
                .table();
    }

    /** The file is UTF-8 and ends a word with NUL: what it could not hold is replaced everywhere alike. */
    private static String storable(String word) {
        return new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
