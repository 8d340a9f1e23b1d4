package retention.evaluation;

import java.util.Locale;

/**
 * What a threshold costs, where users at or above it are called as likely to stay: each retained user who is not called costs
 * one thing, each call another, whoever is called. Only the ratio of the two costs decides which threshold is best.
 *
 * @param costOfMissing of a retained user who is not called, above 0, in any unit
 * @param costOfCalling of every user who is called, retained or lost, above 0, in the same unit
 */
public record ExpectedCost(double costOfMissing, double costOfCalling) {

    /** @throws IllegalArgumentException if a cost is not finite and above 0 */
    public ExpectedCost {
        requireCost("missing a retained user", costOfMissing);
        requireCost("calling a user", costOfCalling);
    }

    /**
     * The cheapest threshold, beside the two policies that need no model.
     *
     * @param threshold users with at least this score are called; infinite if nobody is
     * @param confusion what came of that
     * @param costPerUser what it costs, over all users
     * @param callingNobody what it costs per user to call nobody
     * @param callingEverybody what it costs per user to call everybody
     */
    public record Choice(
            double threshold,
            ConfusionMatrix confusion,
            double costPerUser,
            double callingNobody,
            double callingEverybody) {

        /** The figures, such as {@code threshold 0.021: 0.0049 per user (nobody 0.0062, everybody 0.0500)}. */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "threshold %.4g: %.4f per user (nobody %.4f, everybody %.4f)",
                    threshold,
                    costPerUser,
                    callingNobody,
                    callingEverybody);
        }
    }

    /** The cost of these predictions, over all users. */
    public double perUser(ConfusionMatrix confusion) {
        return of(confusion) / confusion.users();
    }

    /**
     * The cheapest threshold on these users, of all that tell any two of their scores apart. Of several that cost the same it
     * is the one that calls fewest.
     *
     * <p>Its cost is too good to be true for other users, because it was chosen on these. One of {@link InnerThreshold} is
     * not.
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not finite
     */
    public Choice best(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        int cheapest = -1;
        for (int step = 0; step < ranking.steps(); step++) {
            // Counts times costs, so that policies that cost the same compare as equal wherever a double can hold it.
            if (of(confusion(ranking, step)) < of(confusion(ranking, cheapest))) {
                cheapest = step;
            }
        }
        return choice(
                cheapest < 0 ? Double.POSITIVE_INFINITY : ranking.threshold(cheapest), confusion(ranking, cheapest));
    }

    private Choice choice(double threshold, ConfusionMatrix confusion) {
        int retained = confusion.retained();
        int lost = confusion.lost();
        return new Choice(
                threshold,
                confusion,
                perUser(confusion),
                perUser(new ConfusionMatrix(0, 0, retained, lost)),
                perUser(new ConfusionMatrix(retained, lost, 0, 0)));
    }

    private static ConfusionMatrix confusion(Ranking ranking, int step) {
        int found = ranking.retainedReaching(step);
        int falseCalls = ranking.lostReaching(step);
        return new ConfusionMatrix(found, falseCalls, ranking.retained() - found, ranking.lost() - falseCalls);
    }

    private double of(ConfusionMatrix confusion) {
        return costOfMissing * confusion.falseNegatives() + costOfCalling * confusion.predictedRetained();
    }

    private static void requireCost(String of, double cost) {
        if (!(cost > 0 && Double.isFinite(cost))) {
            throw new IllegalArgumentException(
                    "The cost of %s is %s: expected a finite number above 0.".formatted(of, cost));
        }
    }
}
