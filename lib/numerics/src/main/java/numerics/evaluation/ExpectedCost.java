package numerics.evaluation;

import numerics.Numbers;

/**
 * What decisions cost: each positive that is missed costs one thing, each row that is predicted positive another, whether it is
 * positive or not. Only the ratio of the two decides which threshold is best.
 *
 * @param missedPositive the cost of a positive that is predicted negative, above 0, in any unit
 * @param predictedPositive the cost of every row that is predicted positive, above 0, in the same unit
 */
public record ExpectedCost(double missedPositive, double predictedPositive) {

    public ExpectedCost {
        if (!(missedPositive > 0 && predictedPositive > 0 && Double.isFinite(missedPositive + predictedPositive))) {
            throw new IllegalArgumentException(
                    "A missed positive costs %s and a predicted positive %s: expected finite numbers above 0."
                            .formatted(missedPositive, predictedPositive));
        }
    }

    /**
     * The probability above which predicting a positive costs less than the miss that is to be expected; above 1 where it never
     * does.
     */
    public double threshold() {
        return predictedPositive / missedPositive;
    }

    double of(ConfusionMatrix confusion) {
        return missedPositive * confusion.falseNegatives() + predictedPositive * confusion.predictedPositives();
    }

    /**
     * The threshold that costs least on these rows, of all that separate any two of their scores; of several that cost the same,
     * the highest. Its cost is too good to be true for other rows, because it was chosen on these.
     *
     * @return rows with at least this score are predicted positive; infinite if there are none
     */
    public double cheapestThreshold(boolean[] labels, double[] scores) {
        var ranking = new Ranking(labels, scores);
        int cheapest = ranking.steps();
        for (int step = ranking.steps() - 1; step >= 0; step--) {
            // Counts times costs, so that policies that cost the same compare as equal wherever a double can hold it.
            if (of(ranking.reaching(step)) < of(ranking.reaching(cheapest))) {
                cheapest = step;
            }
        }
        return cheapest == ranking.steps() ? Double.POSITIVE_INFINITY : ranking.threshold(cheapest);
    }

    /** Such as {@code a missed positive costs 50 and a predicted positive 1}. */
    @Override
    public String toString() {
        return "a missed positive costs %s and a predicted positive %s"
                .formatted(Numbers.plain(missedPositive), Numbers.plain(predictedPositive));
    }
}
