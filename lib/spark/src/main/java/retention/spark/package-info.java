/**
 * The steps of the study as a job of Apache Spark, for posts that are too many for one machine. The rules are the library's own: a
 * file of posts is read by {@link retention.posts.Posts}, a user is made by {@link retention.users.Users}. What is new here is
 * only how the work is dealt out, and that results are Parquet.
 */
package retention.spark;
