package retention.posts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import retention.posts.PostFile.Bytes;

/**
 * How the bytes of a file become text.
 *
 * @param marks how many bytes of a byte order mark there are before it
 * @param isTolerant whether bytes that are no text become {@link RowCollector#BAD_BYTE}; else they end the reading
 */
record TextEncoding(Charset charset, int marks, boolean isTolerant) {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    private static final int MOST_LINES_SAMPLED = 500;
    private static final int BUFFER = 1 << 16;

    /** UTF-16 without a mark has a zero byte in each of the ASCII characters that every file of posts has. */
    private static final double ZEROS_OF_UTF_16 = 0.2;

    /** Of so many characters beyond ASCII one may be damaged. */
    private static final int CHARACTERS_PER_ERROR = 4;

    /** With a smaller share of usual characters a text is not Chinese in this encoding. */
    private static final double FEWEST_USUAL = 0.5;

    /**
     * What the first bytes of a file tell: a byte order mark, or the zeros of UTF-16; else it is UTF-8 until proved otherwise.
     *
     * @param start each byte as the character of its number
     */
    static TextEncoding ofStart(String start) {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            var mark = new String("\uFEFF".getBytes(charset), StandardCharsets.ISO_8859_1);
            if (start.startsWith(mark)) {
                return new TextEncoding(charset, mark.length(), !charset.equals(StandardCharsets.UTF_8));
            }
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i < start.length(); i++) {
            if (start.charAt(i) == 0) {
                even += 1 - i % 2;
                odd += i % 2;
            }
        }
        double most = Math.max(even, odd);
        if (most <= ZEROS_OF_UTF_16 * start.length() / 2 || Math.min(even, odd) >= most / 10) {
            return new TextEncoding(StandardCharsets.UTF_8, 0, false);
        }
        return new TextEncoding(odd > even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, 0, true);
    }

    /** What bytes are that are not wholly UTF-8: GB18030, Big5, or UTF-8 with some damage. */
    static TextEncoding ofNotUtf8(Bytes bytes) throws IOException {
        var utf8 = new TextEncoding(StandardCharsets.UTF_8, 0, true);
        if (utf8.fits(bytes)) {
            return utf8;
        }
        var sample = linesBeyondAscii(bytes);
        double gb = usualPairs(sample, 0xD7, 0xA1);
        double big5 = usualPairs(sample, 0xC6, 0x40);
        var likely = new TextEncoding(gb >= big5 ? GB18030 : BIG5, 0, true);
        return Math.max(gb, big5) > FEWEST_USUAL && likely.fits(bytes) ? likely : utf8;
    }

    /**
     * The share of usual characters among those of two bytes. GB18030 has its usual ones below D7, with second bytes from A1 on;
     * Big5 below C6, with second bytes from 40 on, which make half of its text something rare in GB18030. Where all are usual in
     * both, second bytes from A1 on alone speak for GB18030. (ICU's detector took short GB18030 for Big5.)
     */
    private static double usualPairs(String sample, int lastFirst, int firstSecond) {
        int pairs = 0;
        int usual = 0;
        int i = 0;
        while (i + 1 < sample.length()) {
            char first = sample.charAt(i);
            char second = sample.charAt(i + 1);
            if (first < 0x81) {
                i++;
            } else if (second >= '0' && second <= '9') {
                // One of four bytes, such as an emoji.
                i += 4;
            } else {
                pairs++;
                usual += first >= 0xA1 && first <= lastFirst && second >= firstSecond ? 1 : 0;
                i += 2;
            }
        }
        return pairs == 0 ? 0 : (double) usual / pairs;
    }

    /** Some lines that are not all ASCII: from the others nothing can be learnt. */
    private static String linesBeyondAscii(Bytes bytes) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(bytes.open(), StandardCharsets.ISO_8859_1))) {
            return reader.lines()
                    .filter(line -> line.chars().anyMatch(c -> c >= 0x80))
                    .limit(MOST_LINES_SAMPLED)
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Whether nearly all that is not ASCII is text in this encoding. */
    private boolean fits(Bytes bytes) throws IOException {
        long beyondAscii = 0;
        long malformed = 0;
        try (var reader = open(bytes)) {
            var buffer = new char[BUFFER];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    malformed += buffer[i] == RowCollector.BAD_BYTE ? 1 : 0;
                    beyondAscii += buffer[i] >= 0x80 && buffer[i] != RowCollector.BAD_BYTE ? 1 : 0;
                }
            }
        }
        return malformed * CHARACTERS_PER_ERROR <= beyondAscii;
    }

    /** Opens the text, which throws a {@link java.nio.charset.CharacterCodingException} where it is not tolerant. */
    Reader open(Bytes bytes) throws IOException {
        var stream = bytes.open();
        stream.skipNBytes(marks);
        var action = isTolerant ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        var decoder = charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
        return new InputStreamReader(
                stream, isTolerant ? decoder.replaceWith(String.valueOf(RowCollector.BAD_BYTE)) : decoder);
    }

    /** The text of a file's first bytes, each given as the character of its number. */
    String text(String start) {
        return new String(start.substring(marks).getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /** What to tell of it; nothing where it is UTF-8. */
    Optional<String> note() {
        var name = charset.equals(BIG5) ? "Big5" : charset.name();
        return Optional.of("The file is read as %s.".formatted(name))
                .filter(any -> !charset.equals(StandardCharsets.UTF_8));
    }
}
