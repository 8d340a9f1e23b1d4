package retention.replica;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a synthetic post is about; its words are in the grammar under the topic's {@link #key()}. */
public enum Topic {
    LANGUAGE(10, 11),
    CATTAX(14, 9),
    INTRODUCTIONS(12, 3),
    WELCOME(1, 18),
    BAN(8, 7),
    NOSTALGIA(9, 3),
    PRICES(8, 10),
    BUSINESS(2, 16),
    FESTIVAL(8, 7),
    MEMES(9, 8),
    MUSIC(7, 5),
    TRAVEL(7, 6),
    DAILY(9, 6);

    private static final List<Topic> ALL = List.of(values());

    private final int newcomerWeight;
    private final int hostWeight;

    Topic(int newcomerWeight, int hostWeight) {
        this.newcomerWeight = newcomerWeight;
        this.hostWeight = hostWeight;
    }

    /** The topic's name in the grammar and in the truth file, in lower case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Draws what a newcomer or an older account mainly writes about. */
    static Topic draw(boolean newcomer, Draws draws) {
        var left = draws.below(
                ALL.stream().mapToInt(topic -> topic.weight(newcomer)).sum());
        for (var topic : ALL) {
            left -= topic.weight(newcomer);
            if (left < 0) {
                return topic;
            }
        }
        throw new AssertionError("weights do not cover the draw: " + Arrays.toString(values()));
    }

    private int weight(boolean newcomer) {
        return newcomer ? newcomerWeight : hostWeight;
    }
}
