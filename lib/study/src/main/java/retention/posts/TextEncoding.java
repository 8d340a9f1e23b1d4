package retention.posts;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the bytes of a file become text.
 *
 * @param marks how many bytes of a byte order mark there are before it
 */
record TextEncoding(Charset charset, int marks) {

    static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8, 0);

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
    private static final int MOST_SAMPLED = 1 << 16;
    private static final int BUFFER = 1 << 16;

    /** UTF-16 without a mark has a zero byte in each of the ASCII characters that every file of posts has. */
    private static final double ZEROS_OF_UTF_16 = 0.2;

    /** Of so many characters beyond ASCII one may be damaged. */
    private static final int CHARACTERS_PER_ERROR = 4;

    /** With a smaller share of usual characters a text is not Chinese in this encoding. */
    private static final double FEWEST_USUAL = 0.5;

    /** What the first bytes of a file tell: a byte order mark, or the zeros of UTF-16; else it is UTF-8 until proved otherwise. */
    static TextEncoding ofStart(byte[] start) {
        if (begins(start, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (begins(start, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (begins(start, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2);
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i < start.length; i++) {
            if (start[i] == 0) {
                even += 1 - i % 2;
                odd += i % 2;
            }
        }
        double pairs = start.length / 2.0;
        if (odd > ZEROS_OF_UTF_16 * pairs && even < odd / 10.0) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 0);
        }
        if (even > ZEROS_OF_UTF_16 * pairs && odd < even / 10.0) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 0);
        }
        return UTF_8;
    }

    private static boolean begins(byte[] start, int... bytes) {
        if (start.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((start[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** What bytes are that are not wholly UTF-8: GB18030, Big5, or UTF-8 with some damage. */
    static TextEncoding ofNotUtf8(Bytes bytes) throws IOException {
        if (errors(bytes, StandardCharsets.UTF_8).isFew()) {
            return UTF_8;
        }
        var sample = linesBeyondAscii(bytes);
        double gb = usualPairs(sample, 0xD7, 0xA1);
        double big5 = usualPairs(sample, 0xC6, 0x40);
        var likely = gb >= big5 ? GB18030 : BIG5;
        return Math.max(gb, big5) > FEWEST_USUAL && errors(bytes, likely).isFew() ? new TextEncoding(likely, 0) : UTF_8;
    }

    /**
     * The share of usual characters among those of two bytes. GB18030 has its usual ones below D7, with second bytes from A1 on;
     * Big5 below C6, with second bytes from 40 on, which make half of its text something rare in GB18030. Where all are usual in
     * both, second bytes from A1 on alone speak for GB18030. (ICU's detector took short GB18030 for Big5.)
     */
    private static double usualPairs(byte[] sample, int lastFirst, int firstSecond) {
        int pairs = 0;
        int usual = 0;
        int i = 0;
        while (i + 1 < sample.length) {
            int first = sample[i] & 0xFF;
            int second = sample[i + 1] & 0xFF;
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

    /** How many characters beyond ASCII there are, and how many sequences that are none. */
    private record Errors(long beyondAscii, long malformed) {

        boolean isFew() {
            return malformed * CHARACTERS_PER_ERROR <= beyondAscii;
        }
    }

    private static Errors errors(Bytes bytes, Charset charset) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        long beyond = 0;
        long malformed = 0;
        var in = ByteBuffer.allocate(BUFFER);
        var out = CharBuffer.allocate(BUFFER);
        try (var stream = bytes.open()) {
            boolean atEnd = false;
            while (!atEnd) {
                int read = stream.read(in.array(), in.position(), in.remaining());
                atEnd = read < 0;
                in.position(in.position() + Math.max(0, read)).flip();
                CoderResult result;
                do {
                    result = decoder.decode(in, out, atEnd);
                    out.flip();
                    beyond += out.chars().filter(c -> c >= 0x80).count();
                    out.clear();
                    if (result.isError()) {
                        malformed++;
                        in.position(in.position() + result.length());
                    }
                } while (!result.isUnderflow());
                in.compact();
            }
        }
        return new Errors(beyond, malformed);
    }

    /** Some lines that are not all ASCII: from the others nothing can be learnt. */
    private static byte[] linesBeyondAscii(Bytes bytes) throws IOException {
        var sample = new ByteArrayOutputStream();
        var line = new ByteArrayOutputStream();
        boolean isAscii = true;
        try (var stream = new BufferedInputStream(bytes.open(), BUFFER)) {
            for (int b = stream.read(); b >= 0 && sample.size() < MOST_SAMPLED; b = stream.read()) {
                line.write(b);
                isAscii &= b < 0x80;
                if (b == '\n' || line.size() > MOST_SAMPLED) {
                    if (!isAscii) {
                        line.writeTo(sample);
                    }
                    line.reset();
                    isAscii = true;
                }
            }
            line.writeTo(sample);
        }
        return sample.toByteArray();
    }

    /**
     * Opens the text.
     *
     * @param tolerant whether bytes that are no text become {@link RowCollector#BAD_BYTE}; else they are thrown as a
     *     {@link java.nio.charset.CharacterCodingException}
     */
    Reader open(Bytes bytes, boolean tolerant) throws IOException {
        InputStream stream = bytes.open();
        stream.skipNBytes(marks);
        CharsetDecoder decoder = charset.newDecoder();
        var action = tolerant ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        decoder.onMalformedInput(action).onUnmappableCharacter(action);
        if (tolerant) {
            decoder.replaceWith(String.valueOf(RowCollector.BAD_BYTE));
        }
        return new InputStreamReader(stream, decoder);
    }

    /** What to tell of it; nothing where it is UTF-8. */
    List<String> notes() {
        return charset.equals(StandardCharsets.UTF_8)
                ? List.of()
                : List.of("The file is read as %s.".formatted(charset.equals(BIG5) ? "Big5" : charset.name()));
    }
}
