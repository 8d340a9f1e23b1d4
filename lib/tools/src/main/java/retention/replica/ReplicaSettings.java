package retention.replica;

import java.util.List;
import java.util.stream.IntStream;
import numerics.Check;

/**
 * What makes one replica differ from another. All else is as many as published at the published size, and in proportion at
 * others.
 *
 * @param posts rows of the file, from {@value #FEWEST_POSTS} to {@value #MOST_POSTS}; the published facts hold exactly
 *     for {@value #PUBLISHED_POSTS}
 * @param nullModel whether retention is drawn independently of everything, so that nothing can predict it
 * @param seed of every random draw
 */
public record ReplicaSettings(int posts, boolean nullModel, long seed) {

    /** The rows of the original file. */
    public static final int PUBLISHED_POSTS = 4117;

    /** Below this there are too few February posts for enough retained users. */
    public static final int FEWEST_POSTS = 300;

    /** Users and posts have numbers of this size. */
    public static final int MOST_POSTS = 1_000_000_000;

    /** More posts are made in parts, so that the memory does not grow with them. */
    static final int MOST_POSTS_OF_A_PART = 1_000_000;

    /** So many that five folds can be stratified. */
    static final int FEWEST_RETAINED = 12;

    private static final long STANDARD_SEED = 20_250_113;

    /**
     * Checks the number of posts.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public ReplicaSettings {
        Check.that(
                posts >= FEWEST_POSTS && posts <= MOST_POSTS,
                "A replica has from %d to %d posts, not %d. Ask for a size in that range.",
                FEWEST_POSTS,
                MOST_POSTS,
                posts);
    }

    /** The settings of the committed file: the published size, with planted retention effects. */
    public static ReplicaSettings standard() {
        return new ReplicaSettings(PUBLISHED_POSTS, false, STANDARD_SEED);
    }

    /**
     * How many of everything there are.
     *
     * @param januaryUsers users with at least one January post
     * @param olderUsers the first of them in ascending order of id, on which the published study trained: 80 %
     * @param retained January users with a February post inside the published window
     * @param onlyOnLastDay January users whose only February post is of the 28th, after the published window
     * @param reposts posts that repeat an earlier text of their user
     */
    record Sizes(
            int januaryUsers,
            int olderUsers,
            int retained,
            int onlyOnLastDay,
            int reposts,
            int withoutTitle,
            int withoutContent,
            int withoutLabel) {}

    Sizes sizes() {
        return new Sizes(
                scaled(3249),
                (int) (scaled(3249) * 4L / 5),
                Math.max(FEWEST_RETAINED, scaled(20)),
                Math.max(1, scaled(3)),
                Math.max(1, scaled(28)),
                scaled(4117 - 3420),
                scaled(4117 - 4016),
                scaled(4117 - 3756));
    }

    /** The parts in which the posts are made, all of about the same size: replicas with seeds of their own. */
    List<ReplicaSettings> parts() {
        return parts(1 + (posts - 1) / MOST_POSTS_OF_A_PART);
    }

    List<ReplicaSettings> parts(int number) {
        var seeds = Draws.of(seed, "parts");
        return IntStream.range(0, number)
                .map(part -> (int) ((part + 1L) * posts / number - (long) part * posts / number))
                .mapToObj(size -> new ReplicaSettings(size, nullModel, number == 1 ? seed : seeds.bits()))
                .toList();
    }

    private int scaled(int published) {
        return (int) Math.round((double) published * posts / PUBLISHED_POSTS);
    }
}
