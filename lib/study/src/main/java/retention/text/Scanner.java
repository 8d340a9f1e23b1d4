package retention.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import retention.text.Lexicon.Chinese;
import retention.text.Token.Kind;

/**
 * Cuts one text into tokens. What is marked by its form (tags, addresses, mentions, stickers, spaces) is found first; of what lies
 * between, jieba cuts the Chinese, and the rest goes by Unicode's word boundaries (UAX 29, as ICU has them), which also keep an
 * emoji of many code points whole.
 */
final class Scanner {
    private static final List<Kind> MARKED_KINDS =
            List.of(Kind.SPACE, Kind.HASHTAG, Kind.EMOJI, Kind.STICKER, Kind.URL, Kind.MENTION);

    /** A group for each of these kinds. Numbers bound the search where a hostile text could make it quadratic. */
    private static final String FORMS =
            """
            (?<SPACE> [\\ \\t-\\r\\x85\\p{Z}]+ )
            | (?<URL>
                (?<![A-Za-z0-9]) (?i: https?:// | www\\.) [\\w\\-.~:/?\\#@!$&'()*+,;=%]* [\\w\\-~/\\#@$&*+=%]
              | (?<![A-Za-z0-9._%+\\-]) [A-Za-z0-9._%+\\-]{1,64}+ @ [A-Za-z0-9\\-]{1,63}+ (?: \\. [A-Za-z0-9\\-]{1,63}+){1,8}+ )
            | (?<HASHTAG>
                [\\#＃] [^\\#＃\\[\\]\\r\\n]{1,100} TOPIC [\\#＃]?
              | [\\#＃] (?= [\\p{N}_]*+ \\p{L}) [\\p{L}\\p{M}\\p{N}_]++ (?: [\\#＃] (?! [\\p{L}\\p{N}_]))? )
            | (?<MENTION> (?<![A-Za-z0-9._]) [@＠] [\\p{L}\\p{M}\\p{N}_.\\-]* [\\p{L}\\p{M}\\p{N}_] )
            | (?<EMOJI> [0-9\\#*] \\uFE0F? \\u20E3 )
            | (?<STICKER> \\[ (?: (?: \\p{IsHan}{1,8} | [A-Za-z] [a-z\\ ]{1,24} ) [RH] | doge ) ] )
            """
                    .replace("TOPIC", Token.TOPIC);

    private static final Pattern MARKED = Pattern.compile(FORMS, Pattern.COMMENTS);

    /**
     * The same for a text without {@code @}, in which no address of mail can begin: few characters begin anything else, and to try
     * all forms at the others would take most of the time.
     */
    private static final Pattern UNADDRESSED =
            Pattern.compile("(?= [\\ \\t-\\r\\x85\\p{Z}\\#＃＠\\[hHwW0-9*] ) (?: " + FORMS + ")", Pattern.COMMENTS);

    /** Characters without width; a joiner after anything but a letter is left out, because emoji are made with it. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF]|(?<=\\p{L})[\\u200C\\u200D]");

    private static final int VARIATION_AS_EMOJI = 0xFE0F;
    private static final int KEYCAP = 0x20E3;

    private final String text;
    private final BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.ROOT);
    private final List<Token> tokens = new ArrayList<>();
    /** Where the text begins that has no token yet and belongs to no Chinese word. */
    private int restStart;

    private Scanner(String text) {
        this.text = text;
    }

    /** Tokens of what is {@link #visible} of a text. */
    static List<Token> scan(String text) {
        return new Scanner(visible(text)).scan();
    }

    /** The text without its characters that have no width. */
    static String visible(String text) {
        return text.chars().noneMatch(Scanner::mayBeInvisible)
                ? text
                : INVISIBLE.matcher(text).replaceAll("");
    }

    private static boolean mayBeInvisible(int character) {
        return character >= 0xAD && (Character.getType(character) == Character.FORMAT || character == 0x2065);
    }

