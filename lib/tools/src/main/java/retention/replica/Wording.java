package retention.replica;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.replica.Phrasebook.Phrase;
import retention.replica.Topic.Writing;

/** The words of one post, written hastily, with emoji and stickers, in simplified or traditional characters. */
final class Wording {

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

    /** Never empty. */
    final String title;

    /** Of the content; empty where it has none. */
    final String words;

    private final Phrasebook book;
    private final Draws draws;
    private final boolean lowerCase;
    private final boolean upperCase;
    private final boolean traditional;
    private final String apostrophe;

    /** Composes a post about a topic; where it has no title, its content must have all of its languages. */
    Wording(Phrasebook book, Topic topic, Writing writing, boolean hasTitle, boolean hasWords, Draws draws) {
        this.book = book;
        this.draws = draws;
        lowerCase = draws.chance(LOWER_CASE);
        upperCase = draws.chance(UPPER_CASE);
        traditional = draws.chance(TRADITIONAL);
        apostrophe = draws.pick(APOSTROPHES);
        var name = book.say(titleGroup(topic, writing), draws);
        var body = hasWords ? sentences(topic, writing) : List.<Phrase>of();
        if (writing == Writing.BOTH && body.isEmpty()) {
            title = title(name, false) + " " + title(name, true);
            words = "";
            return;
        }
        switch (writing) {
            case NONE -> {
                title = name.english();
                words = hasWords ? book.say("none.title", draws).english() : "";
            }
            case CHINESE -> {
                title = draws.chance(ENGLISH_TITLE) ? title(book.say("wave", draws), false) : title(name, true);
                words = content(body, true);
            }
            case BOTH -> {
                var english = content(body, false);
                var chinese = content(body, true);
                var inEnglish = draws.chance(0.5);
                var apart = hasTitle && draws.chance(TITLE_IN_ONE_CONTENT_IN_THE_OTHER);
                var between = apart ? "" : draws.pick(BETWEEN_LANGUAGES);
                title = title(name, !inEnglish);
                if (apart) {
                    words = inEnglish ? chinese : english;
                } else {
                    words = draws.chance(CHINESE_FIRST) ? chinese + between + english : english + between + chinese;
                }
            }
            default -> {
                title = title(name, false);
                words = content(body, false);
            }
        }
    }

    private String titleGroup(Topic topic, Writing writing) {
        if (writing == Writing.SPANISH) {
            return "spanish.title";
        }
        return topic == Topic.NONE || draws.chance(TITLE_OF_ITS_TOPIC) ? topic.key() + ".title" : "title";
    }

    private List<Phrase> sentences(Topic topic, Writing writing) {
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

    private String title(Phrase phrase, boolean chinese) {
        return written(phrase, chinese)
                + (chinese ? "" : draws.pick(TITLE_ENDS))
                + (draws.chance(EMOJI_IN_TITLE) ? (chinese ? "" : " ") + emoji() : "");
    }

    private String content(List<Phrase> sentences, boolean chinese) {
        var text = new StringBuilder();
        for (var sentence : sentences) {
            var written = written(sentence, chinese);
            text.append(written)
                    .append(written.endsWith(chinese ? "？" : "?") ? "" : draws.pick(chinese ? CHINESE_ENDS : ENDS))
                    .append(draws.chance(NEW_LINE) ? "\n" : chinese ? "" : " ");
        }
        var stripped = text.toString().strip();
        return stripped.isEmpty()
                ? ""
                : stripped
                        + (draws.chance(EMOJI_IN_CONTENT) ? " " + emoji() : "")
                        + (draws.chance(STICKER) ? book.say("sticker", draws).english() : "");
    }

    /** One emoji, now and then again. */
    private String emoji() {
        return book.say("emoji", draws).english().repeat(draws.chance(0.2) ? 2 + draws.below(2) : 1);
    }

    private String written(Phrase phrase, boolean chinese) {
        if (chinese) {
            var said = phrase.chinese();
            return traditional
                    ? said.codePoints()
                            .map(c -> TO_TRADITIONAL.getOrDefault(c, c))
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString()
                    : said;
        }
        var english = phrase.english().replace("'", apostrophe);
        if (lowerCase) {
            return english.toLowerCase(Locale.ROOT);
        }
        var upper = upperCase ? english.length() : english.offsetByCodePoints(0, 1);
        return english.substring(0, upper).toUpperCase(Locale.ROOT) + english.substring(upper);
    }
}
