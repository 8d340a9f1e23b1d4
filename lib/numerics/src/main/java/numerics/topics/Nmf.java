package numerics.topics;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Interruption;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TruncatedSvd;
import numerics.matrix.Vectors;

/**
 * Non-negative matrix factorisation: documents x terms as documents x topics (W) times topics x terms (H), with the least squared
 * error.
 *
 * <p>Sources: A. Cichocki and A.-H. Phan, <i>Fast local algorithms for large scale nonnegative matrix and tensor
 * factorizations</i>, IEICE Transactions E92-A (2009), for the coordinate descent; C. Boutsidis and E. Gallopoulos, <i>SVD based
 * initialization</i>, Pattern Recognition 41 (2008), for the start; both with the conventions of scikit-learn's {@code
 * NMF(solver="cd")}: it stops when the projected gradient, summed, is {@code tolerance} times that of the first iteration or less.
 */
public final class Nmf implements TopicModel {

    /** Where the descent starts from. */
    public enum Start {
        /** Non-negative parts of singular vectors: nearly the same whatever the seed. */
        NNDSVD,
        /** The same, with zeros replaced by the mean of the matrix. */
        NNDSVDA,
        /** Absolute values of Gaussian draws, in the scale of the matrix. */
        RANDOM
    }

    /**
     * What to fit.
     *
     * @param topics how many topics, 1 or more
     * @param tolerance of the projected gradient, relative to the first iteration's; 0 always runs all iterations
     * @param maxIterations how many iterations at most, 1 or more
     * @param seed of the random start, and of the singular vectors' iteration
     */
    public record Settings(int topics, Start start, double tolerance, int maxIterations, long seed) {

        /** @throws IllegalArgumentException if a number is out of range */
        public Settings {
            if (topics < 1) {
                throw new IllegalArgumentException("topics must be a whole number from 1; you gave " + topics + ".");
            }
            if (!(tolerance >= 0) || maxIterations < 1) {
                throw new IllegalArgumentException("Tolerance %s, %d iterations: expected 0 or more, 1 or more"
                        .formatted(tolerance, maxIterations));
            }
        }

        /** scikit-learn's defaults (tolerance 1e-4, 200 iterations), from NNDSVD, with seed 42. */
        public static Settings of(int topics) {
            return new Settings(topics, Start.NNDSVD, 1e-4, 200, 42);
        }

        /** The same from a {@linkplain Start#RANDOM random} start. */
        public Settings fromRandom(long other) {
            return new Settings(topics, Start.RANDOM, tolerance, maxIterations, other);
        }
    }

    /** Entries of the start below this are taken for zero, as in scikit-learn. */
    private static final double NEGLIGIBLE = 1e-6;

    private final Settings settings;
    /** The transpose of H, terms x topics. */
    private final double[][] termTopics;

    private final TopicShares shares;
    private final int iterations;

    private Nmf(Settings settings, double[][] documentTopics, double[][] termTopics, int iterations) {
        this.settings = settings;
        this.termTopics = termTopics;
        this.shares = shares(documentTopics);
        this.iterations = iterations;
    }

    /**
     * Fits topics.
     *
     * @param documents documents x terms, counts or TF-IDF, none negative
     * @throws IllegalArgumentException if a value is negative, or the matrix has fewer documents or terms than topics and the start
     *     is not random
     */
    public static Nmf fit(SparseMatrix documents, Settings settings) {
        requireNonNegative(documents);
        var topics = settings.topics();
        if (settings.start() != Start.RANDOM && topics > Math.min(documents.rows(), documents.columns())) {
            throw new IllegalArgumentException(
                    "%d topics of %s: ask for fewer, or start at random".formatted(topics, documents));
        }
        var termTopics = new double[documents.columns()][topics];
        var documentTopics = settings.start() == Start.RANDOM
                ? random(documents, settings, termTopics)
                : nndsvd(documents, settings, termTopics);
        var starts = documents.blocks();
        var blocks = IntStream.range(1, starts.length)
                .mapToObj(i -> new Block(documents, documentTopics, termTopics, topics, starts[i - 1], starts[i]))
                .toList();
        var whole = blocks.get(0);
        var gram = gram(termTopics, topics);
        var first = 0.0;
        var violation = Double.POSITIVE_INFINITY;
        var iterations = 0;
        while (iterations < settings.maxIterations() && violation > settings.tolerance() * first) {
            Interruption.check();
            blocks.parallelStream().forEach(block -> block.descend(gram));
            blocks.stream().skip(1).forEachOrdered(whole::add);
            violation = whole.violation;
            clear(gram);
            for (int from = 0, to; from < termTopics.length; from = to) {
                to = Math.min(from + Rows.MOST, termTopics.length);
                for (var term = from; term < to; term++) {
                    whole.rows.set(term - from, termTopics[term], whole.sums[term]);
                }
                violation += whole.rows.descend(to - from, whole.gram);
                whole.rows.addGram(to - from, gram);
                for (var term = from; term < to; term++) {
                    whole.rows.copyTo(termTopics[term], term - from);
                }
            }
            first = iterations == 0 ? violation : first;
            iterations++;
        }
        return new Nmf(settings, documentTopics, termTopics, iterations);
    }

