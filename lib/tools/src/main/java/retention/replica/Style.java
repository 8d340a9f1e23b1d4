package retention.replica;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import retention.replica.Phrasebook.Phrase;

/** How one post is written: hastily, with emoji and stickers, in simplified or traditional characters. */
final class Style {

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

    private static final Map<Integer, Integer> TO_TRADITIONAL = toTraditional();

    private final Phrasebook book;
    private final Draws draws;
    private final boolean lowerCase;
    private final boolean upperCase;
    private final boolean traditional;
    private final String apostrophe;

    private Style(Phrasebook book, Draws draws) {
        this.book = book;
        this.draws = draws;
        lowerCase = draws.chance(LOWER_CASE);
        upperCase = draws.chance(UPPER_CASE);
        traditional = draws.chance(TRADITIONAL);
        apostrophe = draws.pick(APOSTROPHES);
    }

    static Style draw(Phrasebook book, Draws draws) {
        return new Style(book, draws);
    }

    private static Map<Integer, Integer> toTraditional() {
        var pairs = new HashMap<Integer, Integer>();
        for (var line : Resources.lines("traditional.txt")) {
            for (var pair : line.split(" ", -1)) {
                pairs.put(pair.codePointAt(0), pair.codePointBefore(pair.length()));
            }
        }
        return pairs;
    }

    /** A title in English. */
    String english(Phrase title) {
        return cased(title.english()) + draws.pick(TITLE_ENDS) + (draws.chance(EMOJI_IN_TITLE) ? " " + emoji() : "");
    }

    /** A title in Chinese. */
    String chinese(Phrase title) {
        return scripted(title.chinese()) + (draws.chance(EMOJI_IN_TITLE) ? emoji() : "");
    }

    /** A content in English. */
    String english(List<Phrase> sentences) {
        var text = new StringBuilder();
        for (var sentence : sentences) {
            text.append(cased(sentence.english()))
                    .append(sentence.english().endsWith("?") ? "" : draws.pick(ENDS))
                    .append(between(" "));
        }
        return signed(text);
    }

    /** A content in Chinese. */
    String chinese(List<Phrase> sentences) {
        var text = new StringBuilder();
        for (var sentence : sentences) {
            text.append(scripted(sentence.chinese()))
                    .append(sentence.chinese().endsWith("？") ? "" : draws.pick(CHINESE_ENDS))
                    .append(between(""));
        }
        return signed(text);
    }

    private String between(String usual) {
        return draws.chance(NEW_LINE) ? "\n" : usual;
    }

    private String signed(StringBuilder text) {
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

    private String cased(String english) {
        var spelled = english.replace("'", apostrophe);
        var first = spelled.codePointAt(0);
        return lowerCase
                ? spelled.toLowerCase(Locale.ROOT)
                : upperCase
                        ? spelled.toUpperCase(Locale.ROOT)
                        : Character.toString(Character.toUpperCase(first))
                                + spelled.substring(Character.charCount(first));
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
