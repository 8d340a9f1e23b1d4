package numerics.learning;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One split of the rows, whose numbers ascend from 0.
 *
 * @param train the rows to fit on
 * @param test those to judge on
 */
@SuppressWarnings("ArrayRecordComponent") // handed over and never compared
public record Fold(int[] train, int[] test) {

    /** The folds into which rows were divided, by the number of the fold that each row is judged in: 1, 2 and so on. */
    public static List<Fold> numbered(int... numbers) {
        return IntStream.rangeClosed(1, Arrays.stream(numbers).max().orElse(0))
                .mapToObj(fold ->
                        new Fold(rows(numbers, number -> number != fold), rows(numbers, number -> number == fold)))
                .toList();
    }

    private static int[] rows(int[] numbers, IntPredicate which) {
        return IntStream.range(0, numbers.length)
                .filter(row -> which.test(numbers[row]))
                .toArray();
    }
}
