package numerics.learning;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** One split of the rows: those to fit on, and those to judge on. */
public final class Fold {

    private final int[] train;
    private final int[] test;

    /**
     * A split whose arrays nobody changes from here on.
     *
     * @param train the rows to fit on, ascending, 0-based
     * @param test those to judge on, ascending, 0-based
     */
    public Fold(int[] train, int[] test) {
        this.train = train;
        this.test = test;
    }

    /** The folds into which rows were divided, by the number of the fold that each row is judged in: 1, 2 and so on. */
    public static List<Fold> numbered(int... numbers) {
        int[] distinct = Arrays.stream(numbers).sorted().distinct().toArray();
        if (distinct.length < 2 || distinct[0] != 1 || distinct[distinct.length - 1] != distinct.length) {
            throw new IllegalArgumentException(
                    "Rows were divided into the folds %s: expected 1, 2 and so on without a gap."
                            .formatted(Arrays.toString(distinct)));
        }
        return Arrays.stream(distinct)
                .mapToObj(fold -> {
                    IntPredicate tests = row -> numbers[row] == fold;
                    return new Fold(
                            IntStream.range(0, numbers.length)
                                    .filter(tests.negate())
                                    .toArray(),
                            IntStream.range(0, numbers.length).filter(tests).toArray());
                })
                .toList();
    }

    /** The rows to fit on, ascending, 0-based; a copy. */
    public int[] train() {
        return train.clone();
    }

    /** The rows to judge on, ascending, 0-based; a copy. None of them is in {@link #train()}. */
    public int[] test() {
        return test.clone();
    }

    /** Whether the other fits and judges on the same rows. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fold fold && Arrays.equals(train, fold.train) && Arrays.equals(test, fold.test);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(train) + Arrays.hashCode(test);
    }
}
