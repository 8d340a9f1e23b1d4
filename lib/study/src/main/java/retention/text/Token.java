package retention.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import java.util.regex.Pattern;
import numerics.Check;
import retention.text.Lexicon.Chinese;

/**
 * A piece of a text, exactly as it stands there, and what it is.
 *
 * @param text never empty
 */
public record Token(String text, Kind kind) {

    /** What a token is. */
    public enum Kind {
        /** A Chinese word; it may have Latin letters in it, as {@code T恤} has. */
        HAN,
        /** A word in Latin letters, with its apostrophes: {@code don't}. */
        LATIN,
        /** A word in any other script: Cyrillic, kana, Hangul, Arabic. */
        OTHER_SCRIPT,
        /** Digits with what stands between them: {@code 3.14}, {@code 10,000}. */
        NUMBER,
        /** A tag with all that marks it: {@code #meme[话题]#}, {@code #meme[Topic]#}, {@code #meme#}, {@code #meme}. */
        HASHTAG,
        /** An address on the web or of mail. */
        URL,
        /** A user addressed: {@code @name}. */
        MENTION,
        /** One emoji, however many code points it has. */
        EMOJI,
        /** One of the app's own stickers: {@code [笑哭R]}, {@code [kissR]}. */
        STICKER,
        /** White space, a whole run of it. */
        SPACE,
        /** Punctuation, symbols, control characters, lone surrogates. */
        OTHER
    }

    /** What the app writes behind a tag, in the language that it is set to. */
    static final String TOPIC = "\\[(?i:[话話][题題]|topic)]";

    private static final Pattern TAG_MARKS = Pattern.compile(TOPIC + "|[#＃]");

    public Token {
        Check.that(!text.isEmpty(), "A token has at least one character, this one has none");
    }

    /**
     * The form that stands for the token in a vocabulary. Words, numbers and hashtags are in lower case and in simplified
     * characters, full-width and ornamental letters are plain ones (Unicode's NFKC), apostrophes are straight, and a hashtag keeps
     * nothing of its marks but one {@code #} in front. The other kinds stand for themselves.
     */
    public String normal() {
        return switch (kind) {
            case HAN, LATIN, OTHER_SCRIPT, NUMBER -> plain(text);
            case HASHTAG -> "#" + plain(TAG_MARKS.matcher(text).replaceAll("")).strip();
            case URL, MENTION, STICKER, EMOJI, SPACE, OTHER -> text;
        };
    }

    /** Whether it is what an app or the people who came are called, which tells nothing of a text's language or theme. */
    boolean isAppName() {
        return Lexicon.Words.APP_NAMES.contains(normal());
    }

    /** The form in a vocabulary of a word that stands alone, such as one that a user types: {@code #Meme[话题]#} is {@code #meme}. */
    static String normal(String word) {
        var visible = Scanner.visible(word);
        boolean tag = visible.startsWith("#") || visible.startsWith("＃");
        return visible.isEmpty() ? "" : new Token(visible, tag ? Kind.HASHTAG : Kind.LATIN).normal();
    }

    private static String plain(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKC).replace('’', '\'');
        // ICU's, because Java's takes quadratic time where lower case is longer, as that of the Turkish İ is.
        return UCharacter.toLowerCase(ULocale.ROOT, Chinese.simplified(folded));
    }
}
