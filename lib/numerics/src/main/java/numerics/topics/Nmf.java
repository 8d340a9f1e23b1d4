package numerics.topics;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Interruption;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TruncatedSvd;
import numerics.matrix.Vectors;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;

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

    /**
     * When the descent stops.
     *
     * @param tolerance of the projected gradient, relative to the first iteration's; 0 always runs all iterations
     */
    record Stop(double tolerance, int maxIterations) {

        /** scikit-learn's. */
        static final Stop DEFAULT = new Stop(1e-4, 200);

        /** Takes steps, each of which gives the sum of the projected gradients that it met. */
        void run(DoubleSupplier step) {
            var first = 0.0;
            var violation = Double.POSITIVE_INFINITY;
            for (var i = 0; i < maxIterations && violation > tolerance * first; i++) {
                violation = step.getAsDouble();
                first = i == 0 ? violation : first;
            }
        }
    }

    /** Of the singular vectors' iteration, which give nearly the same whatever the seed. */
    private static final long SEED = 42;

    /** Entries of the start below this are taken for zero, as in scikit-learn. */
    private static final double NEGLIGIBLE = 1e-6;

    private final int topics;
    /** The transpose of H, terms x topics. */
    private final double[][] termTopics;

    private final TopicShares shares;

    /** What the descent begins with: W, documents x topics, and the transpose of H, terms x topics. */
    @SuppressWarnings("ArrayRecordComponent") // handed over and never compared
    private record Start(double[][] documentTopics, double[][] termTopics) {}

    private Nmf(SparseMatrix documents, int topics, Start start, Stop stop) {
        this.topics = topics;
        termTopics = start.termTopics;
        var documentTopics = start.documentTopics;
        var terms = documents.transpose();
        stop.run(() -> {
            Interruption.check();
            return descend(documents, documentTopics, termTopics) + descend(terms, termTopics, documentTopics);
        });
        shares = shares(documentTopics);
    }

    /**
     * Fits topics, from the non-negative parts of singular vectors.
     *
     * @param documents documents x terms, counts or TF-IDF, none negative
     * @param topics how many, 1 or more
     * @throws IllegalArgumentException if a value is negative, or the matrix has fewer documents or terms than topics
     */
    public static Nmf fit(SparseMatrix documents, int topics) {
        return fit(documents, topics, Stop.DEFAULT);
    }

    static Nmf fit(SparseMatrix documents, int topics, Stop stop) {
        check(documents, topics);
        int most = Math.min(documents.rows(), documents.columns());
        Check.that(topics <= most, "%d topics of %s: ask for fewer, or start at random", topics, documents);
        return new Nmf(documents, topics, nndsvd(documents, topics), stop);
    }

    /**
     * Fits topics from a random start: absolute values of Gaussian draws, in the scale of the matrix.
     *
     * @param documents documents x terms, counts or TF-IDF, none negative
     * @param topics how many, 1 or more
     * @throws IllegalArgumentException if a value is negative
     */
    public static Nmf fromRandom(SparseMatrix documents, int topics, long seed) {
        return fromRandom(documents, topics, seed, Stop.DEFAULT);
    }

    static Nmf fromRandom(SparseMatrix documents, int topics, long seed, Stop stop) {
        check(documents, topics);
        return new Nmf(documents, topics, random(documents, topics, seed), stop);
    }

    private static void check(SparseMatrix documents, int topics) {
        Check.setting(topics >= 1, "topics", topics, "a whole number from 1");
        requireNonNegative(documents);
    }

    /**
     * One pass over the weights of a factor with the other one fixed, its rows side by side; the sum of the projected gradients that
     * it met.
     */
    private static double descend(SparseMatrix matrix, double[][] factor, double[][] fixed) {
        var gram = gram(fixed, factor[0].length);
        var violations = IntStream.range(0, factor.length)
                .parallel()
                .mapToDouble(row -> descend(factor[row], matrix.rowTimes(row, fixed), gram))
                .toArray();
        return DoubleStream.of(violations).sum();
    }

    /**
     * The same of one row.
     *
     * @param product of the matrix's row and the other factor
     * @param gram the transpose of the other factor times that factor
     */
    private static double descend(double[] weights, double[] product, double[][] gram) {
        var gradients = new double[weights.length];
        for (var k = 0; k < weights.length; k++) {
            gradients[k] -= product[k];
            if (weights[k] != 0) {
                Vectors.addTo(gradients, weights[k], gram[k]);
            }
        }
        var violation = 0.0;
        for (var k = 0; k < weights.length; k++) {
            var old = weights[k];
            violation += Math.abs(old == 0 ? Math.min(0, gradients[k]) : gradients[k]);
            if (gram[k][k] != 0) {
                weights[k] = Math.max(0, old - gradients[k] / gram[k][k]);
            }
            // Most weights are zero, and stay so.
            if (weights[k] != old) {
                Vectors.addTo(gradients, weights[k] - old, gram[k]);
            }
        }
        return violation;
    }

    @Override
    public double[][] topicTerms() {
        return new Array2DRowRealMatrix(termTopics, false).transpose().getData();
    }

    /** A document's share of a topic is the part of its reconstructed weight, summed over terms, that the topic brings. */
    @Override
    public TopicShares shares() {
        return shares;
    }

    /**
     * The shares by the weights that fit each document best, by itself, with the topics as they are.
     *
     * @throws IllegalArgumentException if a value is negative, or the documents have another number of terms
     */
    public TopicShares transform(SparseMatrix documents) {
        if (documents.columns() != termTopics.length) {
            throw new IllegalArgumentException(
                    "The topics are of %d terms, got %s: transform documents of the same terms."
                            .formatted(termTopics.length, documents));
        }
        requireNonNegative(documents);
        return shares(solve(documents, topics, termTopics, Stop.DEFAULT));
    }

    /** The W of documents, each descended by itself. */
    static double[][] solve(SparseMatrix documents, int topics, double[][] termTopics, Stop stop) {
        var gram = gram(termTopics, topics);
        return IntStream.range(0, documents.rows())
                .parallel()
                .mapToObj(document -> {
                    var row = new double[topics];
                    var product = documents.rowTimes(document, termTopics);
                    stop.run(() -> descend(row, product, gram));
                    return row;
                })
                .toArray(double[][]::new);
    }

    /** @param weights documents x topics, which are written over */
    private TopicShares shares(double[][] weights) {
        var masses = new double[topics];
        Stream.of(termTopics).forEachOrdered(row -> Vectors.addTo(masses, 1, row));
        for (var row : weights) {
            Arrays.setAll(row, topic -> row[topic] * masses[topic]);
        }
        return new TopicShares(topics, weights);
    }

    /** The transpose of a factor times the factor. */
    private static double[][] gram(double[][] factor, int topics) {
        var gram = new double[topics][topics];
        IntStream.range(0, topics).parallel().forEach(k -> {
            for (var row : factor) {
                if (row[k] != 0) {
                    Vectors.addTo(gram[k], row[k], row);
                }
            }
        });
        return gram;
    }

    private static Start random(SparseMatrix documents, int topics, long seed) {
        var start = new Start(new double[documents.rows()][topics], new double[documents.columns()][topics]);
        var random = new Random(seed);
        var scale = Math.sqrt(documents.mean() / topics);
        Stream.of(start.documentTopics, start.termTopics)
                .flatMap(Arrays::stream)
                .forEachOrdered(row -> Arrays.setAll(row, topic -> scale * Math.abs(random.nextGaussian())));
        return start;
    }

    private static Start nndsvd(SparseMatrix documents, int topics) {
        var svd = TruncatedSvd.fit(documents, topics, SEED);
        var left = svd.left();
        var right = svd.right();
        for (var k = 0; k < topics; k++) {
            var positive = norm(left, k, 1) * norm(right, k, 1);
            var negative = norm(left, k, -1) * norm(right, k, -1);
            var sign = positive > negative ? 1 : -1;
            // The two sides share the weight of what is kept of the outer product evenly.
            var weight = Math.sqrt(svd.singularValues()[k] * Math.max(positive, negative));
            keep(left, k, sign, weight);
            keep(right, k, sign, weight);
        }
        return new Start(left, right);
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

    /** Keeps the part of a column that has one sign, so long. */
    private static void keep(double[][] matrix, int column, int sign, double weight) {
        var norm = norm(matrix, column, sign);
        for (var row : matrix) {
            var value = norm == 0 ? 0 : weight * Math.max(0, sign * row[column]) / norm;
            row[column] = value < NEGLIGIBLE ? 0 : value;
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
