/**
 * Features in, probabilities out: the scaled feature matrix, the feed-forward network, its training as Keras would do
 * it, and predictions for rows that the network has not seen. How good the predictions are is judged elsewhere, and
 * where the features come from is not known here.
 */
package retention.model;