    /**
     * Some of the documents, whose weights descend together: each is read once in an iteration, for its own weights and for what the
     * terms' descent needs of it.
     */
    private static final class Block {
        private final SparseMatrix documents;
        private final double[][] documentTopics;
        private final double[][] termTopics;
        private final int from;
        private final int to;
        private final Rows rows;
        /** The transpose of W times W. */
        private final double[][] gram;
        /** The transpose of the documents times W. */
        private final double[][] sums;

        private double violation;

        Block(SparseMatrix documents, double[][] documentTopics, double[][] termTopics, int topics, int from, int to) {
            this.documents = documents;
            this.documentTopics = documentTopics;
            this.termTopics = termTopics;
            this.from = from;
            this.to = to;
            this.rows = new Rows(topics, Rows.MOST);
            this.gram = new double[topics][topics];
            this.sums = new double[termTopics.length][topics];
        }

        void descend(double[][] gramOfTerms) {
            violation = 0;
            clear(gram);
            clear(sums);
            var product = new double[gram.length];
            for (int start = from, end; start < to; start = end) {
                end = Math.min(start + Rows.MOST, to);
                for (var document = start; document < end; document++) {
                    Arrays.fill(product, 0);
                    documents.addRowTimes(document, termTopics, product);
                    rows.set(document - start, documentTopics[document], product);
                }
                violation += rows.descend(end - start, gramOfTerms);
                rows.addGram(end - start, gram);
                for (var document = start; document < end; document++) {
                    var row = documentTopics[document];
                    rows.copyTo(row, document - start);
                    documents.addOuterProduct(document, row, sums);
                }
            }
        }

        void add(Block other) {
            violation += other.violation;
            Vectors.addTo(gram, other.gram);
            Vectors.addTo(sums, other.sums);
        }
    }

    /** Rows of a factor, by topic, so that a processor's vector instructions descend several at once. */
    private static final class Rows {
        static final int MOST = 256;

        private final double[][] weights;
        private final double[][] gradients;

        Rows(int topics, int most) {
            weights = new double[topics][most];
            gradients = new double[topics][most];
        }

        /** @param product of the matrix's row and the other factor */
        void set(int place, double[] row, double[] product) {
            for (var k = 0; k < row.length; k++) {
                weights[k][place] = row[k];
                gradients[k][place] = -product[k];
            }
        }

        void copyTo(double[] row, int place) {
            for (var k = 0; k < row.length; k++) {
                row[k] = weights[k][place];
            }
        }

        /** One pass over the weights with the other factor fixed; the sum of the projected gradients that it met. */
        double descend(int count, double[][] gram) {
            var violation = 0.0;
            for (var k = 0; k < weights.length; k++) {
                var gradient = gradients[k];
                for (var j = 0; j < weights.length; j++) {
                    addTo(gradient, gram[k][j], weights[j], count);
                }
                var weight = weights[k];
                for (var i = 0; i < count; i++) {
                    violation += Math.abs(weight[i] == 0 ? Math.min(0, gradient[i]) : gradient[i]);
                }
                if (gram[k][k] != 0) {
                    for (var i = 0; i < count; i++) {
                        weight[i] = Math.max(0, weight[i] - gradient[i] / gram[k][k]);
                    }
                }
            }
            return violation;
        }

        /** Adds to a sum the scalar products of all pairs of topics. */
        void addGram(int count, double[][] sum) {
            for (var k = 0; k < weights.length; k++) {
                for (var j = 0; j <= k; j++) {
                    var product = dot(weights[k], weights[j], count);
                    sum[k][j] += product;
                    sum[j][k] = sum[k][j];
                }
            }
        }

        /** Four sums at once, since a processor adds to one only when it has added before. */
        private static double dot(double[] a, double[] b, int count) {
            double first = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            var i = 0;
            for (; i + 3 < count; i += 4) {
                first += a[i] * b[i];
                second += a[i + 1] * b[i + 1];
                third += a[i + 2] * b[i + 2];
                fourth += a[i + 3] * b[i + 3];
            }
            for (; i < count; i++) {
                first += a[i] * b[i];
            }
            return first + second + third + fourth;
        }

        private static void addTo(double[] sum, double scale, double[] vector, int count) {
            for (var i = 0; i < count; i++) {
                sum[i] += scale * vector[i];
            }
        }
    }

    @Override
    public double[][] topicTerms() {
        var topicTerms = new double[settings.topics()][termTopics.length];
        for (var topic = 0; topic < topicTerms.length; topic++) {
            var row = topic;
            Arrays.setAll(topicTerms[row], term -> termTopics[term][row]);
        }
        return topicTerms;
    }

