package retention.study;

import java.util.Arrays;
import java.util.List;
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
    USERS {
        @Override
        Optional<String> unmet(Study study) {
            var period = study.period();
            return study.posts().posts().stream().anyMatch(post -> period.observes(post.createTime()))
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "None of the %,d posts is of %s to %s, when users are observed.",
                            study.posts().posts().size(),
                            period.observedFirst(),
                            period.observedLast()));
        }
    },

    /** Two retained and two lost users, since the spread within a group takes two. */
    RETAINED_TO_COMPARE {
        @Override
        Optional<String> unmet(Study study) {
            return fewer(study, 2);
        }
    },

    /** Enough retained and lost users for each fold of a cross-validation to have some: {@link Leaderboard#FEWEST_POSITIVES}. */
    RETAINED_FOR_MODELS {
        @Override
        Optional<String> unmet(Study study) {
            return fewer(study, Leaderboard.FEWEST_POSITIVES);
        }
    },

    /** Sums of reactions that are not the same for everybody. */
    REACTIONS {
        @Override
        Optional<String> unmet(Study study) {
            return Stream.of(Protocol.AS_PUBLISHED, Protocol.CORRECTED)
                    .map(study::users)
                    .flatMap(users -> Stream.of(Reaction.values())
                            .filter(reaction -> !vary(users, reaction))
                            .map(reaction -> String.format(
                                    Locale.ROOT,
                                    "No two of %,d users differ in their sum of %s; this takes sums that differ.",
                                    users.size(),
                                    reaction.word())))
                    .findFirst();
        }
    },

    /** A vocabulary, and users, for all numbers of topics that are tried. */
    WORDS {
        @Override
        Optional<String> unmet(Study study) {
            int users = study.users(Protocol.CORRECTED).size();
            int words = study.vocabulary();
            return Math.min(users, words) >= FEWEST_WORDS
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "%,d words are neither rare nor everywhere in the texts of %,d user%s; this takes at least %d words and users.",
                            words,
                            users,
                            users == 1 ? "" : "s",
                            FEWEST_WORDS));
        }
    };

    /** As many words and users as {@link #WORDS} takes. */
    public static final int FEWEST_WORDS = 30;

    /** Why a study does not meet it, in one sentence; nothing if it does. */
    abstract Optional<String> unmet(Study study);

    /** Whether a column of reactions can go with anything. */
    static boolean vary(Users users, Reaction reaction) {
        return Arrays.stream(users.sums(reaction)).distinct().limit(2).count() > 1;
    }

    /** Why not both groups are that large, under the protocol that has fewer. */
    private static Optional<String> fewer(Study study, int fewest) {
        return List.of(Protocol.CORRECTED, Protocol.AS_PUBLISHED).stream()
                .map(study::users)
                .filter(users -> Math.min(users.retained(), users.size() - users.retained()) < fewest)
                .map(users -> String.format(
                        Locale.ROOT,
                        "%,d of %,d users %s retained; this takes at least %d retained and %d lost.",
                        users.retained(),
                        users.size(),
                        users.retained() == 1 ? "was" : "were",
                        fewest,
                        fewest))
                .findFirst();
    }
}
