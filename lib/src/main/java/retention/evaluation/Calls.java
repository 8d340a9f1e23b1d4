package retention.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whom the models of a repeated cross-validation would call, and what that costs: figures are means over the repetitions. See
 * {@link InnerThreshold} for thresholds that were chosen without the users whom they judge.
 */
public final class Calls {

    private static final String FIXED = "threshold ";

    private final boolean[] labels;
    private final List<boolean[]> called;
    private final List<double[]> thresholds;
    private final ExpectedCost cost;
    private final String threshold;

    private Calls(
            boolean[] labels, List<boolean[]> called, List<double[]> thresholds, ExpectedCost cost, String threshold) {
        this.labels = labels;
        this.called = called;
        this.thresholds = thresholds;
        this.cost = cost;
        this.threshold = threshold;
    }

    /**
     * Calls whoever reaches the threshold of the own fold.
     *
     * @param thresholds one a fold, for each repetition
     * @param threshold in words, for tables
     */
    static Calls at(List<double[]> thresholds, OutOfFold predictions, ExpectedCost cost, String threshold) {
        var called = new ArrayList<boolean[]>();
        for (int repetition = 0; repetition < thresholds.size(); repetition++) {
            var folds = predictions.splits().get(repetition);
            var scores = predictions.repetitions().get(repetition);
            var calls = new boolean[scores.length];
            for (int fold = 0; fold < folds.size(); fold++) {
                for (int row : folds.get(fold).test()) {
                    calls[row] = scores[row] >= thresholds.get(repetition)[fold];
                }
            }
            called.add(calls);
        }
        return new Calls(predictions.labels(), called, thresholds, cost, threshold);
    }

    /**
     * Calls whoever reaches a threshold that was fixed beforehand, such as 0.5.
     *
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public static Calls at(double fixed, OutOfFold predictions, ExpectedCost cost) {
        if (Double.isNaN(fixed)) {
            throw new IllegalArgumentException("The threshold is NaN: expected a number to compare scores with.");
        }
        return at(
                predictions.splits().stream()
                        .map(folds -> IntStream.range(0, folds.size())
                                .mapToDouble(fold -> fixed)
                                .toArray())
                        .toList(),
                predictions,
                cost,
                FIXED + fixed);
    }

    /** How the threshold was chosen, in words, such as {@code threshold 0.5} or {@code from the other folds}. */
    public String threshold() {
        return threshold;
    }

    /** {@link #threshold} as part of a sentence, with the costs that it was chosen by, if it was. */
    public String description() {
        return threshold.startsWith(FIXED) ? threshold : "a threshold %s, where %s".formatted(threshold, costs());
    }

    private String costs() {
        return "a miss costs %s and a call %s".formatted(shown(cost.costOfMissing()), shown(cost.costOfCalling()));
    }

    /** The threshold of each fold, for each repetition; infinite where nobody is called. */
    public List<double[]> thresholds() {
        return thresholds.stream().map(double[]::clone).toList();
    }

    /** How often each user was judged. */
    public int repetitions() {
        return called.size();
    }

    /** The counts of all repetitions, added up. */
    public ConfusionMatrix total() {
        int found = 0;
        int falseCalls = 0;
        for (var calls : called) {
            for (int user = 0; user < labels.length; user++) {
                if (calls[user] && labels[user]) {
                    found++;
                } else if (calls[user]) {
                    falseCalls++;
                }
            }
        }
        int retained = Inputs.countRetained(labels);
        return new ConfusionMatrix(
                found,
                falseCalls,
                retained * called.size() - found,
                (labels.length - retained) * called.size() - falseCalls);
    }

    /** How many users are called, on average over the repetitions. */
    public double meanCalled() {
        return (double) total().predictedRetained() / repetitions();
    }

    /** How many of the retained are among them, on average over the repetitions. */
    public double meanFound() {
        return (double) total().truePositives() / repetitions();
    }

