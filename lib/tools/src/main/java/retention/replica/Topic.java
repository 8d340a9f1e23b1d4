package retention.replica;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a synthetic post is mostly about: the themes by which readers sorted 361 real posts of the same crawl, about
 * as frequent as there. Their phrases are in the phrasebook under the topic's {@link #key()}.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of numbers cannot change
public enum Topic {
    GREETING(new Counted(124, 105, 17, 2, 0.07, 0.23, -1.0)),
    FRIENDS(new Counted(45, 37, 6, 2, 0.13, 0.07, 1.4)),
    BAN(new Counted(42, 29, 6, 7, 0.14, 0.19, -2.0)),
    NONE(new Counted(40, 5, 0, 0, 0.90, 0.93, -1.2)),
    LIFESTYLE(new Counted(28, 14, 9, 5, 0.12, 0.11, 1.6)),
    CREATIVE(new Counted(19, 14, 3, 2, 0.08, 0.20, 1.8)),
    HUMOUR(new Counted(15, 9, 4, 2, 0.20, 0.20, 0)),
    EXCHANGE(new Counted(14, 7, 5, 2, 0.25, 0.07, -1.2)),
    APP(new Counted(11, 6, 4, 1, 0.18, 0.09, 0)),
    LANGUAGE(new Counted(9, 5, 3, 1, 0.11, 0.11, 0)),
    PETS(new Counted(8, 5, 2, 1, 0.30, 0.05, 1.2)),
    BUSINESS(new Counted(3, 2, 0.5, 0.5, 0.20, 0.05, 0)),
    HOLIDAY(new Counted(2, 1, 0.5, 0.5, 0.15, 0.20, 0)),
    NOSTALGIA(new Counted(1, 0.8, 0.1, 0.1, 0.10, 0.10, 0));

    /**
     * What was counted in the real posts; where there are few, evened out by hand.
     *
     * @param posts how many of 361 are of the theme
     * @param english those of them in English, and so on; the others have no words
     * @param withoutTitle the share without a title
     * @param withoutWords the share with nothing but hashtags for content
     * @param effect the planted effect on the log odds of returning of writing about nothing else, against a topic without effect
     */
    record Counted(
            double posts,
            double english,
            double both,
            double chinese,
            double withoutTitle,
            double withoutWords,
            double effect) {}

    /** In which languages a post is written, hashtags, emoji and stickers left out. */
    enum Writing {
        ENGLISH(1.08, 0.43),
        BOTH(0.82, 2.4),
        CHINESE(0.75, 2.6),
        SPANISH(1, 1),
        /** No words at all. */
        NONE(1.1, 0.3);

        private final double newcomers;
        private final double others;

        /** How much more often accounts of the wave, and older ones, write like this than all users do. */
        Writing(double newcomers, double others) {
            this.newcomers = newcomers;
            this.others = others;
        }
    }

    /** There is hardly a Spanish post among the real ones. */
    private static final double SPANISH = 0.004;

    private static final double[] FREQUENCIES =
            Stream.of(values()).mapToDouble(topic -> topic.counted.posts).toArray();

    final Counted counted;

    Topic(Counted counted) {
        this.counted = counted;
    }

    /** The theme's name in the codebook, the phrasebook and the truth file, in lower case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Draws what a user mainly writes about, or a single post. */
    static Topic draw(Draws draws) {
        return values()[Draws.index(FREQUENCIES, draws.unit())];
    }

    /** The language at a quantile of the topic's posts by newcomers or others. */
    Writing writing(boolean newcomer, double quantile) {
        var written = counted.english + counted.both + counted.chinese;
        double[] frequencies = {
            counted.english, counted.both, counted.chinese, written * SPANISH, counted.posts - written
        };
        var writings = Writing.values();
        Arrays.setAll(frequencies, i -> frequencies[i] * (newcomer ? writings[i].newcomers : writings[i].others));
        return writings[Draws.index(frequencies, quantile)];
    }

    /** The odds of having no title. */
    double oddsWithoutTitle() {
        return counted.withoutTitle / (1 - counted.withoutTitle);
    }
}
