/**
 * The steps of the study as a job of Apache Spark, for posts that are too many for one machine. The rules are the
 * library's own: {@link retention.posts.Posts} reads a file of posts, and {@link retention.users.Users} makes a user.
 * What is new here is how the work is shared out among machines, and that results are Parquet. Its example is a
 * command, which {@code LocalJobTest} and {@code ClusterTest} run:
 *
 * <pre>{@code
 * bin/retention-spark crawl/ --out tables --workers 2
 * }</pre>
 */
package retention.spark;
