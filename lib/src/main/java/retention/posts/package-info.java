/**
 * The posts as they were crawled: CSV in, display counts, timestamps inside ids, and a quality report. What a user is,
 * and which posts count for one, is decided elsewhere.
 */
package retention.posts;
