package retention.replica;

/**
 * What makes one replica differ from another.
 *
 * @param posts rows of the file, from {@value #FEWEST_POSTS} to {@value #MOST_POSTS}; the published facts hold exactly
 *     for {@value #PUBLISHED_POSTS}, and in proportion for others
 * @param nullModel whether retention is drawn independently of everything, so that nothing can predict it
 * @param seed of every random draw
 */
public record ReplicaSettings(int posts, boolean nullModel, long seed) {

    /** The rows of the original file. */
    public static final int PUBLISHED_POSTS = 4117;

    /** Below this there are too few February posts for enough retained users. */
    public static final int FEWEST_POSTS = 300;

    /** The largest size that was measured. */
    public static final int MOST_POSTS = 1_000_000;

    private static final long STANDARD_SEED = 20_250_113;

    /**
     * Checks the number of posts.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public ReplicaSettings {
        if (posts < FEWEST_POSTS || posts > MOST_POSTS) {
            throw new IllegalArgumentException(
                    "A replica has from %d to %d posts, not %d. Ask for a size in that range."
                            .formatted(FEWEST_POSTS, MOST_POSTS, posts));
        }
    }

    /** The settings of the committed file: the published size, with planted retention effects. */
    public static ReplicaSettings standard() {
        return new ReplicaSettings(PUBLISHED_POSTS, false, STANDARD_SEED);
    }
}
