/**
 * From posts to users: who counts, what they did in the observed days, and whether they were seen again in those of the outcome, by
 * a period that says when and a protocol that says how; when they came, and when they were seen at all. What users wrote is only
 * joined here, not analysed.
 */
package retention.users;
