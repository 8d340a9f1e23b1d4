package retention.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern MARKED = Pattern.compile(
            """
            (?<URL>
                (?<![A-Za-z0-9]) (?i: https?:// | www\\.) [\\w\\-.~:/?\\#@!$&'()*+,;=%]* [\\w\\-~/\\#@$&*+=%]
              | (?<![A-Za-z0-9._%+\\-]) [A-Za-z0-9._%+\\-]{1,64}+ @ [A-Za-z0-9\\-]{1,63}+ (?: \\. [A-Za-z0-9\\-]{1,63}+){1,8}+ )
            | (?<HASHTAG>
                [\\#＃] [^\\#＃\\[\\]\\r\\n]{1,100} TOPIC [\\#＃]?
              | [\\#＃] (?= [\\p{N}_]*+ \\p{L}) [\\p{L}\\p{M}\\p{N}_]++ (?: [\\#＃] (?! [\\p{L}\\p{N}_]))? )
            | (?<MENTION> (?<![A-Za-z0-9._]) [@＠] [\\p{L}\\p{M}\\p{N}_.\\-]* [\\p{L}\\p{M}\\p{N}_] )
            | (?<EMOJI> [0-9\\#*] \\uFE0F? \\u20E3 )
            | (?<STICKER> \\[ (?: (?: \\p{IsHan}{1,8} | [A-Za-z] [a-z\\ ]{1,24} ) [RH] | doge ) ] )
            | (?<SPACE> [\\s\\p{Z}\\x85]++ )
            """
                    .replace("TOPIC", Token.TOPIC),
            Pattern.COMMENTS);

    /** Characters without width; a joiner after anything but a letter is left out, because emoji are made with it. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]|(?<=\\p{L})[\\u200C\\u200D]");

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

    /** Tokens of the text without its invisible characters, each of which then goes to the token before it. */
    static List<Token> scan(String text) {
        var invisible = INVISIBLE.matcher(text);
        var visible = invisible.replaceAll("");
        if (visible.isEmpty()) {
            return text.isEmpty() ? List.of() : List.of(new Token(text, Kind.OTHER));
        }
        var tokens = new Scanner(visible).scan();
        return visible.length() == text.length() ? tokens : restored(tokens, text, invisible.reset());
    }

    private static List<Token> restored(List<Token> tokens, String text, Matcher invisible) {
        var hidden = new BitSet();
        invisible.results().forEach(found -> hidden.set(found.start(), found.end()));
        var restored = new ArrayList<Token>();
        int start = 0;
        for (var token : tokens) {
            int end = start;
            for (int left = token.text().length(); left > 0 || hidden.get(end); end++) {
                left -= hidden.get(end) ? 0 : 1;
            }
            restored.add(new Token(text.substring(start, end), token.kind()));
            start = end;
        }
        return List.copyOf(restored);
    }

    private List<Token> scan() {
        var matcher = MARKED.matcher(text);
        while (matcher.find()) {
            scanUnmarked(matcher.start());
            add(matcher.end(), kind(matcher));
        }
        scanUnmarked(text.length());
        return List.copyOf(tokens);
    }

    private static Kind kind(Matcher matcher) {
        return MARKED_KINDS.stream()
                .filter(kind -> matcher.group(kind.name()) != null)
                .findFirst()
                .orElseThrow();
    }

    /** Makes tokens from the rest's start to an end, between which nothing is marked. */
    private void scanUnmarked(int end) {
        var at = restStart;
        while (at < end) {
            var codePoint = text.codePointAt(at);
            if (Chinese.isKnown(codePoint) || isAsciiLetterOrDigit(codePoint)) {
                var blockEnd = blockEnd(at, end);
                scanBlock(at, blockEnd);
                at = blockEnd;
            } else {
                var next = at + Character.charCount(codePoint);
                if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN) {
                    scanRest(at);
                    add(next, Kind.HAN);
                }
                at = next;
            }
        }
        scanRest(end);
    }

    /** Latin letters go to jieba together with the Chinese around them, because its dictionary has words of both. */
    private int blockEnd(int start, int end) {
        var at = start;
        while (at < end && (Chinese.isKnown(text.charAt(at)) || isAsciiLetterOrDigit(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private void scanBlock(int start, int end) {
        var block = text.substring(start, end);
        if (block.chars().noneMatch(Chinese::isKnown)) {
            return;
        }
        var at = start;
        for (var word : Chinese.cut(block)) {
            if (word.chars().anyMatch(Chinese::isKnown)) {
                scanRest(at);
                add(at + word.length(), Kind.HAN);
            }
            at += word.length();
        }
    }

    private void scanRest(int end) {
        if (restStart == end) {
            return;
        }
        var start = restStart;
        boundaries.setText(text.substring(start, end));
        boundaries.first();
        for (var next = boundaries.next(); next != BreakIterator.DONE; next = boundaries.next()) {
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
