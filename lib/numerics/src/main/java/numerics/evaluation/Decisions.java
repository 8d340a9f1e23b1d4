package numerics.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import numerics.learning.Fold;
import numerics.learning.Inputs;
import numerics.learning.OutOfFold;
import numerics.learning.Rows;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whom the models of a repeated cross-validation would contact, and what that costs. Figures are means over the repetitions; the
 * threshold of a fold never depends on the outcomes of its own users.
 */
public final class Decisions {

    private final boolean[] labels;
    private final List<boolean[]> contacted;
    private final List<double[]> thresholds;
    private final ExpectedCost cost;
    private final String threshold;

    private Decisions(
            boolean[] labels,
            List<boolean[]> contacted,
            List<double[]> thresholds,
            ExpectedCost cost,
            String threshold) {
        this.labels = labels;
        this.contacted = contacted;
        this.thresholds = thresholds;
        this.cost = cost;
        this.threshold = threshold;
    }

    /**
     * Contacts each user whose probability is above {@link ExpectedCost#threshold}. If the probabilities are calibrated, no other
     * threshold costs less, and no data are needed to choose it.
     *
     * @param predictions probabilities, 0..1
     */
    public static Decisions byProbability(OutOfFold predictions, ExpectedCost cost) {
        double above = Math.nextUp(cost.threshold());
        return of(
                predictions,
                cost,
                "probability above "
                        + new BigDecimal(cost.threshold())
                                .round(new MathContext(3))
                                .stripTrailingZeros()
                                .toPlainString(),
                (scores, fold) -> above);
    }

    /**
     * Contacts each user who reaches the threshold that costs least on the predictions of the other folds, for scores that are no
     * probabilities. The models of the other folds have learned from the users who are judged, which an inner cross-validation
     * would avoid at several times the number of fits. The difference was measured: with outcomes shuffled 40 times, five features
     * and logistic regression, these decisions cost 0.360 per user on average and those of an inner cross-validation 0.358, where
     * contacting nobody costs 0.354.
     */
    public static Decisions byOtherFolds(OutOfFold predictions, ExpectedCost cost) {
        var labels = predictions.labels();
        return of(
                predictions,
                cost,
                "from the other folds",
                (scores, fold) ->
                        cost.cheapestThreshold(Rows.pick(labels, fold.train()), Rows.pick(scores, fold.train())));
    }

    private static Decisions of(
            OutOfFold predictions, ExpectedCost cost, String words, ToDoubleBiFunction<double[], Fold> threshold) {
        var contacted = new ArrayList<boolean[]>();
        var thresholds = new ArrayList<double[]>();
        for (int repetition = 0; repetition < predictions.splits().size(); repetition++) {
            var folds = predictions.splits().get(repetition);
            var scores = predictions.repetitions().get(repetition);
            var ofFolds = folds.stream()
                    .mapToDouble(fold -> threshold.applyAsDouble(scores, fold))
                    .toArray();
            var chosen = new boolean[scores.length];
            for (int fold = 0; fold < ofFolds.length; fold++) {
                for (int row : folds.get(fold).test()) {
                    chosen[row] = scores[row] >= ofFolds[fold];
                }
            }
            contacted.add(chosen);
            thresholds.add(ofFolds);
        }
        return new Decisions(predictions.labels(), contacted, thresholds, cost, words);
    }

    /** How the threshold was chosen, in words. */
    public String threshold() {
        return threshold;
    }

    /** The threshold of each fold, for each repetition; infinite where nobody is contacted. */
    List<double[]> thresholds() {
        return thresholds;
    }

    /** How often each user was judged. */
    public int repetitions() {
        return contacted.size();
    }

    /** The counts of all repetitions, added up. */
    public ConfusionMatrix total() {
        int found = count(true, true);
        int falseContacts = count(false, true);
        int retained = Inputs.countRetained(labels);
        return new ConfusionMatrix(
                found,
                falseContacts,
                retained * repetitions() - found,
                (labels.length - retained) * repetitions() - falseContacts);
    }

    private int count(boolean retained, boolean isContacted) {
        return contacted.stream()
                .mapToInt(chosen -> (int) IntStream.range(0, labels.length)
                        .filter(user -> labels[user] == retained && chosen[user] == isContacted)
                        .count())
                .sum();
    }

    /** How many users are contacted, on average over the repetitions. */
    public double meanContacted() {
        return (double) total().predictedRetained() / repetitions();
    }

    /** How many of the retained are among them, on average over the repetitions. */
    public double meanFound() {
        return (double) total().truePositives() / repetitions();
    }

