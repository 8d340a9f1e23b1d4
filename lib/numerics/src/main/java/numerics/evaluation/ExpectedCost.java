package numerics.evaluation;

import java.util.Locale;

/**
 * What decisions cost: each retained user who is not contacted costs one thing, each contact another, whoever is contacted. Only
 * the ratio of the two decides which threshold is best.
 *
 * @param costOfMissing of a retained user who is not contacted, above 0, in any unit
 * @param costOfContact of every user who is contacted, retained or lost, above 0, in the same unit
 */
public record ExpectedCost(double costOfMissing, double costOfContact) {

    /** @throws IllegalArgumentException if a cost is not finite and above 0 */
    public ExpectedCost {
        requireCost("missing a retained user", costOfMissing);
        requireCost("contacting a user", costOfContact);
    }

    /** The probability above which a contact costs less than the miss that is to be expected; above 1 where it never does. */
    public double threshold() {
        return costOfContact / costOfMissing;
    }

    /** The cost of these predictions, mean over all users. */
    double perUser(ConfusionMatrix confusion) {
        return of(confusion) / confusion.users();
    }

    /**
     * The threshold that costs least on these users, of all that tell any two of their scores apart; of several that cost the same,
     * the one that contacts fewest. Its cost is too good to be true for other users, because it was chosen on these.
     *
     * @return users with at least this score are contacted; infinite if nobody is
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not finite
     */
    public double cheapestThreshold(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        int cheapest = -1;
        for (int step = 0; step < ranking.steps(); step++) {
            // Counts times costs, so that policies that cost the same compare as equal wherever a double can hold it.
            if (of(confusion(ranking, step)) < of(confusion(ranking, cheapest))) {
                cheapest = step;
            }
        }
        return cheapest < 0 ? Double.POSITIVE_INFINITY : ranking.threshold(cheapest);
    }

    private static ConfusionMatrix confusion(Ranking ranking, int step) {
        int found = ranking.retainedReaching(step);
        int falseContacts = ranking.lostReaching(step);
        return new ConfusionMatrix(found, falseContacts, ranking.retained() - found, ranking.lost() - falseContacts);
    }

    private double of(ConfusionMatrix confusion) {
        return costOfMissing * confusion.falseNegatives() + costOfContact * confusion.predictedRetained();
    }

    /** Such as {@code a miss costs 50 and a contact 1}. */
    @Override
    public String toString() {
        return "a miss costs %s and a contact %s".formatted(shown(costOfMissing), shown(costOfContact));
    }

    private static String shown(double cost) {
        return cost == Math.rint(cost) ? String.format(Locale.ROOT, "%.0f", cost) : Double.toString(cost);
    }

    private static void requireCost(String of, double cost) {
        if (!(cost > 0 && Double.isFinite(cost))) {
            throw new IllegalArgumentException(
                    "The cost of %s is %s: expected a finite number above 0.".formatted(of, cost));
        }
    }
}
