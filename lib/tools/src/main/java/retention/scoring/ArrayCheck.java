package retention.scoring;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what a file held are as many numbers as are needed; if not, what is wrong. */
final class ArrayCheck {

    private ArrayCheck() {}

    static Optional<String> wrong(String name, int length, double... numbers) {
        if (numbers == null || numbers.length != length) {
            return Optional.of(
                    "%s has %d numbers, expected %d".formatted(name, numbers == null ? 0 : numbers.length, length));
        }
        return Arrays.stream(numbers).allMatch(Double::isFinite)
                ? Optional.empty()
                : Optional.of("%s is missing, or no number".formatted(name));
    }

    static Optional<String> wrong(String name, int size, double[]... rows) {
        if (rows == null || rows.length != size) {
            return Optional.of("%s has %d rows, expected %d".formatted(name, rows == null ? 0 : rows.length, size));
        }
        return Stream.of(rows).flatMap(row -> wrong(name, size, row).stream()).findFirst();
    }
}
