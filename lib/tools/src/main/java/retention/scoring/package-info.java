/**
 * The headline model as a thing to use: trained on a study, kept in a file with its model card, and asked about users whose
 * outcome nobody knows. How good it is, calibration included, is judged on users that it had not seen, and how often its intervals
 * hold the truth where the truth is known; the card says both.
 */
package retention.scoring;
