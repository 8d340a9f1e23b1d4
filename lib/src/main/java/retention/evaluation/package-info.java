/**
 * How good predictions are and how sure we can be: metrics, curves, stratified folds, intervals, permutation and rank
 * tests, all on plain arrays of labels ({@code true} = retained) and scores. Fitting models, and drawing what is measured
 * here, happens elsewhere.
 */
package retention.evaluation;
