package retention.posts;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import numerics.Numbers;
import retention.posts.PublishedTime.Absolute;
import retention.posts.PublishedTime.Ambiguous;
import retention.posts.PublishedTime.Ordered;

/**
 * The ids of one file's posts as the clock by which its times are read. They carry the second in which a post was made, and so
 * tell in which order the file writes day and month, and from which zone its times are. Times are read by one ruling, while all of
 * them vote for the right one.
 */
final class IdClock {

    /** Fewer posts cannot show that a whole file is off. */
    private static final int FEWEST = 3;

    /** The share of a file's posts that must be off by the same. */
    private static final double GREAT_MAJORITY = 0.8;

    private static final int QUARTER_SECONDS = 900;
    private static final int HOUR = 4;

    /** From the zone furthest west to China; those in the east, and times under a wrong zone, are nearer. */
    private static final int MOST_HOURS_OFF = 20;

    private final Optional<ZoneId> zone;
    private final Ruling ruling;
    private final Votes local = new Votes();
    private final Votes absolute = new Votes();

    /** Those of ambiguous times: month first, day first, and the same two in a file that mixes them. */
    private final Votes[] ambiguous = {new Votes(), new Votes(), new Votes(), new Votes()};

    private int byIds;
    private int monthFirst;
    private int dayFirst;

    /**
     * @param zone of the times that do not say theirs; without one, China's
     * @param ruling by which the times are read
     */
    IdClock(Optional<ZoneId> zone, Ruling ruling) {
        this.zone = zone;
        this.ruling = ruling;
    }

    /**
     * How the times of a file are read.
     *
     * @param isDayFirst what {@code 1/2/2025} is: the first of February
     * @param isMixed whether it is the other where the post's id says so
     * @param local by what the times are off that do not name their zone
     * @param absolute by what the others are off
     */
    record Ruling(boolean isDayFirst, boolean isMixed, Shift local, Shift absolute) {

        /** Each time is what it seems to be. */
        static final Ruling NONE = new Ruling(false, false, Shift.NONE, Shift.NONE);

        private int order() {
            return (isDayFirst ? 1 : 0) + (isMixed ? 2 : 0);
        }
    }

    /**
     * Quarters of an hour by which times are behind the ids.
     *
     * @param also what some of them are off by instead, since a clock was put forward; else the same
     */
    record Shift(int main, int also) {

        static final Shift NONE = new Shift(0, 0);
    }

    /** By how many quarters of an hour the times of some posts are off. */
    private static final class Votes {

        private final int[] votes = new int[2 * MOST_HOURS_OFF * HOUR + 1];
        private int posts;
        private int withId;

        private void add(LocalDateTime time, Optional<TimestampedId> id) {
            posts++;
            withId += id.isPresent() ? 1 : 0;
            quartersOff(time, id).ifPresent(off -> votes[off + MOST_HOURS_OFF * HOUR]++);
        }

        private void add(Votes others) {
            posts += others.posts;
            withId += others.withId;
            for (int i = 0; i < votes.length; i++) {
                votes[i] += others.votes[i];
            }
        }

        private int of(int quarters) {
            int i = quarters + MOST_HOURS_OFF * HOUR;
            return i < 0 || i >= votes.length ? 0 : votes[i];
        }

        /** What most times are off by if it is the same for nearly all; a clock that was put forward makes two such differences. */
        private Shift shift() {
            int main = most(IntStream.rangeClosed(-MOST_HOURS_OFF * HOUR, MOST_HOURS_OFF * HOUR));
            int also = most(IntStream.of(main - HOUR, main + HOUR).filter(other -> other != 0));
            also = of(also) == 0 ? main : also;
            return main != 0 && withId >= FEWEST && of(main) + (also == main ? 0 : of(also)) >= GREAT_MAJORITY * withId
                    ? new Shift(main, also)
                    : Shift.NONE;
        }

        /** Of those with as many votes the largest. */
        private int most(IntStream some) {
            return some.reduce((a, b) -> of(b) >= of(a) ? b : a).orElse(0);
        }
    }

    /** The time of a post by the ruling; its id votes. */
    LocalDateTime settled(PublishedTime time, Optional<TimestampedId> id) {
        if (time instanceof Absolute) {
            absolute.add(time.provisional(), id);
            return shifted(time.provisional(), id, ruling.absolute);
        }
        if (time instanceof Ambiguous either) {
            byIds += (isNear(either.dayFirst(), id) ? 1 : 0) - (isNear(either.monthFirst(), id) ? 1 : 0);
            for (int order = 0; order < ambiguous.length; order++) {
                ambiguous[order].add(inChina(ordered(either, id, order)), id);
            }
            return shifted(inChina(ordered(either, id, ruling.order())), id, ruling.local);
        }
        if (time instanceof Ordered ordered) {
            monthFirst += ordered.monthFirst() ? 1 : 0;
            dayFirst += ordered.monthFirst() ? 0 : 1;
        }
        var china = inChina(time.provisional());
        local.add(china, id);
        return shifted(china, id, ruling.local);
    }

