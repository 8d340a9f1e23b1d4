package retention.text;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.Interruption;

/**
 * The training loop of fastText: each word, as the mean of its own row and its subwords' rows, learns to tell the words
 * around it from words drawn by the square root of their frequency. One thread, one random generator, and floats in a
 * fixed order: the same corpus and settings give the same bits everywhere.
 */
final class SkipGram {

    /** Words drawn against each context word. */
    private static final int NEGATIVES = 5;

    /** Words to each side that are context at most; each time a width from 1 to this is drawn. */
    private static final int WINDOW = 5;

    private static final double LEARNING_RATE = 0.05;
    private static final int NEGATIVES_TABLE = 1 << 20;
    private static final int SIGMOID_STEPS = 1024;
    private static final float SIGMOID_BOUND = 8;
    private static final float[] SIGMOID = sigmoid();

    private final FastTextModel.Settings settings;
    private final int[] counts;
    private final int[][] inputRows;
    private final int[] negatives;
    private final Random random;
    private final float[][] input;
    private final float[][] output;
    private final float[] hidden;
    private final float[] gradient;

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
        this.negatives = negatives(counts);
        this.random = new Random(settings.seed());
        this.hidden = new float[settings.dimensions()];
        this.gradient = new float[settings.dimensions()];
        this.output = new float[counts.length][settings.dimensions()];
        this.input = new float[rows][];
        drawInput();
    }

    /**
     * Reads documents, of each the numbers of its words.
     *
     * @return the input, rows x dimensions
     */
    float[][] learn(List<int[]> documents) {
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
                read(words, (float) (LEARNING_RATE * (1 - done / all)));
                done += document.length;
            }
        }
        return input;
    }

    /** A subword that no known word has stays zero, so that it says nothing about an unknown word that has it. */
    private void drawInput() {
        int width = settings.dimensions();
        Arrays.fill(input, new float[width]);
        Arrays.stream(inputRows)
                .flatMapToInt(Arrays::stream)
                .sorted()
                .distinct()
                .forEach(row -> {
                    input[row] = new float[width];
                    for (int i = 0; i < width; i++) {
                        input[row][i] = (2 * random.nextFloat() - 1) / width;
                    }
                });
    }

    private void read(int[] words, float learningRate) {
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

    private void update(int[] rows, int target, float learningRate) {
        mean(input, rows, hidden);
        Arrays.fill(gradient, 0);
        step(target, 1, learningRate);
        for (int i = 0; i < NEGATIVES; i++) {
            step(drawOther(target), 0, learningRate);
        }
        for (int row : rows) {
            add(1, gradient, input[row]);
        }
    }

    private void step(int word, int label, float learningRate) {
        float push = learningRate * (label - sigmoid(dot(hidden, output[word])));
        add(push, output[word], gradient);
        add(push, hidden, output[word]);
    }

    private int drawOther(int word) {
        int other = word;
        while (other == word) {
            other = negatives[random.nextInt(negatives.length)];
        }
        return other;
    }

    private static void add(float factor, float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    /** The mean of some rows of a matrix as wide as the result; zeros for no rows. */
    static void mean(float[][] matrix, int[] rows, float[] result) {
        Arrays.fill(result, 0);
        for (int row : rows) {
            add(1, matrix[row], result);
        }
        float share = 1f / Math.max(1, rows.length);
        for (int i = 0; i < result.length; i++) {
            result[i] *= share;
        }
    }

    /** Four sums at a time: one sum alone would wait for each addition. */
    private static float dot(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return first + second + third + fourth;
    }

    private static float sigmoid(float x) {
        if (x <= -SIGMOID_BOUND) {
            return 0;
        }
        return x >= SIGMOID_BOUND ? 1 : SIGMOID[(int) ((x + SIGMOID_BOUND) * SIGMOID_STEPS / (2 * SIGMOID_BOUND))];
    }

    private static float[] sigmoid() {
        var table = new float[SIGMOID_STEPS];
        for (int i = 0; i < SIGMOID_STEPS; i++) {
            double x = (i + 0.5) * 2 * SIGMOID_BOUND / SIGMOID_STEPS - SIGMOID_BOUND;
            table[i] = (float) (1 / (1 + StrictMath.exp(-x)));
        }
        return table;
    }

    /** Each word as often as the square root of its frequency asks for. */
    private static int[] negatives(int... counts) {
        double all = 0;
        for (int count : counts) {
            all += Math.sqrt(count);
        }
        var table = IntStream.builder();
        for (int word = 0; word < counts.length; word++) {
            double share = Math.sqrt(counts[word]) / all * NEGATIVES_TABLE;
            for (int i = 0; i < share; i++) {
                table.add(word);
            }
        }
        return table.build().toArray();
    }
}