    /** A document's share of a topic is the part of its reconstructed weight, summed over terms, that the topic brings. */
    @Override
    public TopicShares shares() {
        return shares;
    }

    /** The shares by the weights that fit each document best, by itself, with the topics as they are. */
    public TopicShares transform(SparseMatrix documents) {
        requireNonNegative(documents);
        return shares(solve(documents, termTopics, settings));
    }

    /** How many iterations it took; as many as were allowed if the gradient was not small by then. */
    public int iterations() {
        return iterations;
    }

    /** The W of documents, each descended by itself. */
    static double[][] solve(SparseMatrix documents, double[][] termTopics, Settings settings) {
        var gram = gram(termTopics, settings.topics());
        return IntStream.range(0, documents.rows())
                .parallel()
                .mapToObj(document -> solve(documents, document, termTopics, gram, settings))
                .toArray(double[][]::new);
    }

    /** @param weights documents x topics, which are written over */
    private TopicShares shares(double[][] weights) {
        var masses = new double[settings.topics()];
        Stream.of(termTopics).forEachOrdered(row -> Vectors.addTo(masses, 1, row));
        for (var row : weights) {
            Arrays.setAll(row, topic -> row[topic] * masses[topic]);
        }
        return TopicShares.of(masses.length, weights);
    }

    private static double[] solve(
            SparseMatrix documents, int document, double[][] termTopics, double[][] gram, Settings settings) {
        var row = new double[settings.topics()];
        var product = new double[settings.topics()];
        documents.addRowTimes(document, termTopics, product);
        var rows = new Rows(settings.topics(), 1);
        var first = 0.0;
        var violation = Double.POSITIVE_INFINITY;
        for (var i = 0; i < settings.maxIterations() && violation > settings.tolerance() * first; i++) {
            rows.set(0, row, product);
            violation = rows.descend(1, gram);
            rows.copyTo(row, 0);
            first = i == 0 ? violation : first;
        }
        return row;
    }

    /** The transpose of a factor times the factor. */
    private static double[][] gram(double[][] factor, int topics) {
        var gram = new double[topics][topics];
        for (var row : factor) {
            for (var k = 0; k < topics; k++) {
                Vectors.addTo(gram[k], row[k], row);
            }
        }
        return gram;
    }

    private static void clear(double[][] matrix) {
        Stream.of(matrix).forEach(row -> Arrays.fill(row, 0));
    }

    private static double[][] random(SparseMatrix documents, Settings settings, double[][] termTopics) {
        var documentTopics = new double[documents.rows()][settings.topics()];
        var random = new Random(settings.seed());
        var scale = Math.sqrt(documents.mean() / settings.topics());
        Stream.of(documentTopics, termTopics)
                .flatMap(Arrays::stream)
                .forEachOrdered(row -> Arrays.setAll(row, topic -> scale * Math.abs(random.nextGaussian())));
        return documentTopics;
    }

    private static double[][] nndsvd(SparseMatrix documents, Settings settings, double[][] termTopics) {
        var topics = settings.topics();
        var inPlaceOfZero = settings.start() == Start.NNDSVDA ? documents.mean() : 0;
        var svd = TruncatedSvd.fit(documents, topics, settings.seed());
        var left = svd.left();
        var right = svd.right();
        for (var k = 0; k < topics; k++) {
            var positive = norm(left, k, 1) * norm(right, k, 1);
            var negative = norm(left, k, -1) * norm(right, k, -1);
            var sign = positive > negative ? 1 : -1;
            // The two sides share the weight of what is kept of the outer product evenly.
            var weight = Math.sqrt(svd.singularValues()[k] * Math.max(positive, negative));
            keep(left, left, k, sign, weight, inPlaceOfZero);
            keep(right, termTopics, k, sign, weight, inPlaceOfZero);
        }
        return left;
    }

    /** The length of the positive or negative part of a column. */
    private static double norm(double[][] matrix, int column, int sign) {
        var squares = 0.0;
        for (var row : matrix) {
            var part = Math.max(0, sign * row[column]);
            squares += part * part;
        }
        return Math.sqrt(squares);
    }

    /** The part of a column that has one sign, so long. */
    private static void keep(
            double[][] from, double[][] to, int column, int sign, double weight, double inPlaceOfZero) {
        var norm = norm(from, column, sign);
        for (var row = 0; row < to.length; row++) {
            var value = norm == 0 ? 0 : weight * Math.max(0, sign * from[row][column]) / norm;
            to[row][column] = value < NEGLIGIBLE ? inPlaceOfZero : value;
        }
    }

    private static void requireNonNegative(SparseMatrix documents) {
        for (var row = 0; row < documents.rows(); row++) {
            var document = row;
            documents.forEach(row, (term, value) -> {
                if (value < 0) {
                    throw new IllegalArgumentException("Document %d has %s for term %d, expected nothing negative"
                            .formatted(document, value, term));
                }
            });
        }
    }
}
