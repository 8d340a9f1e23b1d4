package numerics.topics;

import java.util.Arrays;
import java.util.Random;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TruncatedSvd;

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
            if (topics < 1 || !(tolerance >= 0) || maxIterations < 1) {
                throw new IllegalArgumentException(
                        "%d topics, tolerance %s, %d iterations: expected 1 or more, 0 or more, 1 or more"
                                .formatted(topics, tolerance, maxIterations));
            }
        }

        /** scikit-learn's defaults (tolerance 1e-4, 200 iterations), from NNDSVD, with seed 42. */
        public static Settings of(int topics) {
            return new Settings(topics, Start.NNDSVD, 1e-4, 200, 42);
        }

        /** These settings with another {@link #start}. */
        public Settings withStart(Start other) {
            return new Settings(topics, other, tolerance, maxIterations, seed);
        }

        /** These settings with another {@link #tolerance}. */
        public Settings withTolerance(double other) {
            return new Settings(topics, start, other, maxIterations, seed);
        }

        /** These settings with another {@link #maxIterations}. */
        public Settings withMaxIterations(int other) {
            return new Settings(topics, start, tolerance, other, seed);
        }

        /** These settings with another {@link #seed}. */
        public Settings withSeed(long other) {
            return new Settings(topics, start, tolerance, maxIterations, other);
        }
    }

    /** Entries of the start below this are taken for zero, as in scikit-learn. */
    private static final double NEGLIGIBLE = 1e-6;

    private final Settings settings;
    /** The transpose of H, terms x topics. */
    private final double[][] termTopics;

    private final double[] topicMasses;
    private final TopicShares shares;
    private final double reconstructionError;
    private final double relativeError;
    private final int iterations;
    private final boolean converged;

    private Nmf(Settings settings, SparseMatrix documents, Descent descent) {
        this.settings = settings;
        this.termTopics = descent.termTopics;
        this.topicMasses = columnSums(termTopics, settings.topics());
        this.shares = shares(descent.documentTopics);
        this.reconstructionError = descent.error(documents);
        var norm = documents.frobeniusNorm();
        this.relativeError = norm == 0 ? 0 : reconstructionError / norm;
        this.iterations = descent.iterations;
        this.converged = descent.converged;
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
        var descent =
                switch (settings.start()) {
                    case NNDSVD -> nndsvd(documents, settings, 0);
                    case NNDSVDA -> nndsvd(documents, settings, mean(documents));
                    case RANDOM -> random(documents, settings);
                };
        descent.run(documents, settings);
        return new Nmf(settings, documents, descent);
    }

    /** What was asked for. */
    public Settings settings() {
        return settings;
    }

    @Override
    public double[][] topicTerms() {
        var topicTerms = new double[settings.topics()][termTopics.length];
        for (var term = 0; term < termTopics.length; term++) {
            for (var topic = 0; topic < topicTerms.length; topic++) {
                topicTerms[topic][term] = termTopics[term][topic];
            }
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
        return shares(weights(documents));
    }

    /** The Frobenius norm of what the factors do not explain. */
    public double reconstructionError() {
        return reconstructionError;
    }

    /** The reconstruction error over the Frobenius norm of the matrix, 0..1. */
    public double relativeError() {
        return relativeError;
    }

    /** How many iterations it took. */
    public int iterations() {
        return iterations;
    }

    /** Whether it stopped because the gradient was small, not because the iterations ran out. */
    public boolean converged() {
        return converged;
    }

    /** The rows of W that fit other documents best with H as it is, each descended by itself. */
    double[][] weights(SparseMatrix documents) {
        requireNonNegative(documents);
        return solve(documents, termTopics, settings);
    }

    static double[][] solve(SparseMatrix documents, double[][] termTopics, Settings settings) {
        var gram = gram(termTopics, settings.topics());
        var cross = documents.times(termTopics);
        var weights = new double[documents.rows()][settings.topics()];
        for (var document = 0; document < weights.length; document++) {
            var first = descend(weights[document], gram, cross[document]);
            var violation = first;
            for (var i = 1; i < settings.maxIterations() && violation > settings.tolerance() * first; i++) {
                violation = descend(weights[document], gram, cross[document]);
            }
        }
        return weights;
    }

    private TopicShares shares(double[][] weights) {
        var masses = new double[weights.length][settings.topics()];
        for (var document = 0; document < weights.length; document++) {
            for (var topic = 0; topic < topicMasses.length; topic++) {
                masses[document][topic] = weights[document][topic] * topicMasses[topic];
            }
        }
        return TopicShares.of(settings.topics(), masses);
    }

    /** Both factors on their way down. */
    private static final class Descent {
        private final double[][] documentTopics;
        private final double[][] termTopics;
        private int iterations;
        private boolean converged;

        private Descent(double[][] documentTopics, double[][] termTopics) {
            this.documentTopics = documentTopics;
            this.termTopics = termTopics;
        }

        private void run(SparseMatrix documents, Settings settings) {
            var transposed = documents.transpose();
            var first = 0.0;
            while (iterations < settings.maxIterations() && !converged) {
                var violation = descend(documentTopics, termTopics, documents, settings.topics())
                        + descend(termTopics, documentTopics, transposed, settings.topics());
                first = iterations == 0 ? violation : first;
                iterations++;
                converged = violation <= settings.tolerance() * first;
            }
        }

        /** The error from products of the small sides, so that no dense documents x terms is ever made. */
        private double error(SparseMatrix documents) {
            var topics = termTopics.length == 0 ? 0 : termTopics[0].length;
            var cross = documents.times(termTopics);
            var documentGram = gram(documentTopics, topics);
            var termGram = gram(termTopics, topics);
            var squares = Math.pow(documents.frobeniusNorm(), 2);
            for (var document = 0; document < cross.length; document++) {
                for (var topic = 0; topic < topics; topic++) {
                    squares -= 2 * documentTopics[document][topic] * cross[document][topic];
                }
            }
            for (var i = 0; i < topics; i++) {
                for (var j = 0; j < topics; j++) {
                    squares += documentGram[i][j] * termGram[i][j];
                }
            }
            return Math.sqrt(Math.max(0, squares));
        }
    }

    /** One pass over all rows of a factor with the other fixed; the sum of the projected gradients that it met. */
    private static double descend(double[][] factor, double[][] other, SparseMatrix matrix, int topics) {
        var gram = gram(other, topics);
        var cross = matrix.times(other);
        var violation = 0.0;
        for (var row = 0; row < factor.length; row++) {
            violation += descend(factor[row], gram, cross[row]);
        }
        return violation;
    }

    private static double descend(double[] row, double[][] gram, double[] cross) {
        var violation = 0.0;
        for (var k = 0; k < row.length; k++) {
            var gradient = -cross[k];
            for (var j = 0; j < row.length; j++) {
                gradient += gram[k][j] * row[j];
            }
            violation += Math.abs(row[k] == 0 ? Math.min(0, gradient) : gradient);
            if (gram[k][k] != 0) {
                row[k] = Math.max(0, row[k] - gradient / gram[k][k]);
            }
        }
        return violation;
    }

    private static double[][] gram(double[][] factor, int topics) {
        var gram = new double[topics][topics];
        for (var row : factor) {
            for (var i = 0; i < topics; i++) {
                for (var j = 0; j < topics; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        return gram;
    }

    private static Descent nndsvd(SparseMatrix documents, Settings settings, double inPlaceOfZero) {
        var topics = settings.topics();
        if (topics > Math.min(documents.rows(), documents.columns())) {
            throw new IllegalArgumentException(
                    "%d topics of %s: ask for fewer, or start at random".formatted(topics, documents));
        }
        var svd = TruncatedSvd.fit(documents, topics, settings.seed());
        var left = svd.left();
        var right = svd.right();
        for (var k = 0; k < topics; k++) {
            var positive = norm(left, k, 1) * norm(right, k, 1);
            var negative = norm(left, k, -1) * norm(right, k, -1);
            var sign = positive > negative ? 1 : -1;
            // The two sides share the weight of what is kept of the outer product evenly.
            var weight = Math.sqrt(svd.singularValues()[k] * Math.max(positive, negative));
            keepSign(left, k, sign, weight, inPlaceOfZero);
            keepSign(right, k, sign, weight, inPlaceOfZero);
        }
        return new Descent(left, right);
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

    private static void keepSign(double[][] matrix, int column, int sign, double weight, double inPlaceOfZero) {
        var norm = norm(matrix, column, sign);
        for (var row : matrix) {
            var value = norm == 0 ? 0 : weight * Math.max(0, sign * row[column]) / norm;
            row[column] = value < NEGLIGIBLE ? inPlaceOfZero : value;
        }
    }

    private static Descent random(SparseMatrix documents, Settings settings) {
        var random = new Random(settings.seed());
        var scale = Math.sqrt(mean(documents) / settings.topics());
        return new Descent(
                absoluteGaussian(documents.rows(), settings.topics(), scale, random),
                absoluteGaussian(documents.columns(), settings.topics(), scale, random));
    }

    private static double[][] absoluteGaussian(int rows, int columns, double scale, Random random) {
        var matrix = new double[rows][columns];
        for (var row : matrix) {
            Arrays.setAll(row, column -> scale * Math.abs(random.nextGaussian()));
        }
        return matrix;
    }

    private static double mean(SparseMatrix matrix) {
        var places = (double) matrix.rows() * matrix.columns();
        return places == 0 ? 0 : Arrays.stream(matrix.columnSums()).sum() / places;
    }

    private static double[] columnSums(double[][] matrix, int columns) {
        var sums = new double[columns];
        for (var row : matrix) {
            Arrays.setAll(sums, column -> sums[column] + row[column]);
        }
        return sums;
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
