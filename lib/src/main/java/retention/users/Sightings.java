package retention.users;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import retention.posts.Post;
import retention.posts.TimestampedId;
import retention.survival.Group;
import retention.survival.Observation;

/**
 * When each user was seen, from the first January post to the end of the crawl: how long until the next post, and how long
 * until silence.
 *
 * <p>To be seen is to have a post in the file. The crawl finds posts by keyword, so that a user who writes about other things,
 * or only reads, is not seen and may be as active as ever: both times speak of posts about the wave, not of the use of the app.
 *
 * @param crawlEnd the time of the last post in the file, China Standard Time; who is silent after it is not known
 * @param users those with a January post, in ascending order of their ids
 */
public record Sightings(LocalDateTime crawlEnd, List<Seen> users) {

    /** After so many days without a post, a user counts as silent unless another number is given. */
    public static final int SILENT_DAYS = 14;

    /**
     * One user.
     *
     * @param times of the user's posts, China Standard Time, from the first January post on, in order; posts of the same
     *     minute are one sighting
     */
    public record Seen(TimestampedId user, List<LocalDateTime> times) {

        /** @throws IllegalArgumentException if there is no time, or the times do not ascend */
        public Seen {
            times = List.copyOf(times);
            if (times.isEmpty()) {
                throw new IllegalArgumentException(
                        "User %s was never seen: expected at least one time.".formatted(user));
            }
            for (int i = 1; i < times.size(); i++) {
                if (!times.get(i - 1).isBefore(times.get(i))) {
                    throw new IllegalArgumentException("User %s: %s comes before %s; expected ascending times."
                            .formatted(user, times.get(i - 1), times.get(i)));
                }
            }
        }

        /** The first January post. */
        public LocalDateTime first() {
            return times.get(0);
        }

        /** The last post of all. */
        public LocalDateTime last() {
            return times.get(times.size() - 1);
        }

        /** When the account was created. */
        public Cohort cohort() {
            return Cohort.of(user.createdAt().atOffset(Post.CHINA_STANDARD_TIME).toLocalDateTime());
        }
    }

    public Sightings {
        users = List.copyOf(users);
    }

    /**
     * Collects them from posts in any order. January is what {@link Protocol#CORRECTED} observes, and as there a post that
     * was crawled twice under one id counts once.
     *
     * @throws IllegalArgumentException if there is no post
     */
    public static Sightings of(List<Post> posts) {
        var crawlEnd = crawlEnd(posts);
        var ids = new HashSet<TimestampedId>();
        Map<TimestampedId, SortedSet<LocalDateTime>> times = new TreeMap<>();
        for (var post : posts) {
            if (ids.add(post.postId())) {
                times.computeIfAbsent(post.userId(), id -> new TreeSet<>()).add(post.createTime());
            }
        }
        return new Sightings(
                crawlEnd,
                times.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .filter(Protocol.CORRECTED::observes)
                                .findFirst()
                                .map(first -> new Seen(
                                        entry.getKey(),
                                        List.copyOf(entry.getValue().tailSet(first))))
                                .stream())
                        .toList());
    }

    /** The time of the last post. */
    static LocalDateTime crawlEnd(List<Post> posts) {
        return posts.stream()
                .map(Post::createTime)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException(
                        "No posts: expected at least one, the last one tells when the crawl ended."));
    }

    /**
     * Days from a user's first January post to the next post, at whatever time; the event is that there is one. Who has none is
     * censored at the end of the crawl. The survival curve is the share not yet seen again.
     *
     * @return one a user, in the order of {@link #users()}
     */
    public List<Observation> untilNextPost() {
        return users.stream()
                .map(seen -> seen.times().size() > 1
                        ? Observation.event(days(seen.first(), seen.times().get(1)))
                        : Observation.censored(days(seen.first(), crawlEnd)))
                .toList();
    }

    /**
     * Days from a user's first January post to the last one of all; the event is that the user fell silent after it. The
     * survival curve is the share still to be seen again at some later time, so that it starts from the share who
     * posted more than once.
     *
     * <p>Silent is who has not posted in the {@code silentDays} days before the crawl's end, or for longer. Everybody is
     * followed up to that many days before the end, no further: who posted after that day is censored on it. To censor them at
     * their last post instead would keep some at risk on days on which no silence of theirs could have been seen, and
     * the curve would come out too high. Who came only after that day has not been followed for a single one, and is left out.
     *
     * <p>A pause that ends before the crawl does is no silence, however long; a silence that has begun may end after the
     * crawl. The fewer days are asked for, the more such pauses are taken for silence.
     *
     * @param silentDays one or more, such as {@value #SILENT_DAYS}
     * @return one a user who was first seen more than {@code silentDays} days before the crawl's end, in the order of
     *     {@link #users()}
     * @throws IllegalArgumentException if {@code silentDays} is not one or more
     */
    public List<Observation> untilSilence(int silentDays) {
        if (silentDays < 1) {
            throw new IllegalArgumentException(
                    "Silent after %d days: expected one or more, such as %d.".formatted(silentDays, SILENT_DAYS));
        }
        var followedUntil = crawlEnd.minusDays(silentDays);
        return users.stream()
                .filter(seen -> seen.first().isBefore(followedUntil))
                .map(seen -> seen.last().isBefore(followedUntil)
                        ? Observation.event(days(seen.first(), seen.last()))
                        : Observation.censored(days(seen.first(), followedUntil)))
                .toList();
    }

    /**
     * The observations of each cohort that has any, in the order of {@link Cohort}:
     * {@code sightings.byCohort(Sightings::untilNextPost)}.
     */
    public List<Group> byCohort(Function<Sightings, List<Observation>> time) {
        return Stream.of(Cohort.values())
                .map(cohort -> new Group(cohort.toString(), time.apply(only(cohort))))
                .filter(group -> !group.observations().isEmpty())
                .toList();
    }

    /** The users of one cohort, with the same end of the crawl. */
    public Sightings only(Cohort cohort) {
        return new Sightings(
                crawlEnd, users.stream().filter(seen -> seen.cohort() == cohort).toList());
    }

    private static double days(LocalDateTime from, LocalDateTime until) {
        return Duration.between(from, until).toSeconds() / 86_400.0;
    }
}
