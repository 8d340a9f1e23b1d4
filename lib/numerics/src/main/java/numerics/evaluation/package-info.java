/**
 * How good predictions are and how sure we can be: metrics, intervals, calibration, costs, tests and sample sizes, on plain
 * arrays of labels ({@code true} = positive) and scores.
 */
package numerics.evaluation;
