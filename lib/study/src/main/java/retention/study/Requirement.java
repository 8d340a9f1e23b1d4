package retention.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.learning.Outcomes;
import retention.posts.Post;
import retention.posts.Reaction;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/** What a part of the study needs of its data; {@link Study#require} refuses, in one sentence, where it is not met. */
public enum Requirement {
    /** Somebody to study. */
    USERS,
    /** Two retained and two lost users, since the spread within a group takes two. */
    RETAINED_TO_COMPARE,
    /** Enough retained and lost users for each fold of a cross-validation to have some: {@link #FEWEST_POSITIVES}. */
    RETAINED_FOR_MODELS,
    /** Sums of reactions that are not the same for everybody. */
    REACTIONS,
    /** A vocabulary, and users, for all numbers of topics that are tried. */
    WORDS;

    /** With fewer retained or lost users than this, models are not judged: a fold would have one or none. */
    static final int FEWEST_POSITIVES = 10;

    /** As many words and users as {@link #WORDS} takes. */
    private static final int FEWEST_WORDS = 30;

    /** Why a study does not meet it, in one sentence; nothing if it does. */
    Optional<String> unmet(Study study) {
        return switch (this) {
            case USERS -> nobody(study.posts().posts(), study.period());
            case RETAINED_TO_COMPARE -> first(study, users -> fewer(users, 2));
            case RETAINED_FOR_MODELS -> first(study, users -> fewer(users, FEWEST_POSITIVES));
            case REACTIONS -> first(study, Requirement::sameReactions);
            case WORDS -> fewWords(study.users(Protocol.CORRECTED).size(), study.vocabulary());
        };
    }

    /** The first reason under either protocol. */
    private static Optional<String> first(Study study, Function<Users, Optional<String>> why) {
        return Stream.of(Protocol.CORRECTED, Protocol.AS_PUBLISHED)
                .flatMap(protocol -> why.apply(study.users(protocol)).stream())
                .findFirst();
    }

    private static Optional<String> nobody(List<Post> posts, Period period) {
        var why = "None of the %,d posts is of %s to %s, when users are observed.";
        var days = period.observed();
        boolean unmet = posts.stream().noneMatch(post -> period.observes(post.createTime()));
        return say(unmet, why, posts.size(), days.first(), days.last());
    }

    private static Optional<String> fewer(Users users, int fewest) {
        var why = "%,d of %,d users %s retained; this takes at least %d retained and %<d lost.";
        int retained = users.retained();
        boolean unmet = Outcomes.smallerClass(users.labels()) < fewest;
        return say(unmet, why, retained, users.size(), retained == 1 ? "was" : "were", fewest);
    }

    private static Optional<String> sameReactions(Users users) {
        var why = "No two of %,d users differ in their sum of %s; this takes sums that differ.";
        var same = Stream.of(Reaction.values()).filter(reaction -> !vary(users, reaction));
        return same.findFirst().map(reaction -> Numbers.text(why, users.size(), reaction.word()));
    }

    private static Optional<String> fewWords(int users, int words) {
        var why =
                "%,d words are neither rare nor everywhere in the texts of %s; this takes at least %d words and users.";
        boolean unmet = Math.min(users, words) < FEWEST_WORDS;
        return say(unmet, why, words, Numbers.counted(users, "user"), FEWEST_WORDS);
    }

    private static Optional<String> say(boolean unmet, String why, Object... values) {
        return unmet ? Optional.of(Numbers.text(why, values)) : Optional.empty();
    }

    /** Whether a column of reactions can go with anything. */
    static boolean vary(Users users, Reaction reaction) {
        return Arrays.stream(users.sums(reaction)).distinct().limit(2).count() > 1;
    }
}
