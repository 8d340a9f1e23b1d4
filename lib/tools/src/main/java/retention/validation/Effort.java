package retention.validation;

import retention.replica.ReplicaSettings;

/**
 * How much is tried.
 *
 * @param replicas of the study's size, without effects and again with planted ones; 2 or more. Intervals without effects are made of
 *     four times as many
 * @param permutations of each test, 1 or more
 * @param large replicas with planted effects that are large enough to answer, 1 or more
 * @param posts of each of those; 64,000 give some 50,000 users
 * @param scores data sets of known probabilities to try scores on, 1 or more
 * @param sizes data sets of each number of retained users, 2 or more
 */
public record Effort(int replicas, int permutations, int large, int posts, int scores, int sizes) {

    /** @throws IllegalArgumentException if one is out of its range */
    public Effort {
        require(replicas, 2, "replicas");
        require(permutations, 1, "permutations");
        require(large, 1, "large replicas");
        require(scores, 1, "data sets of scores");
        require(sizes, 2, "data sets of each number of retained users");
        // Refuses a number of posts that no replica can have.
        new ReplicaSettings(posts, false, 1);
    }

    private static void require(int number, int least, String what) {
        if (number < least) {
            throw new IllegalArgumentException("%d %s: expected %d or more.".formatted(number, what, least));
        }
    }
}
