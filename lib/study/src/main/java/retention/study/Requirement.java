package retention.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import numerics.evaluation.Leaderboard;
import retention.posts.Reaction;
import retention.users.Protocol;
import retention.users.Users;

/** What a part of the study needs of its data; {@link Study#require} refuses, in one sentence, where it is not met. */
public enum Requirement {
    /** Somebody to study. */
    USERS,
    /** Two retained and two lost users, since the spread within a group takes two. */
    RETAINED_TO_COMPARE,
    /** Enough retained and lost users for each fold of a cross-validation to have some: {@link Leaderboard#FEWEST_POSITIVES}. */
    RETAINED_FOR_MODELS,
    /** Sums of reactions that are not the same for everybody. */
    REACTIONS,
    /** A vocabulary, and users, for all numbers of topics that are tried. */
    WORDS;

    /** As many words and users as {@link #WORDS} takes. */
    public static final int FEWEST_WORDS = 30;

    /** Why a study does not meet it, in one sentence; nothing if it does. */
    Optional<String> unmet(Study study) {
        return switch (this) {
            case USERS -> nobody(study);
            case RETAINED_TO_COMPARE -> fewer(study, 2);
            case RETAINED_FOR_MODELS -> fewer(study, Leaderboard.FEWEST_POSITIVES);
            case REACTIONS -> sameReactions(study);
            case WORDS -> fewWords(study);
        };
    }

    private static Optional<String> nobody(Study study) {
        var period = study.period();
        var posts = study.posts().posts();
        return say(
                posts.stream().noneMatch(post -> period.observes(post.createTime())),
                "None of the %,d posts is of %s to %s, when users are observed.",
                posts.size(),
                period.observedFirst(),
                period.observedLast());
    }

    /** Why not both groups are that large, under the protocol that has fewer. */
    private static Optional<String> fewer(Study study, int fewest) {
        return Stream.of(Protocol.CORRECTED, Protocol.AS_PUBLISHED)
                .map(study::users)
                .flatMap(users -> say(
                        Math.min(users.retained(), users.size() - users.retained()) < fewest,
                        "%,d of %,d users %s retained; this takes at least %d retained and %d lost.",
                        users.retained(),
                        users.size(),
                        users.retained() == 1 ? "was" : "were",
                        fewest,
                        fewest)
                        .stream())
                .findFirst();
    }

    private static Optional<String> sameReactions(Study study) {
        return Stream.of(Protocol.AS_PUBLISHED, Protocol.CORRECTED)
                .map(study::users)
                .flatMap(users -> Stream.of(Reaction.values())
                        .flatMap(reaction -> say(
                                !vary(users, reaction),
                                "No two of %,d users differ in their sum of %s; this takes sums that differ.",
                                users.size(),
                                reaction.word())
                                .stream()))
                .findFirst();
    }

    private static Optional<String> fewWords(Study study) {
        int users = study.users(Protocol.CORRECTED).size();
        int words = study.vocabulary();
        return say(
                Math.min(users, words) < FEWEST_WORDS,
                "%,d words are neither rare nor everywhere in the texts of %,d user%s; this takes at least %d words and users.",
                words,
                users,
                users == 1 ? "" : "s",
                FEWEST_WORDS);
    }

    private static Optional<String> say(boolean unmet, String why, Object... values) {
        return unmet ? Optional.of(String.format(Locale.ROOT, why, values)) : Optional.empty();
    }

    /** Whether a column of reactions can go with anything. */
    static boolean vary(Users users, Reaction reaction) {
        return Arrays.stream(users.sums(reaction)).distinct().limit(2).count() > 1;
    }
}
