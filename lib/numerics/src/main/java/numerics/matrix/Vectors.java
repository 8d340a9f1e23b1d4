package numerics.matrix;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import numerics.Check;

/** Products and angles of dense vectors. */
public final class Vectors {

    /**
     * A row that is near another.
     *
     * @param row which one
     * @param cosine of the angle between both, 1 for the same direction
     */
    public record Neighbour(int row, double cosine) {}

    private Vectors() {}

    /** The scalar product of two vectors of one length, as four sums that a processor can work on at once. */
    public static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
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
        return first + second + (third + fourth);
    }

    /** Adds a number times a vector to a sum as long. */
    public static void addTo(double[] sum, double scale, double[] vector) {
        for (var i = 0; i < sum.length; i++) {
            sum[i] += scale * vector[i];
        }
    }

    /** The cosine of the angle between two vectors of one length, 0 if either is zero. */
    public static double cosine(double[] a, double[] b) {
        var dot = dot(a, b);
        return dot == 0 ? 0 : dot / Math.sqrt(dot(a, a) * dot(b, b));
    }

    /**
     * The rows that point in the direction most like that of one of them, this one first; ties in the order of rows.
     *
     * @param count how many, at most
     * @throws IllegalArgumentException if there is no such row, or if the count is below 1
     */
    public static List<Neighbour> nearest(float[][] rows, int row, int count) {
        Check.that(row >= 0 && row < rows.length, "Row %d, expected 0 to %d.", row, rows.length - 1);
        Check.that(count >= 1, "%d nearest rows, expected 1 or more.", count);
        var one = doubles(rows[row]);
        return IntStream.range(0, rows.length)
                .mapToObj(other -> new Neighbour(other, cosine(one, doubles(rows[other]))))
                .sorted(Comparator.comparingDouble(Neighbour::cosine)
                        .reversed()
                        .thenComparing(neighbour -> neighbour.row() != row)
                        .thenComparingInt(Neighbour::row))
                .limit(count)
                .toList();
    }

    /** The same numbers, rounded to single precision. */
    public static float[] floats(double... vector) {
        var rounded = new float[vector.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) vector[i];
        }
        return rounded;
    }

    /** The same numbers in double precision. */
    public static double[] doubles(float... vector) {
        return IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
    }
}
