package retention.replica;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.replica.Phrasebook.Phrase;
import retention.replica.Topic.Writing;

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
            Phrasebook book, Topic topic, Writing writing, boolean hasTitle, boolean hasWords, Draws draws) {
        var style = new Style(book, draws);
        var title = book.say(titleGroup(topic, writing, draws), draws);
        var body = hasWords ? sentences(book, topic, writing, draws) : List.<Phrase>of();
        return switch (writing) {
            case ENGLISH, SPANISH -> new Wording(style.title(title, false), style.content(body, false));
            case CHINESE -> {
                var english = draws.chance(ENGLISH_TITLE);
                yield new Wording(
                        style.title(english ? book.say("wave", draws) : title, !english), style.content(body, true));
            }
            case NONE ->
                new Wording(
                        title.english(),
                        hasWords ? book.say("none.title", draws).english() : "");
            case BOTH -> inBoth(style, title, body, hasTitle, draws);
        };
    }

    private static Wording inBoth(Style style, Phrase title, List<Phrase> body, boolean hasTitle, Draws draws) {
        if (body.isEmpty()) {
            return new Wording(style.title(title, false) + " " + style.title(title, true), "");
        }
        var english = style.content(body, false);
        var chinese = style.content(body, true);
        var inEnglish = draws.chance(0.5);
        if (hasTitle && draws.chance(TITLE_IN_ONE_CONTENT_IN_THE_OTHER)) {
            return new Wording(style.title(title, !inEnglish), inEnglish ? chinese : english);
        }
        var between = draws.pick(BETWEEN_LANGUAGES);
        return new Wording(
                style.title(title, !inEnglish),
                draws.chance(CHINESE_FIRST) ? chinese + between + english : english + between + chinese);
    }

    private static String titleGroup(Topic topic, Writing writing, Draws draws) {
        if (writing == Writing.SPANISH) {
            return "spanish.title";
        }
        return topic == Topic.NONE || draws.chance(TITLE_OF_ITS_TOPIC) ? topic.key() + ".title" : "title";
    }

    private static List<Phrase> sentences(Phrasebook book, Topic topic, Writing writing, Draws draws) {
        if (topic == Topic.NONE) {
            return List.of(book.say("none.body", draws));
        }
        var others = StrictMath.exp(LOG_OTHER_SENTENCES + LOG_OTHER_SENTENCES_SPREAD * draws.gaussian());
        var own = writing == Writing.SPANISH ? "spanish.body" : topic.key() + ".body";
        var shared = writing == Writing.SPANISH ? "spanish.body" : "shared";
        return Stream.generate(() -> book.say(draws.chance(OF_ITS_TOPIC) ? own : shared, draws))
                .limit(Math.min(MOST_SENTENCES, 1 + (int) others))
                .distinct()
                .toList();
    }

    /** How one post is written: hastily, with emoji and stickers, in simplified or traditional characters. */
    private static final class Style {

        private static final double LOWER_CASE = 0.25;
        private static final double UPPER_CASE = 0.03;
        private static final double TRADITIONAL = 0.07;
        private static final double EMOJI_IN_TITLE = 0.17;
        private static final double EMOJI_IN_CONTENT = 0.27;
        private static final double STICKER = 0.06;
        private static final double NEW_LINE = 0.1;

        private static final List<String> APOSTROPHES = List.of("'", "’", "’", "");
        private static final List<String> ENDS = List.of(".", ".", ".", "!", "!", "!!", "", "", ",", "...", " lol.");
        private static final List<String> TITLE_ENDS = List.of("", "", "", "", "", "!", "!!", ".", "...", " ~");
        private static final List<String> CHINESE_ENDS = List.of("。", "。", "。", "！", "！", "，", "，", " ", "～", "……");

        private static final Map<Integer, Integer> TO_TRADITIONAL = Phrasebook.lines("traditional.txt").stream()
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .collect(Collectors.toMap(pair -> pair.codePointAt(0), pair -> pair.codePointBefore(pair.length())));

        private final Phrasebook book;
        private final Draws draws;
        private final boolean lowerCase;
        private final boolean upperCase;
        private final boolean traditional;
        private final String apostrophe;

        Style(Phrasebook book, Draws draws) {
            this.book = book;
            this.draws = draws;
            lowerCase = draws.chance(LOWER_CASE);
            upperCase = draws.chance(UPPER_CASE);
            traditional = draws.chance(TRADITIONAL);
            apostrophe = draws.pick(APOSTROPHES);
        }

        String title(Phrase title, boolean chinese) {
            return written(title, chinese)
                    + (chinese ? "" : draws.pick(TITLE_ENDS))
                    + (draws.chance(EMOJI_IN_TITLE) ? (chinese ? "" : " ") + emoji() : "");
        }

        String content(List<Phrase> sentences, boolean chinese) {
            var text = new StringBuilder();
            for (var sentence : sentences) {
                var written = written(sentence, chinese);
                text.append(written)
                        .append(written.endsWith(chinese ? "？" : "?") ? "" : draws.pick(chinese ? CHINESE_ENDS : ENDS))
                        .append(draws.chance(NEW_LINE) ? "\n" : chinese ? "" : " ");
            }
            var stripped = text.toString().strip();
            if (stripped.isEmpty()) {
                return "";
            }
            return stripped
                    + (draws.chance(EMOJI_IN_CONTENT) ? " " + emoji() : "")
                    + (draws.chance(STICKER) ? book.say("sticker", draws).english() : "");
        }

        /** One emoji, now and then again. */
        private String emoji() {
            return book.say("emoji", draws).english().repeat(draws.chance(0.2) ? 2 + draws.below(2) : 1);
        }

        private String written(Phrase phrase, boolean chinese) {
            return chinese ? scripted(phrase.chinese()) : cased(phrase.english().replace("'", apostrophe));
        }

        private String cased(String english) {
            if (lowerCase) {
                return english.toLowerCase(Locale.ROOT);
            }
            var upper = upperCase ? english.length() : english.offsetByCodePoints(0, 1);
            return english.substring(0, upper).toUpperCase(Locale.ROOT) + english.substring(upper);
        }

        private String scripted(String chinese) {
            return traditional
                    ? chinese.codePoints()
                            .map(c -> TO_TRADITIONAL.getOrDefault(c, c))
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining())
                    : chinese;
        }
    }
}
