package retention.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a post is mostly about, by the codebook after which readers labelled real posts. */
public enum Theme {
    /** Says hello, introduces oneself, announces to be a TikTok refugee, and nothing more specific. */
    GREETING,
    /** Looks for friends, mutuals, followers, a community. */
    FRIENDS,
    /** The ban, politics, the move itself, praise or blame of a country or an app, thanks to the hosts. */
    BAN,
    /** Learning or teaching a language, questions of translation. */
    LANGUAGE,
    /** Compares lives between countries, prices, "reconciling accounts" (对账), asks or answers about a country. */
    EXCHANGE,
    /** Pets, the cat tax. */
    PETS,
    /** Music, dance, art, craft, photographs, writing, games, costumes shown by the author. */
    CREATIVE,
    /** Food, fashion, beauty, home, travel, family, health, daily life. */
    LIFESTYLE,
    /** Selling, promotion, collaborations, jobs. */
    BUSINESS,
    /** How the app works, its features and its moderation, tips, live streams. */
    APP,
    /** Misses TikTok, its trends or its creators. */
    NOSTALGIA,
    /** A joke, a meme, a sketch. */
    HUMOUR,
    /** Spring Festival and other days of the calendar. */
    HOLIDAY,
    /** Nothing to go by: tags or emoji only, or empty. */
    NONE;

    /**
     * The theme of a name, as labels have it.
     *
     * @throws IllegalArgumentException if there is no such theme; the message lists them
     */
    public static Theme named(String name) {
        return Stream.of(values())
                .filter(theme -> theme.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Theme \"%s\" not found, expected one of %s".formatted(name, List.of(values()))));
    }

    /** As labels and tables call it: {@code greeting}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
