package retention.posts;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.posts.PublishedTime.Absolute;
import retention.posts.PublishedTime.Ambiguous;
import retention.posts.PublishedTime.Ordered;

/**
 * The ids of one file's posts as the clock by which its times are read. They carry the second in which a post was made, and so
 * tell in which order the file writes day and month, and from which zone its times are.
 */
final class IdClock {

    /** Fewer posts cannot show that a whole file is off. */
    private static final int FEWEST = 3;

    /** The share of a file's posts that must be off by the same. */
    private static final double GREAT_MAJORITY = 0.8;

    private static final int QUARTER_SECONDS = 900;

    /** From the zone furthest west to China; those in the east, and times under a wrong zone, are nearer. */
    private static final Duration MOST_OFF = Duration.ofHours(20);

    private final Optional<ZoneId> zone;
    private final List<Post> posts = new ArrayList<>();
    private final List<PublishedTime> times = new ArrayList<>();

    /** @param zone of the times that do not say theirs; without one, China's */
    IdClock(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    /** Adds a post at its {@link PublishedTime#provisional} time. */
    void add(Post post, PublishedTime time) {
        posts.add(post);
        times.add(time);
    }

    /** The posts at their settled times; adds to the notes what was decided. */
    List<Post> settled(List<String> notes) {
        order(notes);
        var local = those(time -> !(time instanceof Absolute));
        zone.ifPresent(from -> local.forEach(i -> set(
                i,
                posts.get(i)
                        .createTime()
                        .atZone(from)
                        .withZoneSameInstant(Post.CHINA_STANDARD_TIME)
                        .toLocalDateTime())));
        correct(local, "times", notes);
        correct(those(Absolute.class::isInstance), "times that name their zone or count seconds", notes);
        if (!posts.isEmpty() && posts.stream().noneMatch(post -> post.postId().isPresent())) {
            notes.add(
                    "The posts have no ids, so that their times could not be checked: those without a zone are taken for %s."
                            .formatted(zone.map(ZoneId::getId).orElse("China Standard Time")));
        }
        return posts;
    }

    private List<Integer> those(Predicate<PublishedTime> which) {
        return IntStream.range(0, times.size())
                .filter(i -> which.test(times.get(i)))
                .boxed()
                .toList();
    }

    private void set(int i, LocalDateTime time) {
        posts.set(i, posts.get(i).at(time));
    }

    /** Decides what {@code 1/2/2025} is: by the ids, else by the file's other dates, else as Americans write. */
    private void order(List<String> notes) {
        var ambiguous = those(Ambiguous.class::isInstance);
        if (ambiguous.isEmpty()) {
            return;
        }
        int byIds = 0;
        for (int i : ambiguous) {
            var time = (Ambiguous) times.get(i);
            byIds += (isNearId(i, time.dayFirst()) ? 1 : 0) - (isNearId(i, time.monthFirst()) ? 1 : 0);
        }
        int monthFirst = those(time -> time instanceof Ordered ordered && ordered.monthFirst())
                .size();
        int dayFirst = those(Ordered.class::isInstance).size() - monthFirst;
        boolean isMixed = monthFirst > 0 && dayFirst > 0;
        boolean isDayFirst = byIds != 0 ? byIds > 0 : dayFirst > monthFirst;
        for (int i : ambiguous) {
            var time = (Ambiguous) times.get(i);
            var likely = isDayFirst ? time.dayFirst() : time.monthFirst();
            var other = isDayFirst ? time.monthFirst() : time.dayFirst();
            set(i, isMixed && isNearId(i, other) ? other : likely);
        }
        boolean isKnown = byIds != 0 || monthFirst != dayFirst;
        if (isDayFirst || isMixed || !isKnown) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d dates such as 1/2/2025 are read with the %s first%s.",
                    ambiguous.size(),
                    isDayFirst ? "day" : "month",
                    byIds != 0
                            ? ", by the posts' ids"
                            : isKnown
                                    ? ", as the file's other dates"
                                    : "; nothing in the file tells whether that is right"));
        }
    }

    private boolean isNearId(int i, LocalDateTime time) {
        return posts.get(i)
                .timeById()
                .filter(id -> Duration.between(time, id).abs().compareTo(MOST_OFF.plusHours(4)) <= 0)
                .isPresent();
    }

    /** Corrects times that are off as a whole; a clock that was put forward meanwhile makes two such differences. */
    private void correct(List<Integer> some, String what, List<String> notes) {
        var votes = new HashMap<Duration, Integer>();
        some.forEach(i -> off(i).ifPresent(difference -> votes.merge(difference, 1, Integer::sum)));
        long checked =
                some.stream().filter(i -> posts.get(i).postId().isPresent()).count();
        var most = Comparator.<Duration>comparingInt(votes::get).thenComparing(Comparator.naturalOrder());
        var found = votes.keySet().stream().max(most).filter(difference -> !difference.isZero());
        if (checked < FEWEST || found.isEmpty()) {
            return;
        }
        var main = found.get();
        var neighbour = Stream.of(main.minusHours(1), main.plusHours(1))
                .filter(other -> votes.containsKey(other) && !other.isZero())
                .max(most);
        if (votes.get(main) + neighbour.map(votes::get).orElse(0) < GREAT_MAJORITY * checked) {
            return;
        }
        for (int i : some) {
            var by =
                    neighbour.filter(other -> off(i).equals(Optional.of(other))).orElse(main);
            set(i, posts.get(i).createTime().plus(by));
        }
        notes.add(String.format(
                Locale.ROOT,
                "All %,d %s were %s %s the posts' ids and have been corrected to China Standard Time.",
                some.size(),
                what,
                hours(main) + neighbour.map(other -> " or " + hours(other)).orElse(""),
                main.isNegative() ? "ahead of" : "behind"));
    }

    /** The difference of two zones by which a post's time is off from its id; nothing where it is none. */
    private Optional<Duration> off(int i) {
        var post = posts.get(i);
        return post.timeById()
                .map(id -> Duration.between(post.createTime(), id))
                .flatMap(off -> {
                    var rounded = Duration.ofSeconds(
                            Math.round((double) off.toSeconds() / QUARTER_SECONDS) * QUARTER_SECONDS);
                    return Optional.of(rounded)
                            .filter(difference -> off.minus(difference).abs().compareTo(Post.CLOCK_TOLERANCE) <= 0)
                            .filter(difference -> difference.abs().compareTo(MOST_OFF) <= 0);
                });
    }

    /** Such as {@code 8 hours}, or {@code 5:30 hours}. */
    private static String hours(Duration difference) {
        var length = difference.abs();
        return length.toMinutesPart() > 0
                ? String.format(Locale.ROOT, "%d:%02d hours", length.toHours(), length.toMinutesPart())
                : length.toHours() == 1 ? "1 hour" : length.toHours() + " hours";
    }
}
