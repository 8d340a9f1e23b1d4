package retention.model;

import java.util.stream.IntStream;

/** The indices of the rows of each class, ascending. */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record ClassRows(int[] smaller, int[] larger) {

    static ClassRows of(LabelledMatrix rows) {
        var lost = rowsOf(rows, false);
        var retained = rowsOf(rows, true);
        if (lost.length == 0 || retained.length == 0) {
            throw new IllegalArgumentException("Resampling needs rows of both classes, got %d retained of %d."
                    .formatted(retained.length, rows.rows()));
        }
        return retained.length <= lost.length ? new ClassRows(retained, lost) : new ClassRows(lost, retained);
    }

    private static int[] rowsOf(LabelledMatrix rows, boolean label) {
        return IntStream.range(0, rows.rows())
                .filter(i -> rows.label(i) == label)
                .toArray();
    }

    /** How many rows the smaller class lacks, 1 or more. */
    int missing(double ratio) {
        int missing = (int) (larger.length * ratio - smaller.length);
        if (missing < 1) {
            throw new IllegalArgumentException(
                    "The ratio %s asks for no row beyond those that there are, %d to %d: raise it."
                            .formatted(ratio, smaller.length, larger.length));
        }
        return missing;
    }

    IllegalArgumentException below(double ratio) {
        return new IllegalArgumentException("The ratio %s is below that of the rows, %d to %d: raise it."
                .formatted(ratio, smaller.length, larger.length));
    }

    static void check(double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("The ratio is %s, expected above 0 and at most 1.".formatted(ratio));
        }
    }
}
