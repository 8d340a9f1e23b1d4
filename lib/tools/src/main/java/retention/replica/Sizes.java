package retention.replica;

/**
 * How many of everything there are: the published facts at the published size, and in proportion at others.
 *
 * @param posts all rows
 * @param januaryUsers users with at least one January post
 * @param retained those of them with a February post inside the published window; at least {@value #FEWEST_RETAINED},
 *     so that five folds can be stratified
 * @param late January users whose only February post is of the 28th, after the published window
 * @param reposts posts that repeat an earlier text of their user
 * @param withoutTitle posts without a title
 * @param withoutContent posts without content
 * @param withoutLabel posts without hashtags
 */
record Sizes(
        int posts,
        int januaryUsers,
        int retained,
        int late,
        int reposts,
        int withoutTitle,
        int withoutContent,
        int withoutLabel) {

    static final int FEWEST_RETAINED = 12;

    static Sizes of(int posts) {
        return new Sizes(
                posts,
                scaled(3249, posts),
                Math.max(FEWEST_RETAINED, scaled(20, posts)),
                Math.max(1, scaled(3, posts)),
                Math.max(1, scaled(28, posts)),
                scaled(4117 - 3420, posts),
                scaled(4117 - 4016, posts),
                scaled(4117 - 3756, posts));
    }

    /** The users in ascending id order before the published validation split: the first 80 %. */
    static int older(int users) {
        return (int) (users * 4L / 5);
    }

    private static int scaled(int published, int posts) {
        return (int) Math.round((double) published * posts / ReplicaSettings.PUBLISHED_POSTS);
    }
}
