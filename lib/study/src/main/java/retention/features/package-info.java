/**
 * What a model may know of a user: features of the observed days alone, each with the argument why it cannot see the outcome, and
 * features of text that are learned inside the fold. What is made of them, and how well, is not known here.
 */
package retention.features;
