package numerics.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.MathArrays;

/**
 * Cross-validation in which every fold gets its fair part of the retained: with 20 of them and 5 folds, 4 each. Each row is
 * tested exactly once; folds differ by at most one user, in each class and in all.
 *
 * @param folds how many, 2 or more
 * @param seed draws who goes where; the same seed gives the same folds
 */
public record StratifiedFolds(int folds, long seed) {

    /** @throws IllegalArgumentException if there are fewer than 2 folds */
    public StratifiedFolds {
        if (folds < 2) {
            throw new IllegalArgumentException("%d folds: expected 2 or more.".formatted(folds));
        }
    }

    /**
     * Splits the rows once.
     *
     * @throws IllegalArgumentException if a class has fewer users than there are folds
     */
    public List<Fold> split(boolean[] labels) {
        return repeated(labels, 1).get(0);
    }

    /**
     * Splits the rows again and again, differently each time. The first split is {@link #split}'s.
     *
     * @param times how many splits, 1 or more
     * @throws IllegalArgumentException if a class has fewer users than there are folds, or {@code times} is below 1
     */
    public List<List<Fold>> repeated(boolean[] labels, int times) {
        Inputs.requireLabels(labels);
        int retained = Inputs.countPositives(labels);
        int lost = labels.length - retained;
        if (Math.min(retained, lost) < folds) {
            throw new IllegalArgumentException(
                    "%d folds of %d retained and %d lost users: expected at least %d of each, one a fold. Use fewer folds."
                            .formatted(folds, retained, lost, folds));
        }
        if (times < 1) {
            throw new IllegalArgumentException("%d repetitions: expected 1 or more.".formatted(times));
        }
        var random = new Well19937c(seed);
        var splits = new ArrayList<List<Fold>>(times);
        for (int time = 0; time < times; time++) {
            splits.add(deal(labels, random));
        }
        return List.copyOf(splits);
    }

    private List<Fold> deal(boolean[] labels, RandomGenerator random) {
        int[] foldOf = new int[labels.length];
        int dealt = 0;
        for (boolean retained : new boolean[] {true, false}) {
            int[] rows = IntStream.range(0, labels.length)
                    .filter(row -> labels[row] == retained)
                    .toArray();
            MathArrays.shuffle(rows, random);
            // The lost are dealt from where the retained ended, which keeps the folds' sizes level.
            for (int row : rows) {
                foldOf[row] = dealt++ % folds + 1;
            }
        }
        return Fold.dealt(foldOf);
    }
}
