package retention.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The correction for many tests at once: who calls all tests with a q-value of at most 0.05 discoveries is wrong about one in
 * twenty of them, on average.
 *
 * <p>Source: Y. Benjamini and Y. Hochberg, <i>Controlling the false discovery rate</i>, JRSS B 57 (1995). It holds for independent
 * tests and for those that depend positively on each other.
 */
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /**
     * The q-value of each test, in the order of the p-values.
     *
     * @throws IllegalArgumentException if a p-value is not within 0..1
     */
    public static double[] qValues(double... pValues) {
        for (int test = 0; test < pValues.length; test++) {
            if (!(pValues[test] >= 0 && pValues[test] <= 1)) {
                throw new IllegalArgumentException(
                        "The p-value at %d is %s: expected 0..1.".formatted(test, pValues[test]));
            }
        }
        var falling = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer test) -> -pValues[test]))
                .toList();
        var qValues = new double[pValues.length];
        double lowest = 1;
        for (int i = 0; i < falling.size(); i++) {
            int test = falling.get(i);
            lowest = Math.min(lowest, pValues[test] * pValues.length / (pValues.length - i));
            qValues[test] = lowest;
        }
        return qValues;
    }
}
