package retention.text;

/**
 * How word vectors are trained: skip-gram with negative sampling over words and their character n-grams (Bojanowski and
 * others 2017, "Enriching Word Vectors with Subword Information"). Fields have the meaning of fastText's options.
 *
 * @param dimensions numbers in a vector, 1 or more
 * @param epochs passes over the corpus, 1 or more
 * @param window words to each side that count as context, 1 or more; each time a width from 1 to this is drawn
 * @param minCount occurrences from which on a word belongs to the vocabulary, 1 or more
 * @param shortestSubword characters of the shortest n-gram, the marks for a word's begin and end included, 1 or more
 * @param longestSubword characters of the longest n-gram, at least as many as of the shortest
 * @param buckets rows that the n-grams share by their hash, 1 or more; at most 268,435,456 numbers in all rows
 * @param negatives words drawn against each context word, 1 or more
 * @param subsampling share of the corpus above which a word is skipped now and then, above 0
 * @param learningRate step size at the start, above 0; it falls linearly to 0
 * @param seed of the initial vectors and all draws
 */
public record FastTextSettings(
        int dimensions,
        int epochs,
        int window,
        int minCount,
        int shortestSubword,
        int longestSubword,
        int buckets,
        int negatives,
        double subsampling,
        double learningRate,
        long seed) {

    private static final long MOST_NUMBERS = 1L << 28;

    /**
     * For a few thousand short posts, part Chinese: subwords from two characters on because most Chinese words have two
     * or three, and more passes than fastText's five because there is so little to read.
     */
    public static final FastTextSettings SHORT_POSTS =
            new FastTextSettings(64, 10, 5, 2, 2, 5, 100_000, 5, 1e-4, 0.05, 42);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public FastTextSettings {
        check(dimensions >= 1, "dimensions", dimensions, "1 or more");
        check(epochs >= 1, "epochs", epochs, "1 or more");
        check(window >= 1, "window", window, "1 or more");
        check(minCount >= 1, "minCount", minCount, "1 or more");
        check(shortestSubword >= 1, "shortestSubword", shortestSubword, "1 or more");
        check(
                longestSubword >= shortestSubword,
                "longestSubword",
                longestSubword,
                "at least shortestSubword, %d".formatted(shortestSubword));
        check(
                buckets >= 1 && (long) buckets * dimensions <= MOST_NUMBERS,
                "buckets",
                buckets,
                "1 to %d for %d dimensions".formatted(MOST_NUMBERS / dimensions, dimensions));
        check(negatives >= 1, "negatives", negatives, "1 or more");
        check(subsampling > 0 && Double.isFinite(subsampling), "subsampling", subsampling, "above 0");
        check(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "above 0");
    }

    private static void check(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s, expected %s.".formatted(name, value, expected));
        }
    }

    /** These settings with another {@link #dimensions}. */
    public FastTextSettings withDimensions(int numbers) {
        return new FastTextSettings(
                numbers,
                epochs,
                window,
                minCount,
                shortestSubword,
                longestSubword,
                buckets,
                negatives,
                subsampling,
                learningRate,
                seed);
    }

    /** These settings with another {@link #epochs}. */
    public FastTextSettings withEpochs(int passes) {
        return new FastTextSettings(
                dimensions,
                passes,
                window,
                minCount,
                shortestSubword,
                longestSubword,
                buckets,
                negatives,
                subsampling,
                learningRate,
                seed);
    }

    /** These settings with another {@link #minCount}. */
    public FastTextSettings withMinCount(int occurrences) {
        return new FastTextSettings(
                dimensions,
                epochs,
                window,
                occurrences,
                shortestSubword,
                longestSubword,
                buckets,
                negatives,
                subsampling,
                learningRate,
                seed);
    }

    /** These settings with another {@link #shortestSubword} and {@link #longestSubword}. */
    public FastTextSettings withSubwords(int shortest, int longest) {
        return new FastTextSettings(
                dimensions,
                epochs,
                window,
                minCount,
                shortest,
                longest,
                buckets,
                negatives,
                subsampling,
                learningRate,
                seed);
    }

    /** These settings with another {@link #seed}. */
    public FastTextSettings withSeed(long newSeed) {
        return new FastTextSettings(
                dimensions,
                epochs,
                window,
                minCount,
                shortestSubword,
                longestSubword,
                buckets,
                negatives,
                subsampling,
                learningRate,
                newSeed);
    }
}
