package retention.replica;

import java.util.ArrayList;
import java.util.List;

/**
 * A January user whose sums are given, not drawn: the first five, whose sums are published one by one, and two who carry
 * the published maxima of the retained users.
 *
 * @param user the index in ascending order of id
 * @param largestRetained whether the user carries a published maximum of the retained
 */
record FixedUser(int user, boolean largestRetained, int likes, int collects, int comments, int shares) {

    static List<FixedUser> of(int users) {
        var fixed = new ArrayList<>(List.of(
                new FixedUser(0, false, 14, 8, 0, 7),
                new FixedUser(1, false, 0, 0, 2, 4),
                new FixedUser(2, false, 1200, 427, 16, 18),
                new FixedUser(3, false, 4046, 2700, 280, 2341),
                new FixedUser(4, false, 44, 0, 7, 14)));
        // One among the older accounts, one among the newest.
        fixed.add(new FixedUser(users * 2 / 5, true, 85_210, 4_720, 2_630, 870));
        fixed.add(new FixedUser(users - users / 10, true, 61_480, 2_150, 21_940, 5_980));
        return List.copyOf(fixed);
    }

    int sum(Count count) {
        return switch (count) {
            case LIKE -> likes;
            case COLLECT -> collects;
            case COMMENT -> comments;
            case SHARE -> shares;
        };
    }
}