    /**
     * What it costs per user, with an interval for the users that were drawn and, with two repetitions or more, for the splits. It follows
     * from those of the retained who are called and of the lost who are not ({@link Interval#propagated}), and has a width where nobody is
     * found.
     *
     * @throws IllegalArgumentException if a class has fewer than 2 users
     */
    public Interval costPerUser(double level) {
        Inputs.requireTwoOfEach(labels);
        double prevalence = Metrics.prevalence(labels);
        // What calls save, which grows with both shares: of the retained, those for whom the cheaper of the two was
        // done.
        boolean missIsDearer = cost.costOfMissing() >= cost.costOfCalling();
        double dearer = Math.max(cost.costOfMissing(), cost.costOfCalling());
        double cheaper = Math.min(cost.costOfMissing(), cost.costOfCalling());
        var saved = Interval.propagated(
                share(true, missIsDearer),
                share(false, false),
                (cheap, spared) -> -prevalence * (dearer - cheap * (dearer - cheaper))
                        - (1 - prevalence) * (1 - spared) * cost.costOfCalling(),
                Interval.errors(Inputs.smallerClass(labels), level),
                level);
        return new Interval(-saved.estimate(), -saved.upper(), -saved.lower(), level);
    }

    /** Of the users of a class, the share that is called, or is not. */
    private Ratio share(boolean retained, boolean isCalled) {
        int users = (int) IntStream.range(0, labels.length)
                .filter(user -> labels[user] == retained)
                .count();
        return Repeats.share(
                called.stream()
                        .mapToDouble(calls -> IntStream.range(0, labels.length)
                                        .filter(user -> labels[user] == retained && calls[user] == isCalled)
                                        .count()
                                / (double) users)
                        .toArray(),
                users);
    }

    /** What it costs per user to call nobody, which takes no model. */
    public double callingNobody() {
        return cost.costOfMissing() * Metrics.prevalence(labels);
    }

    /** What it costs per user to call everybody, which takes no model either. */
    public double callingEverybody() {
        return cost.costOfCalling();
    }

    /** What was called what: the two costs. */
    public ExpectedCost cost() {
        return cost;
    }

    /**
     * The same calls, of some of the users only.
     *
     * @param members whether each user is one of them
     * @throws IllegalArgumentException if there is not one value a user
     */
    public Calls among(boolean[] members) {
        int[] rows = Rows.of(members, labels.length);
        return new Calls(
                Rows.pick(labels, rows),
                called.stream().map(calls -> Rows.pick(calls, rows)).toList(),
                thresholds,
                cost,
                threshold);
    }

    /**
     * model | threshold | called | retained among them | cost per user with its 95 % interval | repeats, in the title the two costs, and
     * what it costs to call nobody and everybody.
     *
     * @param calls of the same users at the same costs, by the model's name
     * @throws IllegalArgumentException if there are none, or they are of other users or at other costs
     */
    public static Table table(Map<String, Calls> calls) {
        var all = calls.values();
        if (all.stream().map(Calls::cost).distinct().count() != 1
                || all.stream().map(each -> each.labels.length).distinct().count() != 1) {
            throw new IllegalArgumentException("Calls of %s users at the costs %s: expected the same for all models."
                    .formatted(
                            all.stream()
                                    .map(each -> each.labels.length)
                                    .distinct()
                                    .toList(),
                            all.stream().map(Calls::cost).distinct().toList()));
        }
        var any = all.iterator().next();
        int retained = Inputs.countRetained(any.labels);
        return Table.create(
                String.format(
                        Locale.ROOT,
                        "Whom to call of %,d users, where %s; means over repeats. Calling nobody costs %.3f per user, everybody %.3f",
                        any.labels.length,
                        any.costs(),
                        any.callingNobody(),
                        any.callingEverybody()),
                StringColumn.create("model", calls.keySet()),
                StringColumn.create("threshold", all.stream().map(Calls::threshold)),
                StringColumn.create("called", all.stream().map(each -> number("%,.1f", each.meanCalled()))),
                StringColumn.create(
                        "retained among them",
                        all.stream().map(each -> number("%.1f", each.meanFound()) + " of " + retained)),
                StringColumn.create(
                        "cost per user [95 % interval]",
                        all.stream().map(each -> each.costPerUser(0.95).shown(3))),
                IntColumn.create("repeats", all.stream().mapToInt(Calls::repetitions)));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String shown(double cost) {
        return cost == Math.rint(cost) ? String.format(Locale.ROOT, "%.0f", cost) : Double.toString(cost);
    }
}
