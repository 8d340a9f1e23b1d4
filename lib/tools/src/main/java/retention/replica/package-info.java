/**
 * The synthetic posts: a seeded generator of a file with the schema, quirks and published aggregates of the original
 * one, and the truth that was planted in it. Reading posts, real or synthetic, and computing anything from them is
 * done elsewhere.
 *
 * <pre>{@code
 * import retention.replica.*;
 *
 * var settings = new ReplicaSettings(400, false, 7);
 * var posts = new Replica(settings).posts().toList();
 * System.out.println(posts.size() + " posts");
 * System.out.println("the same for the same seed: " + posts.equals(new Replica(settings).posts().toList()));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * 400 posts
 * the same for the same seed: true
 * }</pre>
 */
package retention.replica;
