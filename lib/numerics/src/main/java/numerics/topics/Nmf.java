package numerics.topics;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** Where the descent starts from. */
    public enum Start {
        /** Non-negative parts of singular vectors: nearly the same whatever the seed. */
        NNDSVD,
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

    private Nmf(Settings settings, double[][] documentTopics, double[][] termTopics) {
        this.settings = settings;
        this.termTopics = termTopics;
        this.shares = shares(documentTopics);
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
        if (settings.start() != Start.RANDOM && settings.topics() > Math.min(documents.rows(), documents.columns())) {
            throw new IllegalArgumentException(
                    "%d topics of %s: ask for fewer, or start at random".formatted(settings.topics(), documents));
        }
        var termTopics = new double[documents.columns()][settings.topics()];
        var documentTopics = settings.start() == Start.RANDOM
                ? random(documents, settings, termTopics)
                : nndsvd(documents, settings, termTopics);
        var terms = documents.transpose();
        var first = 0.0;
        var violation = Double.POSITIVE_INFINITY;
        for (var i = 0; i < settings.maxIterations() && violation > settings.tolerance() * first; i++) {
            Interruption.check();
            violation = descend(documents, documentTopics, termTopics) + descend(terms, termTopics, documentTopics);
            first = i == 0 ? violation : first;
        }
        return new Nmf(settings, documentTopics, termTopics);
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

    /** The shares by the weights that fit each document best, by itself, with the topics as they are. */
    public TopicShares transform(SparseMatrix documents) {
        requireNonNegative(documents);
        return shares(solve(documents, termTopics, settings));
    }

    /** The W of documents, each descended by itself. */
    static double[][] solve(SparseMatrix documents, double[][] termTopics, Settings settings) {
        var gram = gram(termTopics, settings.topics());
        return IntStream.range(0, documents.rows())
                .parallel()
                .mapToObj(document -> {
                    var row = new double[settings.topics()];
                    var product = documents.rowTimes(document, termTopics);
                    var first = 0.0;
                    var violation = Double.POSITIVE_INFINITY;
                    for (var i = 0; i < settings.maxIterations() && violation > settings.tolerance() * first; i++) {
                        violation = descend(row, product, gram);
                        first = i == 0 ? violation : first;
                    }
                    return row;
                })
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
        var svd = TruncatedSvd.fit(documents, topics, settings.seed());
        var left = svd.left();
        var right = svd.right();
        for (var k = 0; k < topics; k++) {
            var positive = norm(left, k, 1) * norm(right, k, 1);
            var negative = norm(left, k, -1) * norm(right, k, -1);
            var sign = positive > negative ? 1 : -1;
            // The two sides share the weight of what is kept of the outer product evenly.
            var weight = Math.sqrt(svd.singularValues()[k] * Math.max(positive, negative));
            keep(left, left, k, sign, weight);
            keep(right, termTopics, k, sign, weight);
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
    private static void keep(double[][] from, double[][] to, int column, int sign, double weight) {
        var norm = norm(from, column, sign);
        for (var row = 0; row < to.length; row++) {
            var value = norm == 0 ? 0 : weight * Math.max(0, sign * from[row][column]) / norm;
            to[row][column] = value < NEGLIGIBLE ? 0 : value;
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
