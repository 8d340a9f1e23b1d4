package retention.evaluation;

/**
 * One split of the rows: those to fit on, and those to judge on. A class and not a record, because arrays have no equality
 * of their own.
 */
public final class Fold {

    private final int[] train;
    private final int[] test;

    Fold(int[] train, int[] test) {
        this.train = train;
        this.test = test;
    }

    /** The rows to fit on, ascending, 0-based; a copy. */
    public int[] train() {
        return train.clone();
    }

    /** The rows to judge on, ascending, 0-based; a copy. None of them is in {@link #train()}. */
    public int[] test() {
        return test.clone();
    }

    /** The sizes, such as {@code train 2599, test 650}. */
    @Override
    public String toString() {
        return "train %d, test %d".formatted(train.length, test.length);
    }
}
