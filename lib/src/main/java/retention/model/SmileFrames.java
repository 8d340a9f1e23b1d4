package retention.model;

import java.util.List;
import java.util.stream.IntStream;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.type.StructType;
import smile.data.vector.DoubleVector;

/** Feature matrices as Smile wants them, and what all learners on Smile refuse. */
final class SmileFrames {

    private SmileFrames() {}

    /** Columns of doubles called x0, x1, ..., so that no feature name means something in a formula. */
    static DataFrame of(FeatureMatrix features) {
        return DataFrame.of(IntStream.range(0, features.columns())
                .mapToObj(j -> DoubleVector.of(
                        "x" + j, features.values(features.names().get(j))))
                .toArray(DoubleVector[]::new));
    }

    static Tuple tuple(FeatureMatrix features, int row, StructType schema) {
        var values = new double[features.columns()];
        for (int j = 0; j < values.length; j++) {
            values[j] = features.value(row, j);
        }
        return Tuple.of(values, schema);
    }

    /** Smile's depth of a tree counts its leaves' level too. */
    static int levels(int splits) {
        return splits + 1;
    }

    static void requireBothClasses(LabelledMatrix training) {
        int retained = training.positives();
        if (retained == 0 || retained == training.rows()) {
            throw new IllegalArgumentException(
                    "Trees need rows of both classes, got %d retained of %d.".formatted(retained, training.rows()));
        }
    }

    static void requireSame(List<String> learned, FeatureMatrix given) {
        if (!learned.equals(given.names())) {
            throw new IllegalArgumentException(
                    "The trees were grown on %s, got %s: the features must be the same, in the same order."
                            .formatted(learned, given.names()));
        }
    }

    static void check(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s, expected %s.".formatted(name, value, expected));
        }
    }
}
