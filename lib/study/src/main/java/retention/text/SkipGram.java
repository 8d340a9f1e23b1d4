package retention.text;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The training loop of fastText: each word, as the mean of its own row and its subwords' rows, learns to tell the words
 * around it from words drawn by the square root of their frequency. One thread, one random generator, and floats in a
 * fixed order: the same corpus and settings give the same bits everywhere.
 */
final class SkipGram {

    private static final int NEGATIVES_TABLE = 1 << 20;
    private static final int SIGMOID_STEPS = 1024;
    private static final float SIGMOID_BOUND = 8;
    private static final float[] SIGMOID = sigmoid();

    private final FastTextSettings settings;
    private final int width;
    private final int[][] inputRows;
    private final double[] kept;
    private final int[] negatives;
    private final Random random;
    private final float[] input;
    private final float[] output;
    private final float[] hidden;
    private final float[] gradient;

    private SkipGram(Vocabulary vocabulary, FastTextSettings settings) {
        this.settings = settings;
        this.width = settings.dimensions();
        var subwords = Subwords.of(settings);
        this.inputRows = vocabulary.words().stream()
                .map(word -> WordVectors.inputRows(vocabulary, subwords, word))
                .toArray(int[][]::new);
        this.kept = kept(vocabulary, settings.subsampling());
        this.negatives = negatives(vocabulary);
        this.random = new Random(settings.seed());
        this.input = new float[Math.multiplyExact(vocabulary.size() + settings.buckets(), width)];
        this.output = new float[vocabulary.size() * width];
        this.hidden = new float[width];
        this.gradient = new float[width];
    }

    static WordVectors train(Vocabulary vocabulary, List<int[]> documents, FastTextSettings settings) {
        var training = new SkipGram(vocabulary, settings);
        training.drawInput();
        training.run(documents, vocabulary.tokens());
        return new WordVectors(vocabulary, settings, training.input, training.output);
    }

    /** A subword that no known word has stays zero, so that it says nothing about an unknown word that has it. */
    private void drawInput() {
        var used = new boolean[input.length / width];
        for (var rows : inputRows) {
            for (int row : rows) {
                used[row] = true;
            }
        }
        for (int i = 0; i < input.length; i++) {
            if (used[i / width]) {
                input[i] = (2 * random.nextFloat() - 1) / width;
            }
        }
    }

    private void run(List<int[]> documents, long tokens) {
        double all = (double) settings.epochs() * tokens;
        long done = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            for (var document : documents) {
                read(subsample(document), (float) (settings.learningRate() * (1 - done / all)));
                done += document.length;
            }
        }
    }

    private int[] subsample(int[] document) {
        var words = new int[document.length];
        int size = 0;
        for (int word : document) {
            if (random.nextDouble() < kept[word]) {
                words[size++] = word;
            }
        }
        return Arrays.copyOf(words, size);
    }

    private void read(int[] words, float learningRate) {
        for (int at = 0; at < words.length; at++) {
            int reach = 1 + random.nextInt(settings.window());
            int last = Math.min(words.length - 1, at + reach);
            for (int context = Math.max(0, at - reach); context <= last; context++) {
                if (context != at) {
                    update(inputRows[words[at]], words[context], learningRate);
                }
            }
        }
    }

    private void update(int[] rows, int target, float learningRate) {
        WordVectors.mean(input, rows, hidden);
        Arrays.fill(gradient, 0);
        step(target, 1, learningRate);
        for (int i = 0; i < settings.negatives(); i++) {
            step(drawOther(target), 0, learningRate);
        }
        for (int row : rows) {
            add(gradient, 0, 1, input, row * width);
        }
    }

    private void step(int word, int label, float learningRate) {
        int row = word * width;
        float push = learningRate * (label - sigmoid(dot(hidden, output, row)));
        add(output, row, push, gradient, 0);
        add(hidden, 0, push, output, row);
    }

    private int drawOther(int word) {
        int other = word;
        while (other == word) {
            other = negatives[random.nextInt(negatives.length)];
        }
        return other;
    }

    private void add(float[] from, int fromIndex, float factor, float[] to, int toIndex) {
        for (int i = 0; i < width; i++) {
            to[toIndex + i] += factor * from[fromIndex + i];
        }
    }

    /** Four sums at a time: one sum alone would wait for each addition. */
    private static float dot(float[] a, float[] b, int from) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[from + i];
            second += a[i + 1] * b[from + i + 1];
            third += a[i + 2] * b[from + i + 2];
            fourth += a[i + 3] * b[from + i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[from + i];
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

    /** With which probability an occurrence of each word is read. */
    private static double[] kept(Vocabulary vocabulary, double threshold) {
        var kept = new double[vocabulary.size()];
        long tokens = vocabulary.tokens();
        for (int word = 0; word < kept.length; word++) {
            double ratio = threshold * tokens / vocabulary.count(word);
            kept[word] = Math.sqrt(ratio) + ratio;
        }
        return kept;
    }

    private static int[] negatives(Vocabulary vocabulary) {
        double all = 0;
        for (int word = 0; word < vocabulary.size(); word++) {
            all += Math.sqrt((double) vocabulary.count(word));
        }
        var table = IntStream.builder();
        for (int word = 0; word < vocabulary.size(); word++) {
            double share = Math.sqrt((double) vocabulary.count(word)) / all * NEGATIVES_TABLE;
            for (int i = 0; i < share; i++) {
                table.add(word);
            }
        }
        return table.build().toArray();
    }
}
