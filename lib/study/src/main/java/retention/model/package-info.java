/**
 * Features in, probabilities out: the feature matrix, the learners (logistic regression, trees, the published network and a
 * recurrent one), the networks' training as Keras would do it, and predictions for rows that were not seen. How good the
 * predictions are is judged elsewhere, and where the features come from is not known here.
 */
package retention.model;
