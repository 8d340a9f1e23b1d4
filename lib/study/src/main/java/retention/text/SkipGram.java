package retention.text;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import numerics.Interruption;
import numerics.matrix.Vectors;

/**
 * The training loop of fastText: each word, as the mean of its own row and its subwords' rows, learns to tell the words
 * around it from words drawn by the square root of their frequency. One thread, one random generator, and sums in a
 * fixed order: the same corpus and settings give the same bits everywhere.
 */
final class SkipGram {

    /** Words drawn against each context word. */
    private static final int NEGATIVES = 5;

    /** Words to each side that are context at most; each time a width from 1 to this is drawn. */
    private static final int WINDOW = 5;

    private static final double LEARNING_RATE = 0.05;

    private final FastTextModel.Settings settings;
    private final int[] counts;
    private final int[][] inputRows;
    /** The square roots of the counts, added up to each word: what is drawn below a word's sum and above the one before it is the word. */
    private final double[] sums;

    private final Random random;
    private final double[][] input;
    private final double[][] output;
    private final double[] hidden;
    private final double[] gradient;

    /**
     * Begins with random vectors.
     *
     * @param counts of the words; no others are learned from
     * @param inputRows of each word, the rows of the input whose mean is its vector
     * @param rows of the input
     */
    SkipGram(FastTextModel.Settings settings, int[] counts, int[][] inputRows, int rows) {
        this.settings = settings;
        this.counts = counts;
        this.inputRows = inputRows;
        this.sums = new double[counts.length];
        double sum = 0;
        for (int word = 0; word < counts.length; word++) {
            sum += Math.sqrt(counts[word]);
            sums[word] = sum;
        }
        int width = settings.dimensions();
        this.random = new Random(settings.seed());
        this.hidden = new double[width];
        this.gradient = new double[width];
        this.output = new double[counts.length][width];
        // A subword that no known word has stays zero, so that it says nothing about an unknown word that has it.
        this.input = new double[rows][];
        Arrays.fill(input, new double[width]);
        Arrays.stream(inputRows)
                .flatMapToInt(Arrays::stream)
                .sorted()
                .distinct()
                .forEach(row -> {
                    input[row] = new double[width];
                    Arrays.setAll(input[row], i -> (2 * random.nextFloat() - 1) / width);
                });
    }

    /**
     * Reads documents, of each the numbers of its words.
     *
     * @return the input, rows x dimensions
     */
    double[][] learn(List<int[]> documents) {
        long tokens = Arrays.stream(counts).asLongStream().sum();
        var kept = Arrays.stream(counts)
                .mapToDouble(count -> settings.subsampling() * tokens / count)
                .map(ratio -> Math.sqrt(ratio) + ratio)
                .toArray();
        double all = (double) settings.epochs() * tokens;
        long done = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            for (var document : documents) {
                Interruption.check();
                var words = Arrays.stream(document)
                        .filter(word -> random.nextDouble() < kept[word])
                        .toArray();
                read(words, LEARNING_RATE * (1 - done / all));
                done += document.length;
            }
        }
        return input;
    }

    private void read(int[] words, double learningRate) {
        for (int at = 0; at < words.length; at++) {
            int reach = 1 + random.nextInt(WINDOW);
            int last = Math.min(words.length - 1, at + reach);
            for (int context = Math.max(0, at - reach); context <= last; context++) {
                if (context != at) {
                    update(inputRows[words[at]], words[context], learningRate);
                }
            }
        }
    }

    private void update(int[] rows, int target, double learningRate) {
        mean(input, rows, hidden);
        Arrays.fill(gradient, 0);
        step(target, 1, learningRate);
        for (int i = 0; i < NEGATIVES; i++) {
            step(drawOther(target), 0, learningRate);
        }
        for (int row : rows) {
            Vectors.addTo(input[row], 1, gradient);
        }
    }

    private void step(int word, int label, double learningRate) {
        double probability = 1 / (1 + StrictMath.exp(-Vectors.dot(hidden, output[word])));
        double push = learningRate * (label - probability);
        Vectors.addTo(gradient, push, output[word]);
        Vectors.addTo(output[word], push, hidden);
    }

    private int drawOther(int word) {
        int other = word;
        while (other == word) {
            other = Math.abs(Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]) + 1);
        }
        return other;
    }

    /** The mean of some rows of a matrix as wide as the result; zeros for no rows. */
    static void mean(double[][] matrix, int[] rows, double[] result) {
        Arrays.fill(result, 0);
        for (int row : rows) {
            Vectors.addTo(result, 1, matrix[row]);
        }
        double share = 1.0 / Math.max(1, rows.length);
        for (int i = 0; i < result.length; i++) {
            result[i] *= share;
        }
    }
}
