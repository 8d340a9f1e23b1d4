/**
 * How good predictions are and how sure we can be: cross-validation, metrics, intervals, tests, costs and the guards against
 * leaks, nearly all on plain arrays of labels ({@code true} = retained) and scores. What learns, and how what is measured here
 * is drawn, is not known here.
 */
package retention.evaluation;
