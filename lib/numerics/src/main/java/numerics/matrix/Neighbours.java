package numerics.matrix;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The texts whose embeddings point in nearly the same direction as another one's. */
public final class Neighbours {

    /**
     * One of the nearest.
     *
     * @param row which text
     * @param cosine of the angle between both vectors, 1 for the same direction
     */
    public record Neighbour(int row, double cosine) {}

    private Neighbours() {}

    /**
     * The nearest texts to one of them, itself first; ties in the order of rows.
     *
     * @param embeddings {@code [texts][width]}
     * @param row of the text to compare with
     * @param count how many, at most
     * @throws IllegalArgumentException if there is no such row
     */
    public static List<Neighbour> nearest(float[][] embeddings, int row, int count) {
        if (row < 0 || row >= embeddings.length) {
            throw new IllegalArgumentException(
                    "Row %d of %d texts: expected 0 to %d.".formatted(row, embeddings.length, embeddings.length - 1));
        }
        return IntStream.range(0, embeddings.length)
                .mapToObj(other -> new Neighbour(other, cosine(embeddings[row], embeddings[other])))
                .sorted(Comparator.comparingDouble(Neighbour::cosine)
                        .reversed()
                        .thenComparing(neighbour -> neighbour.row() != row)
                        .thenComparingInt(Neighbour::row))
                .limit(count)
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresA += (double) a[i] * a[i];
            squaresB += (double) b[i] * b[i];
        }
        return squaresA == 0 || squaresB == 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
    }
}
