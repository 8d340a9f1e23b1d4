/**
 * How good predictions are and how sure one can be: metrics, confidence intervals, tests, calibration and costs, on
 * labels ({@code true} is positive) and scores, or on the out-of-fold predictions of a cross-validation.
 *
 * <pre>{@code
 * import numerics.evaluation.*;
 *
 * var labels = new boolean[] {true, true, false, false, false, false};
 * var scores = new double[] {0.9, 0.4, 0.6, 0.3, 0.2, 0.1};
 * System.out.println("AUC " + MetricIntervals.auc(labels, scores, 0.95).shown(2));
 * System.out.println(ConfusionMatrix.at(0.5, labels, scores));
 * System.out.println("found: " + Interval.wilson(new Ratio(0, 20), 0.95).shown(2));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * AUC 0.88 [0.00, 1.00]
 * ConfusionMatrix[truePositives=1, falsePositives=1, falseNegatives=1, trueNegatives=3]
 * found: 0.00 [0.00, 0.16]
 * }</pre>
 */
package numerics.evaluation;
