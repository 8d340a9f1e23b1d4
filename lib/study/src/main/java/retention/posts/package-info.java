/**
 * The posts as they were crawled: files of whatever form people have in, display counts, times checked against those
 * inside ids, and a quality report. What a user is, and which posts count for one, is decided elsewhere.
 *
 * <pre>{@code
 * import retention.posts.*;
 * import retention.project.*;
 *
 * System.out.println("1千+ is " + CountParser.DISPLAYED.parse("1千+"));
 * System.out.println("as published, it is " + CountParser.AS_PUBLISHED.parse("1千+"));
 * System.out.println("made at " + new TimestampedId("6784f3a2000000001d00a1b2").createdInChina());
 * var posts = Posts.read(Project.find().data().resolve("replica.csv"));
 * System.out.println(posts.summary());
 * System.out.println("lower bounds: " + QualityReport.of(posts).lowerBounds());
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * 1千+ is 1,000 or more
 * as published, it is 1
 * made at 2025-01-13T19:06:10
 * All 4,117 rows were read.
 * lower bounds: {like_count=273, collect_count=169, comment_count=178, share_count=145}
 * }</pre>
 */
package retention.posts;