    private List<Token> scan() {
        var matcher = (text.indexOf('@') < 0 ? UNADDRESSED : MARKED).matcher(text);
        while (matcher.find()) {
            scanUnmarked(matcher.start());
            var marked = MARKED_KINDS.stream().filter(kind -> matcher.start(kind.name()) >= 0);
            add(matcher.end(), marked.findFirst().orElseThrow());
        }
        scanUnmarked(text.length());
        return List.copyOf(tokens);
    }

    /** Makes tokens from the rest's start to an end, between which nothing is marked. */
    private void scanUnmarked(int end) {
        int at = restStart;
        while (at < end) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (Jieba.isKnown(codePoint) || isAsciiLetterOrDigit(codePoint)) {
                next = scanBlock(at, end);
            } else if (codePoint > 127 && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN) {
                scanRest(at);
                add(next, Kind.HAN);
            }
            at = next;
        }
        scanRest(end);
    }

    /**
     * Makes tokens of the Chinese words of a block: Latin letters go to jieba together with the Chinese around them, because its
     * dictionary has words of both.
     *
     * @return the block's end
     */
    private int scanBlock(int start, int limit) {
        int end = start;
        boolean chinese = false;
        for (; end < limit; end++) {
            boolean known = Jieba.isKnown(text.charAt(end));
            if (!known && !isAsciiLetterOrDigit(text.charAt(end))) {
                break;
            }
            chinese |= known;
        }
        if (chinese) {
            int from = start;
            for (int length : Jieba.INSTANCE.cut(readable(text.substring(start, end)))) {
                if (text.substring(from, from + length).chars().anyMatch(Jieba::isKnown)) {
                    scanRest(from);
                    add(from + length, Kind.HAN);
                }
                from += length;
            }
        }
        return end;
    }

    private char[] readable(String block) {
        var simplified = Chinese.simplified(block).toCharArray();
        for (int i = 0; i < simplified.length; i++) {
            char character = Jieba.isKnown(simplified[i]) ? simplified[i] : block.charAt(i);
            simplified[i] = Character.toLowerCase(character);
        }
        return simplified;
    }

    private void scanRest(int end) {
        if (restStart == end) {
            return;
        }
        int start = restStart;
        boundaries.setText(text.substring(start, end));
        boundaries.first();
        for (int next = boundaries.next(); next != BreakIterator.DONE; next = boundaries.next()) {
            add(start + next, kind(text.substring(restStart, start + next)));
        }
    }

    private void add(int end, Kind kind) {
        tokens.add(new Token(text.substring(restStart, end), kind));
        restStart = end;
    }

    private static Kind kind(String segment) {
        if (isEmoji(segment)) {
            return Kind.EMOJI;
        }
        var folded = Normalizer.normalize(segment, Normalizer.Form.NFKC);
        var letter = folded.codePoints().filter(Character::isLetter).findFirst();
        if (letter.isPresent()) {
            return Character.UnicodeScript.of(letter.getAsInt()) == Character.UnicodeScript.LATIN
                    ? Kind.LATIN
                    : Kind.OTHER_SCRIPT;
        }
        return folded.codePoints().anyMatch(Character::isDigit) ? Kind.NUMBER : Kind.OTHER;
    }

    /** Signs that Unicode shows as text unless told otherwise, such as © and arrows, are emoji only where they are told. */
    private static boolean isEmoji(String segment) {
        var first = segment.codePointAt(0);
        if (UCharacter.hasBinaryProperty(first, UProperty.EMOJI_PRESENTATION)
                || UCharacter.hasBinaryProperty(first, UProperty.REGIONAL_INDICATOR)) {
            return true;
        }
        if (UCharacter.hasBinaryProperty(first, UProperty.EXTENDED_PICTOGRAPHIC)) {
            var shownAsText = first < 0x2600 || (first > 0x27BF && first < 0x1F000);
            return !shownAsText || segment.indexOf(VARIATION_AS_EMOJI) > 0;
        }
        return segment.indexOf(KEYCAP) > 0;
    }

    private static boolean isAsciiLetterOrDigit(int codePoint) {
        return codePoint < 128 && Character.isLetterOrDigit(codePoint);
    }
}
