/**
 * What a model may know of a user: features of the observed days alone, each with the argument why it cannot see the
 * outcome, and features of text that are learned inside the fold. What is made of them, and how well, is not known
 * here.
 *
 * <pre>{@code
 * import retention.features.*;
 * import retention.posts.*;
 * import retention.project.*;
 * import retention.users.*;
 *
 * var posts = Posts.read(Project.find().data().resolve("replica.csv")).posts();
 * var users = Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);
 * System.out.println(ObservedFeature.of(users, ObservedFeature.HEADLINE).names());
 * System.out.println("recency: " + ObservedFeature.RECENCY.leakArgument());
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * [likes, comments, posts, recency, newcomer]
 * recency: times of observed posts only; the id of a post fixes its time
 * }</pre>
 */
package retention.features;
