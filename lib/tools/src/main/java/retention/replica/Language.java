package retention.replica;

/** In which languages a synthetic post is written, hashtags, emoji and stickers left out. */
enum Language {
    ENGLISH(1.08, 0.43),
    BOTH(0.82, 2.4),
    CHINESE(0.75, 2.6),
    SPANISH(1, 1),
    /** No words at all. */
    NONE(1.1, 0.3);

    /** There is hardly a Spanish post among the real ones. */
    static final double SPANISH_SHARE = 0.004;

    private final double newcomers;
    private final double others;

    /** How much more often accounts of the wave, and older ones, write like this than all users do. */
    Language(double newcomers, double others) {
        this.newcomers = newcomers;
        this.others = others;
    }

    /** The language at a quantile of a topic's posts by newcomers or others: the same user writes mostly in the same one. */
    static Language of(Topic topic, boolean newcomer, double quantile) {
        var all = 0.0;
        for (var language : values()) {
            all += language.weight(topic, newcomer);
        }
        var left = quantile * all;
        for (var language : values()) {
            left -= language.weight(topic, newcomer);
            if (left < 0) {
                return language;
            }
        }
        return NONE;
    }

    private double weight(Topic topic, boolean newcomer) {
        return topic.weight(this) * (newcomer ? newcomers : others);
    }
}
