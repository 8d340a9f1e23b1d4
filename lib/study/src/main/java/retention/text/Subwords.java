package retention.text;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * The character n-grams of a word, marked at its begin and end as {@code <word>}, each as the number of its bucket: the
 * FNV-1a hash of its UTF-8 bytes, as fastText computes it. Characters are code points.
 *
 * @param shortest characters of the shortest n-gram, marks included
 * @param longest characters of the longest
 * @param buckets how many there are
 */
record Subwords(int shortest, int longest, int buckets) {

    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    static Subwords of(FastTextSettings settings) {
        return new Subwords(settings.shortestSubword(), settings.longestSubword(), settings.buckets());
    }

    /** Bucket by bucket, from the first character on, shorter n-grams first; a mark alone is none. */
    int[] buckets(String word) {
        var characters = ("<" + word + ">").codePoints().toArray();
        var found = IntStream.builder();
        for (int from = 0; from < characters.length; from++) {
            for (int length = shortest; length <= longest && from + length <= characters.length; length++) {
                boolean mark = length == 1 && (from == 0 || from == characters.length - 1);
                if (!mark) {
                    found.add(bucket(new String(characters, from, length)));
                }
            }
        }
        return found.build().toArray();
    }

    private int bucket(String ngram) {
        int hash = FNV_OFFSET;
        for (byte b : ngram.getBytes(StandardCharsets.UTF_8)) {
            // fastText extends the byte's sign
            hash = (hash ^ b) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(hash, buckets);
    }
}