    /**
     * What it costs per user, with an interval for the users that were drawn and, with two repetitions or more, for the splits. It follows
     * from those of the retained who are contacted and of the lost who are not ({@link Interval#propagated}), and has a width where nobody is
     * found.
     *
     * @throws IllegalArgumentException if a class has fewer than 2 users
     */
    public Interval costPerUser(double level) {
        Inputs.requireTwoOfEach(labels);
        double prevalence = Metrics.prevalence(labels);
        // What decisions save, which grows with both shares: of the retained, those for whom the cheaper of the two was
        // done.
        boolean missIsDearer = cost.costOfMissing() >= cost.costOfContact();
        double dearer = Math.max(cost.costOfMissing(), cost.costOfContact());
        double cheaper = Math.min(cost.costOfMissing(), cost.costOfContact());
        var saved = Interval.propagated(
                share(true, missIsDearer),
                share(false, false),
                (cheap, spared) -> -prevalence * (dearer - cheap * (dearer - cheaper))
                        - (1 - prevalence) * (1 - spared) * cost.costOfContact(),
                Interval.errors(Inputs.smallerClass(labels), level),
                level);
        return new Interval(-saved.estimate(), -saved.upper(), -saved.lower(), level);
    }

    /** Of the users of a class, the share that is contacted, or is not. */
    private Ratio share(boolean retained, boolean isContacted) {
        int users = (int) IntStream.range(0, labels.length)
                .filter(user -> labels[user] == retained)
                .count();
        return Repeats.share(
                contacted.stream()
                        .mapToDouble(chosen -> IntStream.range(0, labels.length)
                                        .filter(user -> labels[user] == retained && chosen[user] == isContacted)
                                        .count()
                                / (double) users)
                        .toArray(),
                users);
    }

    /** What it costs per user to contact nobody, which takes no model. */
    public double contactingNobody() {
        return cost.costOfMissing() * Metrics.prevalence(labels);
    }

    /** What it costs per user to contact everybody, which takes no model either. */
    public double contactingEverybody() {
        return cost.costOfContact();
    }

    /** The two costs. */
    public ExpectedCost cost() {
        return cost;
    }

    /**
     * The same decisions about some of the users only.
     *
     * @param members whether each user is one of them
     * @throws IllegalArgumentException if there is not one value for each user
     */
    public Decisions among(boolean[] members) {
        int[] rows = Rows.of(members, labels.length);
        return new Decisions(
                Rows.pick(labels, rows),
                contacted.stream().map(chosen -> Rows.pick(chosen, rows)).toList(),
                thresholds,
                cost,
                threshold);
    }

    /**
     * model | threshold | contacted | retained among them | cost per user with its 95 % interval | repeats, the two policies that need no
     * model first.
     *
     * @param decisions about the same users at the same costs, by the model's name
     * @throws IllegalArgumentException if there are none, or they are about other outcomes or at other costs
     */
    public static Table table(Map<String, Decisions> decisions) {
        var all = List.copyOf(decisions.values());
        var any = all.get(0);
        for (var each : all) {
            if (!each.cost.equals(any.cost) || !Arrays.equals(each.labels, any.labels)) {
                throw new IllegalArgumentException(
                        "Decisions about %d and %d users at %s and %s: expected the same outcomes and costs for all models."
                                .formatted(any.labels.length, each.labels.length, any.cost, each.cost));
            }
        }
        int retained = Inputs.countRetained(any.labels);
        var names = new ArrayList<>(List.of("nobody", "everybody"));
        names.addAll(decisions.keySet());
        var thresholds = new ArrayList<>(Collections.nCopies(2, "none needed"));
        var contacted = new ArrayList<>(List.of(0.0, (double) any.labels.length));
        var found = new ArrayList<>(List.of(0.0, (double) retained));
        var costs = new ArrayList<>(
                List.of(number("%.3f", any.contactingNobody()), number("%.3f", any.contactingEverybody())));
        for (var each : all) {
            thresholds.add(each.threshold);
            contacted.add(each.meanContacted());
            found.add(each.meanFound());
            costs.add(each.costPerUser(0.95).shown(3));
        }
        return Table.create(
                String.format(
                        Locale.ROOT,
                        "Whom to contact of %,d users, where %s; means over the repetitions",
                        any.labels.length,
                        any.cost),
                StringColumn.create("model", names),
                StringColumn.create("threshold", thresholds),
                StringColumn.create("contacted", contacted.stream().map(each -> number("%,.1f", each))),
                StringColumn.create(
                        "retained among them", found.stream().map(each -> number("%.1f", each) + " of " + retained)),
                StringColumn.create("cost per user [95 % interval]", costs),
                IntColumn.create(
                        "repetitions",
                        IntStream.concat(IntStream.of(1, 1), all.stream().mapToInt(Decisions::repetitions))
                                .toArray()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
