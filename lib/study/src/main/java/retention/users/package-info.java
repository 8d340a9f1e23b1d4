/**
 * From posts to users: who counts, what they did in the observed days, and whether they were seen again in those of
 * the outcome, by a period that says when and a protocol that says how; when they came, and when they were seen at
 * all. What users wrote is only joined here, not analysed.
 *
 * <pre>{@code
 * import retention.posts.*;
 * import retention.project.*;
 * import retention.users.*;
 *
 * var posts = Posts.read(Project.find().data().resolve("replica.csv"));
 * for (var protocol : Protocol.values()) {
 *     var users = Users.of(posts, protocol, Period.DEFAULT);
 *     System.out.println(protocol + ": " + users.size() + " users, " + users.retained() + " retained");
 * }
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * AS_PUBLISHED: 3249 users, 20 retained
 * CORRECTED: 3249 users, 23 retained
 * }</pre>
 */
package retention.users;
