package retention.replica;

import java.util.List;
import java.util.stream.Stream;
import retention.replica.Phrasebook.Phrase;

/**
 * The words of a post.
 *
 * @param title never empty
 * @param words of the content; empty where it has none
 */
record Wording(String title, String words) {

    /** Of the sentences of a post, those of its own topic; all others are said in every topic. */
    private static final double OF_ITS_TOPIC = 0.62;

    private static final double TITLE_OF_ITS_TOPIC = 0.4;

    /** A post has one sentence and a log-normal number of others. */
    private static final double LOG_OTHER_SENTENCES = 0.2;

    private static final double LOG_OTHER_SENTENCES_SPREAD = 1.4;
    private static final int MOST_SENTENCES = 45;

    private static final double ENGLISH_TITLE = 0.15;
    private static final double TITLE_IN_ONE_CONTENT_IN_THE_OTHER = 0.3;
    private static final double CHINESE_FIRST = 0.35;
    private static final List<String> BETWEEN_LANGUAGES =
            List.of("\n", "\n", "\n", "\n", "\n\n", " ", " ", " | ", " / ");

    /** Composes a post about a topic; where it has no title, its content must have all of its languages. */
    static Wording compose(
            Phrasebook book, Topic topic, Language language, boolean hasTitle, boolean hasWords, Draws draws) {
        var style = Style.draw(book, draws);
        var title = book.say(titleGroup(topic, language, draws), draws);
        var body = hasWords ? sentences(book, topic, language, draws) : List.<Phrase>of();
        return switch (language) {
            case ENGLISH, SPANISH -> new Wording(style.english(title), style.english(body));
            case CHINESE ->
                new Wording(
                        draws.chance(ENGLISH_TITLE) ? style.english(book.say("wave", draws)) : style.chinese(title),
                        style.chinese(body));
            case NONE ->
                new Wording(
                        title.english(),
                        hasWords ? book.say("none.title", draws).english() : "");
            case BOTH -> inBoth(style, title, body, hasTitle, draws);
        };
    }

    private static Wording inBoth(Style style, Phrase title, List<Phrase> body, boolean hasTitle, Draws draws) {
        if (body.isEmpty()) {
            return new Wording(style.english(title) + " " + style.chinese(title), "");
        }
        var english = style.english(body);
        var chinese = style.chinese(body);
        var inEnglish = draws.chance(0.5);
        if (hasTitle && draws.chance(TITLE_IN_ONE_CONTENT_IN_THE_OTHER)) {
            return inEnglish ? new Wording(style.english(title), chinese) : new Wording(style.chinese(title), english);
        }
        var between = draws.pick(BETWEEN_LANGUAGES);
        return new Wording(
                inEnglish ? style.english(title) : style.chinese(title),
                draws.chance(CHINESE_FIRST) ? chinese + between + english : english + between + chinese);
    }

    private static String titleGroup(Topic topic, Language language, Draws draws) {
        if (language == Language.SPANISH) {
            return "spanish.title";
        }
        return topic == Topic.NONE || draws.chance(TITLE_OF_ITS_TOPIC) ? topic.key() + ".title" : "title";
    }

    private static List<Phrase> sentences(Phrasebook book, Topic topic, Language language, Draws draws) {
        if (topic == Topic.NONE) {
            return List.of(book.say("none.body", draws));
        }
        var others = StrictMath.exp(LOG_OTHER_SENTENCES + LOG_OTHER_SENTENCES_SPREAD * draws.gaussian());
        var own = language == Language.SPANISH ? "spanish.body" : topic.key() + ".body";
        var shared = language == Language.SPANISH ? "spanish.body" : "shared";
        return Stream.generate(() -> book.say(draws.chance(OF_ITS_TOPIC) ? own : shared, draws))
                .limit(Math.min(MOST_SENTENCES, 1 + (int) others))
                .distinct()
                .toList();
    }
}
