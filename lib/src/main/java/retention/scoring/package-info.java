/**
 * The headline model as a thing to use: trained on a study, kept in a file with its model card, and asked about users whose
 * February nobody knows. How good it is was judged in the study; nothing here is fitted to look better.
 */
package retention.scoring;
