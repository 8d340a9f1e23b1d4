package retention.text;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * How word vectors are trained: skip-gram with negative sampling over words and their character n-grams (Bojanowski and
 * others 2017, "Enriching Word Vectors with Subword Information"). Fields have the meaning of fastText's options, whose defaults
 * stand for all that is no field: five negative words for each context word, and a learning rate that falls from 0.05 to 0.
 *
 * @param dimensions numbers in a vector, 1 or more
 * @param epochs passes over the corpus, 1 or more
 * @param window words to each side that count as context, 1 or more; each time a width from 1 to this is drawn
 * @param minCount occurrences from which on a word belongs to the vocabulary, 1 or more
 * @param shortestSubword characters of the shortest n-gram, the marks for a word's begin and end included, 1 or more
 * @param longestSubword characters of the longest n-gram, at least as many as of the shortest
 * @param buckets rows that the n-grams share by their hash, 1 or more
 * @param subsampling share of the corpus above which a word is skipped now and then, above 0
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
        double subsampling,
        long seed) {

    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    /**
     * For a few thousand short posts, part Chinese: subwords from two characters on because most Chinese words have two
     * or three, and more passes than fastText's five because there is so little to read.
     */
    public static final FastTextSettings SHORT_POSTS = new FastTextSettings(64, 10, 5, 2, 2, 5, 100_000, 1e-4, 42);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public FastTextSettings {
        atLeast(1, "dimensions", dimensions);
        atLeast(1, "epochs", epochs);
        atLeast(1, "window", window);
        atLeast(1, "minCount", minCount);
        atLeast(1, "shortestSubword", shortestSubword);
        atLeast(shortestSubword, "longestSubword", longestSubword);
        atLeast(1, "buckets", buckets);
        if (!(subsampling > 0) || Double.isInfinite(subsampling)) {
            throw new IllegalArgumentException("subsampling is %s, expected above 0.".formatted(subsampling));
        }
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException("%s is %d, expected %d or more.".formatted(name, value, least));
        }
    }

    /** These settings with another {@link #epochs}. */
    public FastTextSettings withEpochs(int passes) {
        return new FastTextSettings(
                dimensions, passes, window, minCount, shortestSubword, longestSubword, buckets, subsampling, seed);
    }

    /**
     * The bucket of each character n-gram of a word, which is marked as {@code <word>}: from the first character on, shorter
     * n-grams first; a mark alone is none. Characters are code points.
     */
    int[] subwords(String word) {
        var characters = ("<" + word + ">").codePoints().toArray();
        var found = IntStream.builder();
        for (int from = 0; from < characters.length; from++) {
            for (int to = from + shortestSubword; to <= Math.min(from + longestSubword, characters.length); to++) {
                boolean mark = to - from == 1 && (from == 0 || to == characters.length);
                if (!mark) {
                    found.add(bucket(new String(characters, from, to - from)));
                }
            }
        }
        return found.build().toArray();
    }

    /** The FNV-1a hash of the UTF-8 bytes; fastText extends a byte's sign. */
    private int bucket(String ngram) {
        int hash = FNV_OFFSET;
        for (byte b : ngram.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(hash, buckets);
    }
}
