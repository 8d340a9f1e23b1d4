/**
 * Learning to tell positive rows from negative ones: matrices of features, features that are learned inside the fold, logistic
 * regression for few positives, and cross-validation. How good predictions are is judged in {@code numerics.evaluation}.
 */
package numerics.learning;
