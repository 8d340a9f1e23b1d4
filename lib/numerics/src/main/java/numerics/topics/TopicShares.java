package numerics.topics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much of each document belongs to each topic: rows that add up to 1, or hold only zeros where a document has no term that
 * any topic knows.
 */
public final class TopicShares {

    /** The label of a document without a topic. */
    public static final int NONE = -1;

    private final int topics;
    private final double[][] shares;

    /** Divides each row of weights, documents x topics, by its sum; none may be negative. */
    public TopicShares(int topics, double[][] weights) {
        this.topics = topics;
        shares = new double[weights.length][];
        for (var document = 0; document < weights.length; document++) {
            var row = weights[document];
            if (row.length != topics
                    || Arrays.stream(row).anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
                throw new IllegalArgumentException("Weights %s of document %d, expected %d finite numbers of 0 or more"
                        .formatted(Arrays.toString(row), document, topics));
            }
            var sum = Arrays.stream(row).sum();
            shares[document] = Arrays.stream(row)
                    .map(weight -> sum == 0 ? 0 : weight / sum)
                    .toArray();
        }
    }

    public int topics() {
        return topics;
    }

    /** The topic of largest share in each document, the lower one of equals, {@link #NONE} where all are 0. */
    public List<Integer> dominant() {
        return Stream.of(shares).map(TopicShares::largest).toList();
    }

    /** The mean share of each topic over all documents. */
    public double[] mean() {
        return IntStream.range(0, topics)
                .mapToDouble(topic -> Stream.of(shares)
                        .mapToDouble(row -> row[topic])
                        .average()
                        .orElse(0))
                .toArray();
    }

    /** The shares as documents x topics. */
    public double[][] toArray() {
        return Stream.of(shares).map(double[]::clone).toArray(double[][]::new);
    }

    private static int largest(double[] row) {
        var best = NONE;
        for (var topic = 0; topic < row.length; topic++) {
            if (row[topic] > (best == NONE ? 0 : row[best])) {
                best = topic;
            }
        }
        return best;
    }
}
