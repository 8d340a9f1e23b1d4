package retention.users;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
 * When each user was seen, from the first observed post to the end of the crawl: how long until the next post, and how long
 * until silence.
 *
 * <p>To be seen is to have a post in the file. The crawl finds posts by keyword, so that a user who writes about other things,
 * or only reads, is not seen and may be as active as ever: both times speak of posts about the wave, not of the use of the app.
 *
 * @param crawlEnd the time of the last post in the file, China Standard Time; who is silent after it is not known
 * @param wave of newcomers, which tells the cohorts
 * @param users those with an observed post, in ascending order of their ids
 */
public record Sightings(LocalDateTime crawlEnd, Wave wave, List<Seen> users) {

    /** After so many days without a post, a user counts as silent unless another number is given. */
    public static final int SILENT_DAYS = 14;

    /**
     * One user.
     *
     * @param times of the user's posts, China Standard Time, from the first observed post on, in order; posts of the same
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

        /** The first observed post. */
        public LocalDateTime first() {
            return times.get(0);
        }

        /** The last post of all. */
        public LocalDateTime last() {
            return times.get(times.size() - 1);
        }

        /** The last post before the first pause of more than so many days, or of all, of which the crawl's end must tell more. */
        private LocalDateTime lastBeforeSilence(int days) {
            for (int i = 1; i < times.size(); i++) {
                if (times.get(i - 1).plusDays(days).isBefore(times.get(i))) {
                    return times.get(i - 1);
                }
            }
            return last();
        }
    }

    public Sightings {
        users = List.copyOf(users);
    }

    /**
     * Collects them from posts in any order.
     *
     * @param posts all posts of the file
     * @param users made from these posts; their protocol tells which posts count, and their period when users are observed
     * @throws IllegalArgumentException if there is no post
     */
    public static Sightings of(List<Post> posts, Users users) {
        var crawlEnd = crawlEnd(posts);
        Map<TimestampedId, SortedSet<LocalDateTime>> times = new TreeMap<>();
        for (var post : users.protocol().counted(posts)) {
            times.computeIfAbsent(post.userId(), id -> new TreeSet<>()).add(post.createTime());
        }
        return new Sightings(
                crawlEnd,
                users.wave(),
                times.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .filter(users.period()::observes)
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
     * Days from a user's first observed post to the next post, at whatever time; the event is that there is one. Who has none is
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
     * Days from a user's first observed post to the last one before a first silence of more than {@code silentDays} days; the event is
     * that the silence begins there. The survival curve is the share not yet silent.
     *
     * <p>Whether a post begins a silence is known {@code silentDays} days later, for everybody alike: so everybody is followed up to
     * that many days before the crawl's end and censored there, and who came only after that day is left out. Whoever is seen again
     * after a silence has been silent all the same; {@link #returnedAfterSilence} counts them. (To let a later post undo a silence
     * would give those who came early more time to undo theirs.)
     *
     * @param silentDays one or more, such as {@value #SILENT_DAYS}
     * @return one a user who was first seen more than {@code silentDays} days before the crawl's end, in the order of
     *     {@link #users()}
     * @throws IllegalArgumentException if {@code silentDays} is not one or more
     */
    public List<Observation> untilSilence(int silentDays) {
        var followedUntil = followedUntil(silentDays);
        return users.stream()
                .filter(seen -> seen.first().isBefore(followedUntil))
                .map(seen -> {
                    var last = seen.lastBeforeSilence(silentDays);
                    return last.isBefore(followedUntil)
                            ? Observation.event(days(seen.first(), last))
                            : Observation.censored(days(seen.first(), followedUntil));
                })
                .toList();
    }

    /**
     * How many of those who fell silent by {@link #untilSilence} were seen again later.
     *
     * @throws IllegalArgumentException if {@code silentDays} is not one or more
     */
    public int returnedAfterSilence(int silentDays) {
        var followedUntil = followedUntil(silentDays);
        return (int) users.stream()
                .filter(seen -> {
                    var last = seen.lastBeforeSilence(silentDays);
                    return last.isBefore(followedUntil) && last.isBefore(seen.last());
                })
                .count();
    }

    /** Those who were seen more than once, followed from their second sighting on: what becomes of them after the first return. */
    public Sightings fromSecondSighting() {
        return new Sightings(
                crawlEnd,
                wave,
                users.stream()
                        .filter(seen -> seen.times().size() > 1)
                        .map(seen -> new Seen(
                                seen.user(),
                                seen.times().subList(1, seen.times().size())))
                        .toList());
    }

    private LocalDateTime followedUntil(int silentDays) {
        if (silentDays < 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "Silent after %d days: expected one or more, such as %d.", silentDays, SILENT_DAYS));
        }
        return crawlEnd.minusDays(silentDays);
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
                crawlEnd,
                wave,
                users.stream()
                        .filter(seen -> wave.cohort(seen.user().createdInChina()) == cohort)
                        .toList());
    }

    private static double days(LocalDateTime from, LocalDateTime until) {
        return Duration.between(from, until).toSeconds() / 86_400.0;
    }
}
