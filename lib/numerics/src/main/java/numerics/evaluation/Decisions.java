package numerics.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.learning.Fold;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import tech.tablesaw.api.Table;

/**
 * Which rows the models of a repeated cross-validation predict as positive, and what that costs. The threshold of a fold is not
 * chosen by the labels of its own rows.
 *
 * @param repetitions the counts of each repetition, over all rows
 * @param cost of missed and of predicted positives
 * @param threshold how it was chosen, in words
 */
public record Decisions(List<ConfusionMatrix> repetitions, ExpectedCost cost, String threshold) {

    /**
     * Predicts as positive each row whose probability is above {@link ExpectedCost#threshold}. If the probabilities are calibrated,
     * no other threshold costs less, and no data are needed to choose it.
     *
     * @param predictions probabilities, 0..1
     */
    public static Decisions byProbability(OutOfFold predictions, ExpectedCost cost) {
        double above = Math.nextUp(cost.threshold());
        var shown = new BigDecimal(cost.threshold()).round(new MathContext(3)).stripTrailingZeros();
        return of(predictions, cost, "probability above " + shown.toPlainString(), (scores, fold) -> above);
    }

    /**
     * Predicts as positive each row that reaches the threshold which costs least on the predictions of the other folds, for scores
     * that are not probabilities. The models of the other folds have learned from the rows that are judged. An inner
     * cross-validation would avoid that at several times the number of fits, and costs nearly the same: with labels shuffled 40
     * times, five features and logistic regression, 0.358 per row on average against 0.360 here, where predicting no positive costs
     * 0.354.
     */
    public static Decisions byOtherFolds(OutOfFold predictions, ExpectedCost cost) {
        var labels = predictions.labels();
        return of(
                predictions,
                cost,
                "from the other folds",
                (scores, fold) -> cost.cheapestThreshold(
                        Outcomes.pick(labels, fold.train()), Outcomes.pick(scores, fold.train())));
    }

    private static Decisions of(
            OutOfFold predictions, ExpectedCost cost, String words, ToDoubleBiFunction<double[], Fold> threshold) {
        var labels = predictions.labels();
        var repetitions = predictions.repetitions();
        var splits = predictions.splits();
        var counts = new ArrayList<ConfusionMatrix>();
        for (int repetition = 0; repetition < repetitions.size(); repetition++) {
            var scores = repetitions.get(repetition);
            var chosen = new boolean[scores.length];
            for (var fold : splits.get(repetition)) {
                double ofFold = threshold.applyAsDouble(scores, fold);
                for (int row : fold.test()) {
                    chosen[row] = scores[row] >= ofFold;
                }
            }
            counts.add(ConfusionMatrix.of(labels, chosen));
        }
        return new Decisions(List.copyOf(counts), cost, words);
    }

    /** How many rows are predicted positive, on average over the repetitions. */
    public double meanPredictedPositives() {
        return mean(ConfusionMatrix::predictedPositives);
    }

    /** How many of the positives are among them, on average over the repetitions. */
    public double meanTruePositives() {
        return mean(ConfusionMatrix::truePositives);
    }

    private double mean(ToIntFunction<ConfusionMatrix> count) {
        return (double) repetitions.stream().mapToInt(count).sum() / repetitions.size();
    }

    /**
     * The cost per row, with an interval for the rows that were drawn and, with two repetitions or more, for the splits. It follows
     * from those of recall and specificity ({@link Interval#propagated}), and has a width where no positive is found.
     *
     * @throws IllegalArgumentException if a class has fewer than 2 rows
     */
    public Interval costPerRow(double level) {
        var any = repetitions.get(0);
        double errors = Interval.errors(Math.min(any.positives(), any.negatives()), level);
        double prevalence = (double) any.positives() / any.rows();
        // What is saved grows with both shares: of the positives, those for which the cheaper of the two was done.
        boolean missCostsMore = cost.missedPositive() >= cost.predictedPositive();
        double more = Math.max(cost.missedPositive(), cost.predictedPositive());
        double less = Math.min(cost.missedPositive(), cost.predictedPositive());
        var cheaper = share(
                missCostsMore ? ConfusionMatrix::truePositives : ConfusionMatrix::falseNegatives, any.positives());
        var negatives = share(ConfusionMatrix::trueNegatives, any.negatives());
        DoubleBinaryOperator saved = (cheap, spared) -> -prevalence * (more - cheap * (more - less))
                - (1 - prevalence) * (1 - spared) * cost.predictedPositive();
        return Interval.propagated(cheaper, negatives, saved, errors, level).map(each -> -each);
    }

    /** A count as a share of the rows of a class. */
    private Ratio share(ToIntFunction<ConfusionMatrix> count, int rows) {
        var shares = repetitions.stream()
                .mapToDouble(each -> count.applyAsInt(each) / (double) rows)
                .toArray();
        var variances =
                DoubleStream.of(shares).map(each -> each * (1 - each) / rows).toArray();
        return Repeats.of(shares, variances).proportion(rows);
    }

    /**
     * model | threshold | predicted positive | true positives, the last two on average over the repetitions.
     *
     * @param decisions by the model's name, in the order in which to show them
     */
    public static Table table(Map<String, Decisions> decisions) {
        return TableOf.rows("Decisions: means over the repetitions", decisions.entrySet())
                .text("model", Map.Entry::getKey)
                .text("threshold", each -> each.getValue().threshold())
                .text(
                        "predicted positive",
                        each -> Numbers.text("%,.1f", each.getValue().meanPredictedPositives()))
                .text("true positives", each -> each.getValue().shownTruePositives())
                .table();
    }

    private String shownTruePositives() {
        return Numbers.text(
                "%.1f of %d", meanTruePositives(), repetitions.get(0).positives());
    }
}
