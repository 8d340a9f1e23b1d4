package numerics.learning;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Features with the class of each row, {@code true} for positive; immutable. */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record LabelledMatrix(FeatureMatrix features, boolean[] labels) {

    /** With a copy of the labels, one per row, in row order. */
    public LabelledMatrix {
        if (features.rows() != labels.length) {
            throw new IllegalArgumentException(
                    "%d labels for %s: expected one label per row.".formatted(labels.length, features));
        }
        labels = labels.clone();
    }

    /** A copy of the labels, one per row. */
    @Override
    public boolean[] labels() {
        return labels.clone();
    }

    /** The label of a row, from 0. */
    public boolean label(int row) {
        return labels[row];
    }

    public int rows() {
        return labels.length;
    }

    /** The number of rows with label {@code true}. */
    public int positives() {
        return Outcomes.countPositives(labels);
    }

    /** Checks that there are rows of both classes, which {@code learner}, such as {@code A forest}, needs. */
    public void requireBothClasses(String learner) {
        if (positives() == 0 || positives() == rows()) {
            throw new IllegalArgumentException(
                    "%s needs rows of both classes, got %d positive of %d.".formatted(learner, positives(), rows()));
        }
    }

    /** The same labels with other features of the same rows, such as scaled ones. */
    public LabelledMatrix withFeatures(FeatureMatrix other) {
        return new LabelledMatrix(other, labels);
    }

    /** The rows with these indices, in the order given, as {@link FeatureMatrix#select}. */
    public LabelledMatrix select(int... indices) {
        return new LabelledMatrix(features.select(indices), Outcomes.pick(labels, indices));
    }

    /** Rows to learn from and rows to watch while learning. */
    public record Split(LabelledMatrix training, LabelledMatrix validation) {}

    /**
     * Holds out the last rows in their order, unshuffled, as Keras' {@code validation_split} does: of 3,249 rows and
     * 0.2, the first 2,599 train and the last 650 validate. Rows sorted by anything give two different populations.
     *
     * @throws IllegalArgumentException if the fraction leaves either part without a row
     */
    public Split holdOutLast(double fraction) {
        // Keras: split_at = floor(n * (1 - validation_split)).
        int cut = (int) Math.floor(rows() * (1 - fraction));
        if (!(fraction > 0 && fraction < 1) || cut < 1 || cut >= rows()) {
            throw new IllegalArgumentException(
                    "Cannot hold out the last %s of %d rows: both parts need a row.".formatted(fraction, rows()));
        }
        var heldOut = new boolean[rows()];
        Arrays.fill(heldOut, cut, rows(), true);
        return split(heldOut);
    }

    /**
     * Holds out a random fraction of each class, so that both parts have the same share of positives up to rounding. Each part
     * keeps the order of the rows.
     *
     * @param fraction of each class to hold out, between 0 and 1, rounded to whole rows but at least one
     * @throws IllegalArgumentException if the fraction leaves the training part without a row of a class
     */
    public Split holdOutStratified(double fraction, long seed) {
        var random = new Random(seed);
        var heldOut = new boolean[rows()];
        for (var label : List.of(false, true)) {
            var members = IntStream.of(Outcomes.rows(label, labels)).boxed().collect(Collectors.toList());
            int count = (int) Math.max(1, Math.round(fraction * members.size()));
            if (!(fraction > 0 && fraction < 1) || members.size() <= count) {
                throw new IllegalArgumentException("Cannot hold out %s of the %d rows labelled %s: both parts need one."
                        .formatted(fraction, members.size(), label));
            }
            Collections.shuffle(members, random);
            members.subList(0, count).forEach(i -> heldOut[i] = true);
        }
        return split(heldOut);
    }

    private Split split(boolean[] heldOut) {
        return new Split(select(Outcomes.rows(false, heldOut)), select(Outcomes.rows(true, heldOut)));
    }
}
