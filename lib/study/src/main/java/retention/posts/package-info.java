/**
 * The posts as they were crawled: files of whatever form people have in, display counts, times checked
 * against those inside ids, and a quality report. What a user is,
 * and which posts count for one, is decided elsewhere.
 */
package retention.posts;
