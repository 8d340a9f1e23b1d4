/**
 * How good predictions are and how sure one can be: metrics, confidence intervals, tests, calibration and costs, on labels ({@code
 * true} is positive) and scores, or on the out-of-fold predictions of a cross-validation.
 */
package numerics.evaluation;
