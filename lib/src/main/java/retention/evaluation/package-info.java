/**
 * How good predictions are and how sure we can be: metrics, curves, stratified folds, intervals, permutation and rank
 * tests, nearly all on plain arrays of labels ({@code true} = retained) and scores; what a model lives on is asked of its
 * {@link retention.model.Predictor}. Fitting models, and drawing what is measured here, happens elsewhere.
 */
package retention.evaluation;