    private static LocalDateTime ordered(Ambiguous time, Optional<TimestampedId> id, int order) {
        boolean isDayFirst = order % 2 == 1;
        var likely = isDayFirst ? time.dayFirst() : time.monthFirst();
        var other = isDayFirst ? time.monthFirst() : time.dayFirst();
        return order >= 2 && isNear(other, id) ? other : likely;
    }

    private LocalDateTime inChina(LocalDateTime time) {
        return zone.map(from -> time.atZone(from)
                        .withZoneSameInstant(Post.CHINA_STANDARD_TIME)
                        .toLocalDateTime())
                .orElse(time);
    }

    private static LocalDateTime shifted(LocalDateTime time, Optional<TimestampedId> id, Shift shift) {
        if (shift.equals(Shift.NONE)) {
            return time;
        }
        boolean isAlso = quartersOff(time, id).equals(OptionalInt.of(shift.also));
        return time.plusSeconds((long) (isAlso ? shift.also : shift.main) * QUARTER_SECONDS);
    }

    /** The ruling that all times so far vote for. */
    Ruling ruling() {
        int all = ambiguous[0].posts;
        boolean isDayFirst = all > 0 && (byIds != 0 ? byIds > 0 : dayFirst > monthFirst);
        boolean isMixed = all > 0 && monthFirst > 0 && dayFirst > 0;
        var times = new Votes();
        times.add(local);
        times.add(ambiguous[new Ruling(isDayFirst, isMixed, Shift.NONE, Shift.NONE).order()]);
        return new Ruling(isDayFirst, isMixed, times.shift(), absolute.shift());
    }

    /** What a reader has to know of the ruling. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        int all = ambiguous[0].posts;
        var right = ruling();
        boolean isKnown = byIds != 0 || monthFirst != dayFirst;
        if (all > 0 && (right.isDayFirst || right.isMixed || !isKnown)) {
            notes.add(Numbers.text(
                    "%,d dates such as 1/2/2025 are read with the %s first%s.",
                    all,
                    right.isDayFirst ? "day" : "month",
                    byIds != 0
                            ? ", by the posts' ids"
                            : isKnown
                                    ? ", as the file's other dates"
                                    : "; nothing in the file tells whether that is right"));
        }
        note(right.local, local.posts + all, "times", notes);
        note(right.absolute, absolute.posts, "times that name their zone or count seconds", notes);
        int posts = local.posts + all + absolute.posts;
        if (posts > 0 && local.withId + ambiguous[0].withId + absolute.withId == 0) {
            notes.add(
                    "The posts have no ids, so that their times could not be checked: those without a zone are taken for %s."
                            .formatted(zone.map(ZoneId::getId).orElse("China Standard Time")));
        }
        return notes;
    }

    private static void note(Shift shift, int posts, String what, List<String> notes) {
        if (!shift.equals(Shift.NONE)) {
            notes.add(Numbers.text(
                    "All %,d %s were %s %s the posts' ids and have been corrected to China Standard Time.",
                    posts,
                    what,
                    hours(shift.main) + (shift.also == shift.main ? "" : " or " + hours(shift.also)),
                    shift.main < 0 ? "ahead of" : "behind"));
        }
    }

    private static boolean isNear(LocalDateTime time, Optional<TimestampedId> id) {
        return id.isPresent()
                && Math.abs(secondsOff(time, id.get()))
                        <= Duration.ofHours(MOST_HOURS_OFF + 4).toSeconds();
    }

    private static long secondsOff(LocalDateTime time, TimestampedId id) {
        return id.unixSeconds() - time.toEpochSecond(Post.CHINA_STANDARD_TIME);
    }

    /** The difference of two zones by which a post's time is off from its id; nothing where it is none. */
    private static OptionalInt quartersOff(LocalDateTime time, Optional<TimestampedId> id) {
        if (id.isEmpty()) {
            return OptionalInt.empty();
        }
        long seconds = secondsOff(time, id.get());
        long quarters = Math.round((double) seconds / QUARTER_SECONDS);
        return Math.abs(seconds - quarters * QUARTER_SECONDS) <= Post.CLOCK_TOLERANCE.toSeconds()
                        && Math.abs(quarters) <= MOST_HOURS_OFF * HOUR
                ? OptionalInt.of((int) quarters)
                : OptionalInt.empty();
    }

    /** Such as {@code 8 hours}, or {@code 5:30 hours}. */
    private static String hours(int quarters) {
        var length = Duration.ofSeconds((long) Math.abs(quarters) * QUARTER_SECONDS);
        return length.toMinutesPart() > 0
                ? Numbers.text("%d:%02d hours", length.toHours(), length.toMinutesPart())
                : length.toHours() == 1 ? "1 hour" : length.toHours() + " hours";
    }
}
