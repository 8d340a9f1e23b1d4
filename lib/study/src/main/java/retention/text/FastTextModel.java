package retention.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
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
 * wrappers of the C++ tool have open reports of crashes.
 */
public final class FastTextModel {

    private static final int FEWEST_WORDS = 2;
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    /** Characters of the shortest n-gram, the marks for a word's begin and end included: most Chinese words have two or three. */
    private static final int SHORTEST_SUBWORD = 2;

    private static final int LONGEST_SUBWORD = 5;

    /** Rows that the n-grams share by their hash. */
    private static final int BUCKETS = 100_000;

    /**
     * How vectors are trained. All else is as in fastText's defaults: five words to each side as context, five negative words for each of
     * them, and a learning rate that falls from 0.05 to 0.
     *
     * @param dimensions numbers in a vector
     * @param epochs passes over the corpus
     * @param minCount occurrences from which on a word belongs to the vocabulary
     * @param subsampling share of the corpus above which a word is skipped now and then
     * @param seed of the initial vectors and all draws
     */
    record Settings(int dimensions, int epochs, int minCount, double subsampling, long seed) {

        /** For a few thousand short posts. */
        static final Settings SHORT_POSTS = new Settings(64, 10, 2, 1e-4, 42);
    }

    private final Map<String, Integer> rows;
    private final double[][] input;
    private final List<String> words;
    private final float[][] vectors;

    /** @param rows of the words in the order of the vocabulary */
    private FastTextModel(Map<String, Integer> rows, double[][] input) {
        this.rows = rows;
        this.input = input;
        this.words = List.copyOf(rows.keySet());
        this.vectors = words.stream().map(this::vector).toArray(float[][]::new);
    }

    /**
     * Learns vectors of 64 numbers from documents, in their order, in ten passes, more than fastText's five because posts are short; the
     * same documents give the same vectors, bit by bit.
     *
     * @param documents the words of each, as a segmenter gives them
     * @throws IllegalArgumentException if fewer than two different words occur twice or more
     */
    public static FastTextModel train(List<List<String>> documents) {
        return train(documents, Settings.SHORT_POSTS);
    }

    static FastTextModel train(List<List<String>> documents, Settings settings) {
        var counts = new TreeMap<String, Integer>();
        documents.forEach(words -> words.forEach(word -> counts.merge(word, 1, Integer::sum)));
        counts.values().removeIf(count -> count < settings.minCount);
        if (counts.size() < FEWEST_WORDS) {
            throw new IllegalArgumentException(
                    "%d of %d documents' words occur %d times or more, expected at least %d: give more text."
                            .formatted(counts.size(), documents.size(), settings.minCount, FEWEST_WORDS));
        }
        var words = counts.keySet().stream()
                .sorted(Comparator.comparing(counts::get, Comparator.reverseOrder()))
                .toList();
        var rows = new LinkedHashMap<String, Integer>();
        words.forEach(word -> rows.put(word, rows.size()));
        var corpus = documents.stream()
                .map(document -> document.stream()
                        .filter(rows::containsKey)
                        .mapToInt(rows::get)
                        .toArray())
                .toList();
        var training = new SkipGram(
                settings,
                words.stream().mapToInt(counts::get).toArray(),
                words.stream().map(word -> inputRows(rows, word)).toArray(int[][]::new),
                words.size() + BUCKETS);
        return new FastTextModel(rows, training.learn(corpus));
    }

    /** The rows of the input whose mean is a word's vector: its own where it is known, and one for each n-gram. */
    private static int[] inputRows(Map<String, Integer> rows, String word) {
        var ngrams = Arrays.stream(subwords(word)).map(bucket -> rows.size() + bucket);
        return rows.containsKey(word)
                ? IntStream.concat(IntStream.of(rows.get(word)), ngrams).toArray()
                : ngrams.toArray();
    }

    /**
     * The bucket of each character n-gram of a word, which is marked as {@code <word>}: from the first character on, shorter
     * n-grams first. Characters are code points.
     */
    static int[] subwords(String word) {
        var characters = ("<" + word + ">").codePoints().toArray();
        var found = IntStream.builder();
        for (int from = 0; from < characters.length; from++) {
            for (int to = from + SHORTEST_SUBWORD; to <= Math.min(from + LONGEST_SUBWORD, characters.length); to++) {
                found.add(bucket(new String(characters, from, to - from)));
            }
        }
        return found.build().toArray();
    }

    /** The FNV-1a hash of the UTF-8 bytes; fastText extends a byte's sign. */
    private static int bucket(String ngram) {
        int hash = FNV_OFFSET;
        for (byte b : ngram.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(hash, BUCKETS);
    }

    /** The words seen often enough, the most frequent first, ties by their characters; {@link #vector} knows something about others too. */
    public List<String> vocabulary() {
        return words;
    }

    /** A word's vector; zeros for a word that shares no n-gram with a known one. */
    public float[] vector(String word) {
        return Vectors.floats(mean(word));
    }

    private double[] mean(String word) {
        var mean = new double[input[0].length];
        SkipGram.mean(input, inputRows(rows, word), mean);
        return mean;
    }

    /**
     * A document's vector: the mean of its words' vectors, each first scaled to length one, as fastText makes sentence
     * vectors. Zeros where no word has a vector.
     */
    public float[] documentVector(List<String> words) {
        var means =
                words.stream().map(this::mean).filter(mean -> length(mean) > 0).toList();
        var sum = new double[input[0].length];
        means.forEach(mean -> Vectors.addTo(sum, 1 / (means.size() * length(mean)), mean));
        return Vectors.floats(sum);
    }

    private static double length(double[] vector) {
        return Math.sqrt(Vectors.dot(vector, vector));
    }

    /** The words of the vocabulary by their places, nearest by cosine first; none for a word without a vector. */
    List<Vectors.Neighbour> neighbours(String word) {
        int last = vectors.length;
        var withAsked = Arrays.copyOf(vectors, last + 1);
        withAsked[last] = vector(word);
        return length(mean(word)) == 0
                ? List.of()
                : Vectors.nearest(withAsked, last, last + 1).stream()
                        .filter(near ->
                                near.row() < last && !words.get(near.row()).equals(word))
                        .toList();
    }

    /**
     * A table of words and their neighbours, one row per word, in the columns "word", "known" (yes or no) and
     * "neighbours", with the cosine behind each.
     */
    public Table neighbourTable(List<String> asked, int count) {
        return TableOf.rows("Nearest words", asked)
                .text("word", word -> word)
                .text("known", word -> rows.containsKey(word) ? "yes" : "no")
                .text("neighbours", word -> neighbours(word).stream()
                        .limit(count)
                        .map(near -> Numbers.text("%s %.2f", words.get(near.row()), near.cosine()))
                        .collect(Collectors.joining(", ")))
                .table();
    }
}
