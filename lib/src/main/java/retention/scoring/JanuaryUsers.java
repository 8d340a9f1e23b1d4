package retention.scoring;

import retention.posts.Posts;
import retention.users.Protocol;
import retention.users.Users;

/** The users of a file whom a model can learn from or score: those who posted in January. */
public final class JanuaryUsers {

    private JanuaryUsers() {}

    /**
     * The users of these posts, by {@link Protocol#CORRECTED}.
     *
     * @param purpose what they are wanted for, such as {@code to score}
     * @throws IllegalArgumentException if there is none; the message says what is in the file instead
     */
    public static Users of(Posts posts, String purpose) {
        var protocol = Protocol.CORRECTED;
        var users = Users.of(posts.posts(), protocol);
        if (users.size() > 0) {
            return users;
        }
        int unusable = posts.quarantined().size();
        throw new IllegalArgumentException("%s: nobody %s. %s%s"
                .formatted(
                        posts.file(),
                        purpose,
                        posts.posts().isEmpty()
                                ? unusable == 0 ? "There is no row below the header." : "No row can be used."
                                : "None of its %d posts is from %s until %s, and users are known by those alone."
                                        .formatted(
                                                posts.posts().size(),
                                                protocol.observedFrom().toLocalDate(),
                                                protocol.observedUntil()
                                                        .toLocalDate()
                                                        .minusDays(1)),
                        unusable == 0
                                ? ""
                                : " %d rows cannot be read, the first on %s. bin/retention check lists them."
                                        .formatted(
                                                unusable,
                                                posts.quarantined().get(0).inWords())));
    }
}
