package retention.text;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import retention.text.Token.Kind;

/**
 * The language of a text, by script and, where Latin letters prevail, by a {@linkplain LanguageDetector detector}: script alone would
 * call Spanish English. Counted are its words in Chinese characters and in Latin letters; hashtags, addresses and
 * mentions are left out, because the app's own tags would make every Chinese post a mixed one. Words are the unit rather than
 * letters: an English word has some five letters and a Chinese one two characters, and letters would let one brand name outweigh a
 * Chinese sentence.
 */
public enum Language {
    /** At least {@link #PREVAILING} of the words are Chinese. */
    CHINESE("Chinese"),
    /** At least {@link #PREVAILING} of the words are in Latin letters, and the detector does not name another language than English. */
    ENGLISH("English"),
    /** Neither prevails, but together they do. */
    MIXED("mixed"),
    /** A language in Latin letters other than English, other scripts in more than a fifth of the words, or no word at all. */
    OTHER("other");

    /** What the detector calls English. */
    private static final String DETECTED = "eng";

    /** From this share of the words on, a language is that of the text. */
    public static final double PREVAILING = 0.8;

    private final String words;

    Language(String words) {
        this.words = words;
    }

    /** As tables call it. */
    @Override
    public String toString() {
        return words;
    }

    /** The language of a text. */
    public static Language of(String text) {
        return of(Segmenter.standard().segment(text));
    }

    /** The language of a text that is already cut. */
    public static Language of(List<Token> tokens) {
        var han = count(tokens, Kind.HAN);
        var latin = count(tokens, Kind.LATIN);
        var prevailing = PREVAILING * (han + latin + count(tokens, Kind.OTHER_SCRIPT));
        if (han + latin == 0 || han + latin < prevailing) {
            return OTHER;
        }
        if (han >= prevailing) {
            return CHINESE;
        }
        if (latin < prevailing) {
            return MIXED;
        }
        var latinWords =
                tokens.stream().filter(token -> token.kind() != Kind.HAN).toList();
        return LanguageDetector.standard().detect(latinWords).orElse(DETECTED).equals(DETECTED) ? ENGLISH : OTHER;
    }

    /** How many of the texts, such as one user's posts, are in each language; all languages are there, in their order. */
    public static Map<Language, Integer> counts(Collection<String> texts) {
        var counts = new EnumMap<Language, Integer>(Language.class);
        for (var language : values()) {
            counts.put(language, 0);
        }
        texts.forEach(text -> counts.merge(of(text), 1, Integer::sum));
        return counts;
    }

    private static long count(List<Token> tokens, Kind kind) {
        return tokens.stream().filter(token -> token.kind() == kind).count();
    }
}
