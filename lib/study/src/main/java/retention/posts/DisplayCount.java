package retention.posts;

import java.util.OptionalLong;
import numerics.Numbers;

/**
 * A count as the app displayed it when the post was crawled.
 *
 * <p>The app abbreviates: {@code 1千+} stands for "a thousand or more", and what the post really had is not in the
 * data. A text that is no count is kept as such, so that nobody can mistake it for zero.
 */
public sealed interface DisplayCount {

    /** The number that is known; a lower bound counts as the least that it can be. */
    default OptionalLong number() {
        return OptionalLong.empty();
    }

    /**
     * A readable count.
     *
     * @param value posts, likes and so on; zero or more
     * @param lowerBound whether the display said "at least", by a trailing {@code +}
     */
    record Known(long value, boolean lowerBound) implements DisplayCount {

        /** @throws IllegalArgumentException if the value is negative */
        public Known {
            if (value < 0) {
                throw new IllegalArgumentException("A count of %d: expected zero or more.".formatted(value));
            }
        }

        @Override
        public OptionalLong number() {
            return OptionalLong.of(value);
        }

        /** For example {@code 14}, or {@code 1,000 or more}. */
        @Override
        public String toString() {
            return Numbers.text(lowerBound ? "%,d or more" : "%,d", value);
        }
    }

    /** An empty field: the crawl has no count, which is not a count of zero. */
    record Missing() implements DisplayCount {

        @Override
        public String toString() {
            return "missing";
        }
    }

    /**
     * A text that is no count.
     *
     * @param text the field as it stands in the file
     */
    record Unreadable(String text) implements DisplayCount {

        @Override
        public String toString() {
            return "unreadable: " + text;
        }
    }
}
