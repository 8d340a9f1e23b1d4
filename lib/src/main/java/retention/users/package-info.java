/**
 * From posts to users: who counts, what they did in January, and whether they were seen again in February, under a
 * protocol that says how; when they came, and when they were seen at all. What users wrote is only joined here, not
 * analysed.
 */
package retention.users;
