package retention.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predictions for every row by a network that has not seen it: k-fold cross-validation with everything fitted inside
 * the fold.
 */
public final class OutOfFold {

    /** The share of a fold's training rows, of each class, that early stopping watches and nothing learns from. */
    public static final double VALIDATION_FRACTION = 0.2;

    private final double[] probabilities;
    private final List<History> histories;

    private OutOfFold(double[] probabilities, List<History> histories) {
        this.probabilities = probabilities;
        this.histories = List.copyOf(histories);
    }

    /**
     * Trains one network a fold and predicts the fold's rows with it.
     *
     * <p>Of the rows outside the fold, {@value #VALIDATION_FRACTION} of each class are held out for early stopping;
     * scaler and network are fitted on the rest. Fold k is drawn and trained with the settings' seed plus k.
     *
     * @param data all rows, unscaled
     * @param testRows the row numbers of each fold; every row must be in exactly one
     * @param scaledColumns how many of the first columns to standardise, the others pass as they are
     * @param trainer the network and its settings
     * @param progress hears of each epoch, counted over all folds
     * @throws IllegalArgumentException if there are fewer than two folds, if a row is in none or in two, or if a fold
     *     leaves too few rows of a class to learn from
     */
    public static OutOfFold predict(
            LabelledMatrix data,
            int[][] testRows,
            int scaledColumns,
            NetworkTrainer trainer,
            TrainingProgress progress) {
        var foldOf = foldOf(data.rows(), testRows);
        int epochs = trainer.settings().epochs();
        var probabilities = new double[data.rows()];
        var histories = new ArrayList<History>();
        for (int fold = 0; fold < testRows.length; fold++) {
            int k = fold;
            int seed = trainer.settings().seed() + k;
            var split = data.select(rowsOutside(k, foldOf)).holdOutStratified(VALIDATION_FRACTION, seed);
            var scaler = StandardScaler.fitFirst(scaledColumns, split.training().features());
            var scaled = new LabelledMatrix.Split(scale(scaler, split.training()), scale(scaler, split.validation()));
            var seeded =
                    new NetworkTrainer(trainer.network(), trainer.settings().withSeed(seed));
            TrainingProgress foldProgress =
                    (epoch, done, total) -> progress.epochDone(epoch, k * epochs + done, testRows.length * epochs);
            try (var network = seeded.fit(scaled, foldProgress)) {
                var predicted = network.predict(scaler.transform(data.features().select(testRows[k])));
                for (int i = 0; i < predicted.length; i++) {
                    probabilities[testRows[k][i]] = predicted[i];
                }
                histories.add(network.history());
            }
        }
        return new OutOfFold(probabilities, histories);
    }

    private static LabelledMatrix scale(StandardScaler scaler, LabelledMatrix rows) {
        return rows.withFeatures(scaler.transform(rows.features()));
    }

    private static int[] foldOf(int rows, int[][] testRows) {
        if (testRows.length < 2) {
            throw new IllegalArgumentException(
                    "Cross-validation needs two folds or more, got %d.".formatted(testRows.length));
        }
        var foldOf = new int[rows];
        Arrays.fill(foldOf, -1);
        for (int fold = 0; fold < testRows.length; fold++) {
            for (int row : testRows[fold]) {
                if (row < 0 || row >= rows || foldOf[row] >= 0) {
                    throw new IllegalArgumentException(
                            "Row %d of fold %d is %s: every row of 0 .. %d must be in exactly one fold."
                                    .formatted(
                                            row,
                                            fold,
                                            row < 0 || row >= rows
                                                    ? "not in the data"
                                                    : "in fold " + foldOf[row] + " too",
                                            rows - 1));
                }
                foldOf[row] = fold;
            }
        }
        for (int row = 0; row < rows; row++) {
            if (foldOf[row] < 0) {
                throw new IllegalArgumentException(
                        "Row %d is in no fold: every row must be in exactly one.".formatted(row));
            }
        }
        return foldOf;
    }

    private static int[] rowsOutside(int fold, int[] foldOf) {
        return IntStream.range(0, foldOf.length)
                .filter(row -> foldOf[row] != fold)
                .toArray();
    }

    /** The probability of being retained of each row, in row order, from the network that did not see it. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /** How the training of each fold went, in fold order. */
    public List<History> histories() {
        return histories;
    }
}
