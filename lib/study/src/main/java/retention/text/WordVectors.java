package retention.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What training leaves, and what a file of fastText holds; its arrays are not copied. */
final class WordVectors {

    private final Vocabulary vocabulary;
    private final FastTextSettings settings;
    private final float[] input;
    private final float[] output;

    /**
     * @param input {@code [words, then buckets][dimensions]}, row after row
     * @param output {@code [words][dimensions]}, row after row
     */
    WordVectors(Vocabulary vocabulary, FastTextSettings settings, float[] input, float[] output) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.input = input;
        this.output = output;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    FastTextSettings settings() {
        return settings;
    }

    float[] input() {
        return input;
    }

    float[] output() {
        return output;
    }

    /** The rows of the input whose mean is a word's vector: its own where it is known, and one for each n-gram. */
    static int[] inputRows(Vocabulary vocabulary, Subwords subwords, String word) {
        var ngrams = Arrays.stream(subwords.buckets(word)).map(bucket -> vocabulary.size() + bucket);
        return vocabulary.has(word)
                ? IntStream.concat(IntStream.of(vocabulary.row(word)), ngrams).toArray()
                : ngrams.toArray();
    }

    /** The mean of some rows of a matrix as wide as the result; zeros for no rows. */
    static void mean(float[] matrix, int[] rows, float[] result) {
        Arrays.fill(result, 0);
        if (rows.length == 0) {
            return;
        }
        for (int row : rows) {
            int from = row * result.length;
            for (int i = 0; i < result.length; i++) {
                result[i] += matrix[from + i];
            }
        }
        float share = 1f / rows.length;
        for (int i = 0; i < result.length; i++) {
            result[i] *= share;
        }
    }
}
