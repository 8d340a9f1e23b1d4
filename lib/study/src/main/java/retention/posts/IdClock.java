package retention.posts;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Optional<ZoneId> zone;
    private final List<Post> posts = new ArrayList<>();
    private final Map<Integer, PublishedTime> unusual = new HashMap<>();
    private int monthFirst;
    private int dayFirst;

    /** @param zone of the times that do not say theirs; without one, China's */
    IdClock(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    /** Adds a post at its {@link #provisional} time. */
    void add(Post post, PublishedTime time) {
        if (!(time instanceof PublishedTime.Local)) {
            unusual.put(posts.size(), time);
        }
        if (time instanceof PublishedTime.Ordered ordered) {
            monthFirst += ordered.monthFirst() ? 1 : 0;
            dayFirst += ordered.monthFirst() ? 0 : 1;
        }
        posts.add(post);
    }

    /** What a time is on China's clock as long as nothing speaks against it; an unknown one has none. */
    static LocalDateTime provisional(PublishedTime time) {
        if (time instanceof PublishedTime.Local local) {
            return local.time();
        } else if (time instanceof PublishedTime.Ordered ordered) {
            return ordered.time();
        } else if (time instanceof PublishedTime.Ambiguous ambiguous) {
            return ambiguous.monthFirst();
        } else if (time instanceof PublishedTime.Absolute absolute) {
            return LocalDateTime.ofInstant(absolute.time(), Post.CHINA_STANDARD_TIME);
        }
        throw new IllegalArgumentException("A post without a time: " + time);
    }

    /** The posts at their settled times. */
    List<Post> settled(List<String> notes) {
        order(notes);
        zone.filter(any -> !any.equals(Post.CHINA_STANDARD_TIME)).ifPresent(this::fromZone);
        var local = new ArrayList<Integer>();
        var absolute = new ArrayList<Integer>();
        for (int i = 0; i < posts.size(); i++) {
            (unusual.get(i) instanceof PublishedTime.Absolute ? absolute : local).add(i);
        }
        correct(local, "times", notes);
        correct(absolute, "times that name their zone or count seconds", notes);
        if (!posts.isEmpty() && posts.stream().noneMatch(post -> post.postId().isPresent())) {
            notes.add(
                    "The posts have no ids, so that their times could not be checked: those without a zone are taken for %s."
                            .formatted(zone.map(ZoneId::getId).orElse("China Standard Time")));
        }
        return posts;
    }

    /** Decides what {@code 1/2/2025} is: by the ids, else by the file's other dates, else as Americans write. */
    private void order(List<String> notes) {
        int ambiguous = 0;
        int monthById = 0;
        int dayById = 0;
        for (var entry : unusual.entrySet()) {
            if (entry.getValue() instanceof PublishedTime.Ambiguous time) {
                ambiguous++;
                var byId = posts.get(entry.getKey()).timeById();
                if (byId.isPresent()) {
                    boolean isMonth = isNear(time.monthFirst(), byId.get());
                    boolean isDay = isNear(time.dayFirst(), byId.get());
                    monthById += isMonth && !isDay ? 1 : 0;
                    dayById += isDay && !isMonth ? 1 : 0;
                }
            }
        }
        if (ambiguous == 0) {
            return;
        }
        boolean mixed = monthFirst > 0 && dayFirst > 0;
        boolean byIds = monthById != dayById;
        boolean isDayFirst = byIds ? dayById > monthById : dayFirst > monthFirst;
        boolean known = byIds || monthFirst != dayFirst;
        unusual.forEach((i, value) -> {
            if (value instanceof PublishedTime.Ambiguous time) {
                var post = posts.get(i);
                boolean other = post.timeById()
                        .filter(id -> isNear(isDayFirst ? time.monthFirst() : time.dayFirst(), id))
                        .isPresent();
                boolean day = (mixed && other) ? !isDayFirst : isDayFirst;
                posts.set(i, post.at(day ? time.dayFirst() : time.monthFirst()));
            }
        });
        if (isDayFirst || !known || mixed) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d dates such as 1/2/2025 are read with the %s first%s.",
                    ambiguous,
                    isDayFirst ? "day" : "month",
                    byIds
                            ? ", by the posts' ids"
                            : known
                                    ? ", as the file's other dates"
                                    : "; nothing in the file tells whether that is right"));
        }
    }

    private static boolean isNear(LocalDateTime time, LocalDateTime byId) {
        return Duration.between(time, byId).abs().compareTo(MOST_OFF.plusHours(4)) <= 0;
    }

    private void fromZone(ZoneId from) {
        for (int i = 0; i < posts.size(); i++) {
            if (!(unusual.get(i) instanceof PublishedTime.Absolute)) {
                var post = posts.get(i);
                posts.set(
                        i,
                        post.at(post.createTime()
                                .atZone(from)
                                .withZoneSameInstant(Post.CHINA_STANDARD_TIME)
                                .toLocalDateTime()));
            }
        }
    }

    /** Corrects times that are off as a whole; a clock that was put forward meanwhile makes two such differences. */
    private void correct(List<Integer> some, String what, List<String> notes) {
        var votes = new HashMap<Duration, Integer>();
        int checked = 0;
        for (int i : some) {
            var off = off(posts.get(i));
            if (off.isPresent()) {
                checked++;
                whole(off.get()).ifPresent(difference -> votes.merge(difference, 1, Integer::sum));
            }
        }
        var main = most(votes);
        if (checked < FEWEST || main.isEmpty()) {
            return;
        }
        var neighbour = most(without(votes, main.get()))
                .filter(other -> other.minus(main.get()).abs().equals(Duration.ofHours(1)))
                .filter(other -> !other.isZero() && !main.get().isZero());
        int agreeing = votes.get(main.get()) + neighbour.map(votes::get).orElse(0);
        if (main.get().isZero() || agreeing < GREAT_MAJORITY * checked) {
            return;
        }
        for (int i : some) {
            var post = posts.get(i);
            var own = off(post).flatMap(IdClock::whole);
            var by = neighbour.filter(other -> own.equals(Optional.of(other))).orElse(main.get());
            posts.set(i, post.at(post.createTime().plus(by)));
        }
        notes.add(String.format(
                Locale.ROOT,
                "All %,d %s were %s %s the posts' ids and have been corrected to China Standard Time.",
                some.size(),
                what,
                neighbour
                        .map(other -> hours(main.get()) + " or " + hours(other))
                        .orElse(hours(main.get())),
                main.get().isNegative() ? "ahead of" : "behind"));
    }

    private static Optional<Duration> off(Post post) {
        return post.timeById().map(id -> Duration.between(post.createTime(), id));
    }

    /** The difference of two zones that this is, or nothing where it is none. */
    private static Optional<Duration> whole(Duration off) {
        var rounded = Duration.ofSeconds(Math.round((double) off.toSeconds() / QUARTER_SECONDS) * QUARTER_SECONDS);
        return off.minus(rounded).abs().compareTo(Post.CLOCK_TOLERANCE) <= 0
                        && rounded.abs().compareTo(MOST_OFF) <= 0
                ? Optional.of(rounded)
                : Optional.empty();
    }

    private static Optional<Duration> most(Map<Duration, Integer> votes) {
        return votes.entrySet().stream()
                .max(Map.Entry.<Duration, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private static Map<Duration, Integer> without(Map<Duration, Integer> votes, Duration one) {
        var others = new HashMap<>(votes);
        others.remove(one);
        return others;
    }

    /** Such as {@code 8 hours}, or {@code 5:30 hours}. */
    private static String hours(Duration difference) {
        var length = difference.abs();
        return length.toMinutesPart() > 0
                ? String.format(Locale.ROOT, "%d:%02d hours", length.toHours(), length.toMinutesPart())
                : length.toHours() == 1 ? "1 hour" : String.format(Locale.ROOT, "%d hours", length.toHours());
    }

    /** A time as messages show it. */
    static String shown(LocalDateTime time) {
        return SHOWN.format(time);
    }
}
