package retention.replica;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who returns in February. The draws are the model's independent ones, repeated until the numbers are the wanted ones,
 * which is drawing from the model given those numbers.
 *
 * @param retained users who post in the published window
 * @param late users who post on 28 February only
 * @param strata the groups of users that were drawn apart, in the order of id
 */
record Retention(BitSet retained, BitSet late, List<Stratum> strata) {

    /** One draw in twenty to a hundred has them. */
    private static final int MOST_TRIES = 20_000;

    /**
     * Users of neighbouring ids, with a given number of retained among them.
     *
     * @param from the first user
     * @param until the user after the last
     * @param retained how many are retained
     * @param intercept the log odds of a user whose other terms are 0
     */
    record Stratum(int from, int until, int retained, double intercept) {

        static Stratum of(int from, int until, int retained, double[] scores) {
            var low = -60.0;
            var high = 60.0;
            for (var i = 0; i < 80; i++) {
                var intercept = (low + high) / 2;
                if (expected(from, until, scores, intercept) < retained) {
                    low = intercept;
                } else {
                    high = intercept;
                }
            }
            return new Stratum(from, until, retained, low);
        }

        private static double expected(int from, int until, double[] scores, double intercept) {
            var expected = 0.0;
            for (var user = from; user < until; user++) {
                expected += RetentionModel.probability(scores[user] + intercept);
            }
            return expected;
        }

        private void draw(double[] scores, BitSet into, Draws draws) {
            var probability = new double[until - from];
            Arrays.setAll(probability, i -> RetentionModel.probability(scores[from + i] + intercept));
            do {
                into.clear(from, until);
                for (var i = 0; i < probability.length; i++) {
                    if (draws.chance(probability[i])) {
                        into.set(from + i);
                    }
                }
            } while (into.get(from, until).cardinality() != retained);
        }
    }

    /** Draws from the model: half of the retained users among the older 80 % of accounts, half among the newest. */
    static Retention planted(double[] scores, Sizes sizes, Predicate<BitSet> plausible, Draws draws) {
        var split = Sizes.older(scores.length);
        var half = sizes.retained() / 2;
        return draw(
                scores,
                List.of(
                        Stratum.of(0, split, half, scores),
                        Stratum.of(split, scores.length, sizes.retained() - half, scores)),
                sizes.late(),
                plausible,
                draws);
    }

    /** Draws all users with the same chance. */
    static Retention independent(int users, Sizes sizes, Draws draws) {
        var scores = new double[users];
        var all = Stratum.of(0, users, sizes.retained(), scores);
        return draw(scores, List.of(all), sizes.late(), retained -> true, draws);
    }

    private static Retention draw(
            double[] scores, List<Stratum> strata, int late, Predicate<BitSet> plausible, Draws draws) {
        var retained = new BitSet();
        var tries = 0;
        do {
            if (tries++ == MOST_TRIES) {
                throw new IllegalStateException(
                        "None of %s draws of retained users has the published medians and maxima. Take another seed."
                                .formatted(MOST_TRIES));
            }
            strata.forEach(stratum -> stratum.draw(scores, retained, draws));
        } while (!plausible.test(retained));
        var others = scores.clone();
        retained.stream().forEach(user -> others[user] = Double.NEGATIVE_INFINITY);
        var lateUsers = new BitSet();
        Stratum.of(0, others.length, late, others).draw(others, lateUsers, draws);
        return new Retention(retained, lateUsers, strata);
    }
}
