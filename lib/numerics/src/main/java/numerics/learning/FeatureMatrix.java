package numerics.learning;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;

/** A rectangle of finite numbers, with named columns, one per feature; immutable. As {@link Features} it has nothing to learn. */
public final class FeatureMatrix implements Features {

    private final List<String> names;
    private final float[][] rows;

    private FeatureMatrix(List<String> names, float[][] rows) {
        this.names = names;
        this.rows = rows;
    }

    /**
     * A matrix with a copy of these values.
     *
     * @param names one per column, all different
     * @param rows at least one row, each with one finite value per column
     * @throws IllegalArgumentException if one of these is otherwise; the message names row and column
     */
    public static FeatureMatrix of(List<String> names, float[][] rows) {
        if (names.isEmpty() || rows.length == 0) {
            throw new IllegalArgumentException(
                    "A feature matrix needs rows and columns, got %d x %d.".formatted(rows.length, names.size()));
        }
        var seen = new HashSet<String>();
        for (var name : names) {
            Check.that(seen.add(name), "The feature name '%s' comes twice.", name);
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != names.size()) {
                throw new IllegalArgumentException("Row %d has %d values, expected %d, one for each feature name."
                        .formatted(i, rows[i].length, names.size()));
            }
            for (int j = 0; j < rows[i].length; j++) {
                if (!Float.isFinite(rows[i][j])) {
                    throw new IllegalArgumentException(
                            "Row %d has %s in column '%s': every feature must be a finite number. Fill or drop missing values first."
                                    .formatted(i, rows[i][j], names.get(j)));
                }
            }
        }
        return new FeatureMatrix(List.copyOf(names), copy(rows));
    }

    private static float[][] copy(float[][] rows) {
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    /** As {@link #of}, with columns named by a prefix and their number from 0, such as those of an embedding. */
    public static FeatureMatrix numbered(String prefix, float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        return of(IntStream.range(0, columns).mapToObj(j -> prefix + j).toList(), rows);
    }

    /** This matrix: each row follows from its own case alone, whatever rows are learned from. */
    @Override
    public FeatureMatrix fit(int... training) {
        return this;
    }

    /** The feature names, in column order. */
    public List<String> names() {
        return names;
    }

    /** Checks that there are these features and no others, in the order in which {@code learner}, such as {@code The forest}, had them. */
    public void requireNames(List<String> expected, String learner) {
        if (!names.equals(expected)) {
            throw new IllegalArgumentException(
                    "%s has learned from %d features %s, got %d: %s. They must be the same, in the same order."
                            .formatted(learner, expected.size(), shown(expected), columns(), shown(names)));
        }
    }

    /** The names, but no more than some of them: there can be hundreds. */
    private static String shown(List<String> all) {
        return all.size() <= 8 ? all.toString() : all.subList(0, 8) + " ...";
    }

    public int rows() {
        return rows.length;
    }

    public int columns() {
        return names.size();
    }

    /** The value at a row and a column, both from 0. */
    public float value(int row, int column) {
        return rows[row][column];
    }

    /** A copy of the values, {@code rows() x columns()}. */
    public float[][] toArray() {
        return copy(rows);
    }

    /** A copy of a row, from 0. */
    public double[] row(int i) {
        return IntStream.range(0, columns()).mapToDouble(j -> rows[i][j]).toArray();
    }

    /** Puts the values of these rows, one row after the other, where there is room for {@code indices.length * columns()} numbers. */
    public void put(FloatBuffer into, int... indices) {
        for (int index : indices) {
            into.put(rows[index]);
        }
    }

    /** This matrix with the other's columns, which have other names, to its right: n x 4 and n x 768 give n x 772. */
    public FeatureMatrix beside(FeatureMatrix right) {
        if (rows() != right.rows()) {
            throw new IllegalArgumentException(
                    "Cannot put %s beside %s: the numbers of rows differ. Build both from the same rows in the same order."
                            .formatted(right, this));
        }
        var joined = new float[rows()][];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = Arrays.copyOf(rows[i], columns() + right.columns());
            System.arraycopy(right.rows[i], 0, joined[i], columns(), right.columns());
        }
        return of(Stream.concat(names.stream(), right.names.stream()).toList(), joined);
    }

    /** The rows with these indices, one or more, in the order given; an index may come more than once. */
    public FeatureMatrix select(int... indices) {
        Check.that(indices.length > 0, "No row selected out of %d.", rows());
        return new FeatureMatrix(
                names, Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(float[][]::new));
    }

    /** The columns with these names, in the order given; refused if one is missing, as by {@link #column}. */
    public FeatureMatrix columns(String... wanted) {
        var indices = Arrays.stream(wanted).mapToInt(this::column).toArray();
        var selected = new float[rows()][indices.length];
        for (int i = 0; i < selected.length; i++) {
            for (int j = 0; j < indices.length; j++) {
                selected[i][j] = rows[i][indices[j]];
            }
        }
        return of(List.of(wanted), selected);
    }

    /**
     * The index of the column with this name, from 0.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public int column(String name) {
        int column = names.indexOf(name);
        Check.that(column >= 0, "No feature '%s' among %s.", name, names);
        return column;
    }

    /** The values of a column in row order, by its name as {@link #column}. */
    public double[] values(String name) {
        return values(column(name));
    }

    /** The values of a column in row order, by its index from 0. */
    double[] values(int column) {
        return IntStream.range(0, rows()).mapToDouble(i -> rows[i][column]).toArray();
    }

    /** The shape, such as {@code 3249 x 772 features}. */
    @Override
    public String toString() {
        return rows() + " x " + columns() + " features";
    }
}
