package retention.posts;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/** A text that is read once, of which the last part can be read again from any position that is not forgotten. */
final class RereadableText extends Reader {

    /** No row is longer; a quote that is not closed shall not take the whole file into memory. */
    private static final int LONGEST = 1 << 26;

    /** Thrown where a row is longer than any can be. */
    static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;

        TooLong() {
            super(String.format(Locale.ROOT, "a row of more than %,d characters", LONGEST));
        }
    }

    private final Reader rest;
    private final StringBuilder kept;
    private long keptFrom;
    private long at;

    /**
     * @param kept what is read first
     * @param position of its first character
     * @param rest what is read then
     */
    RereadableText(CharSequence kept, long position, Reader rest) {
        this.kept = new StringBuilder(kept);
        this.keptFrom = position;
        this.at = position;
        this.rest = rest;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int available = (int) (keptFrom + kept.length() - at);
        if (available == 0) {
            if (kept.length() > LONGEST) {
                throw new TooLong();
            }
            int read = rest.read(buffer, offset, length);
            if (read > 0) {
                kept.append(buffer, offset, read);
                at += read;
            }
            return read;
        }
        int count = Math.min(available, length);
        int from = (int) (at - keptFrom);
        kept.getChars(from, from + count, buffer, offset);
        at += count;
        return count;
    }

    /** The next characters, at most so many, without reading them. */
    String peek(int length) throws IOException {
        var buffer = new char[length];
        while (keptFrom + kept.length() - at < length) {
            int read = rest.read(buffer, 0, length);
            if (read < 0) {
                break;
            }
            kept.append(buffer, 0, read);
        }
        int from = (int) (at - keptFrom);
        return kept.substring(from, Math.min(kept.length(), from + length));
    }

    /** Gives up what stands before a position. */
    void forget(long before) {
        // Seldom, since what remains has to move.
        if (before - keptFrom > 1 << 16) {
            kept.delete(0, (int) (before - keptFrom));
            keptFrom = before;
        }
    }

    /** The same text from a position on that is not forgotten; this one is not to be read any more. */
    RereadableText from(long position) {
        return new RereadableText(kept.substring((int) (position - keptFrom)), position, rest);
    }

    /** What stands between two positions that are not forgotten. */
    String between(long from, long until) {
        return kept.substring((int) (from - keptFrom), (int) (until - keptFrom));
    }

    /** The position after the end of the line that begins at a position that is not forgotten; what is not read yet is read. */
    long lineEnd(long position) throws IOException {
        int i = (int) (position - keptFrom);
        while (true) {
            while (i < kept.length()) {
                char c = kept.charAt(i);
                i++;
                if (c == '\n' || (c == '\r' && !isFeed(i))) {
                    return keptFrom + i;
                }
            }
            if (!more()) {
                return keptFrom + i;
            }
        }
    }

    private boolean isFeed(int index) throws IOException {
        return (index < kept.length() || more()) && kept.charAt(index) == '\n';
    }

    private boolean more() throws IOException {
        var buffer = new char[1 << 13];
        int read = rest.read(buffer, 0, buffer.length);
        if (read > 0) {
            kept.append(buffer, 0, read);
        }
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
