/**
 * The headline model as a tool: it is trained on a study, kept in a file with its model card, and scores users whose outcome nobody
 * knows. The study's own figures are computed in {@code retention.study}, not here.
 */
package retention.scoring;
