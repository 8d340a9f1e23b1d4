package retention.users;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.survival.Curve;
import numerics.survival.Group;
import numerics.survival.LogRank;
import numerics.survival.Observation;
import retention.posts.Post;
import retention.posts.TimestampedId;

/**
 * When the crawl detected each user, from the first observed post on: how long until it found the next post, within the observed
 * days and in those of the outcome.
 *
 * <p>To be seen is to have a post in the file, and the event of both times is that detection, not a person's return. The crawl finds
 * posts by keyword: whoever writes about other things, or only reads, is not seen and may be as active as ever. Whatever makes posts
 * easier to find, such as reach, makes these times shorter without anybody returning sooner.
 *
 * <p>Who came early can be seen again for more of the wave. So cohorts are compared among users who came in the same week:
 * {@link #byWeek} has the strata of {@link retention.survival.LogRank}.
 *
 * @param crawlEnd the time of the last post in the file, China Standard Time; what comes after it is not known
 * @param period of the users
 * @param wave of newcomers, which tells the cohorts
 * @param users those with an observed post, in ascending order of their ids
 */
public record Sightings(LocalDateTime crawlEnd, Period period, Wave wave, List<Seen> users) {

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

        /** The first time after the first observed post that is of such days. */
        private Optional<LocalDateTime> later(Predicate<LocalDateTime> days) {
            return times.stream().skip(1).filter(days).findFirst();
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
                users.period(),
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
     * Days from a user's first observed post to the next observed one; the event is that the crawl found one. Who has none is censored
     * at the end of the observed days, or of the crawl if that came first.
     *
     * @return one per user, in the order of {@link #users()}
     */
    public List<Observation> withinObservedDays() {
        var end = earlier(crawlEnd, period.observedLast());
        return users.stream()
                .map(seen -> observation(seen.first(), seen.later(period::observes), end))
                .toList();
    }

    /**
     * Days from the beginning of the outcome to a user's first post of its days, the last one included; the event is that the crawl
     * found one, so that under the corrected protocol those who have it are the retained. Who has none is censored at the end of
     * the outcome, or of the crawl if that came first.
     *
     * @return one per user, in the order of {@link #users()}
     */
    public List<Observation> inOutcome() {
        var start = period.outcomeFirst().atStartOfDay();
        var end = earlier(crawlEnd, period.outcomeLast());
        return users.stream()
                .map(seen -> observation(
                        start,
                        seen.later(time -> Protocol.CORRECTED.retains(time, period)),
                        end.isBefore(start) ? start : end))
                .toList();
    }

    private static Observation observation(LocalDateTime start, Optional<LocalDateTime> next, LocalDateTime end) {
        return next.map(time -> Observation.event(days(start, time)))
                .orElseGet(() -> Observation.censored(days(start, end)));
    }

    /** The end of a day, or of the crawl if that came first. */
    private static LocalDateTime earlier(LocalDateTime crawlEnd, LocalDate day) {
        var end = day.plusDays(1).atStartOfDay();
        return crawlEnd.isBefore(end) ? crawlEnd : end;
    }

    /**
     * The users by the week of their first observed post, of those weeks in which there is any: its Monday, in ascending order, and
     * the users, with the same end of the crawl.
     */
    public SortedMap<LocalDate, Sightings> byWeek() {
        return users.stream()
                .collect(Collectors.groupingBy(
                        seen -> seen.first().toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(), seen -> new Sightings(crawlEnd, period, wave, seen))));
    }

    /**
     * The observations of each cohort that has any, in the order of {@link Cohort}:
     * {@code sightings.byCohort(Sightings::inOutcome)}.
     */
    public List<Group> byCohort(Function<Sightings, List<Observation>> time) {
        return Stream.of(Cohort.values())
                .map(cohort -> new Group(cohort.toString(), time.apply(only(cohort))))
                .filter(group -> !group.observations().isEmpty())
                .toList();
    }

    /**
     * Cohorts compared by when the crawl found them again.
     *
     * @param week the Monday of the week in which most users came, and of whose users the curves are
     * @param test the log-rank test in words, stratified by the week of arrival
     */
    public record Cohorts(LocalDate week, List<Curve> curves, String test) {

        /** The share of each cohort that was found again, such as {@code joined in the wave 7.1 %}. */
        public String shares() {
            return curves.stream()
                    .map(curve -> String.format(
                            Locale.ROOT,
                            "%s %.1f %%",
                            curve.name(),
                            100.0 * curve.estimate().events() / curve.estimate().subjects()))
                    .collect(Collectors.joining(", "));
        }
    }

    /** Compares the cohorts: {@code sightings.cohorts(Sightings::inOutcome)}. */
    public Cohorts cohorts(Function<Sightings, List<Observation>> time) {
        var weeks = byWeek();
        var busiest = weeks.entrySet().stream()
                .max(Map.Entry.comparingByValue(
                        Comparator.comparingInt(week -> week.users().size())))
                .orElseThrow();
        return new Cohorts(
                busiest.getKey(),
                busiest.getValue().byCohort(time).stream()
                        .map(group -> group.curve(0.95))
                        .toList(),
                LogRank.inWords(
                        weeks.values().stream().map(week -> week.byCohort(time)).toList()));
    }

    /** Whether each user, in the order of {@link #users()}, has the event: {@code sightings.events(Sightings::inOutcome)}. */
    public boolean[] events(Function<Sightings, List<Observation>> time) {
        var observations = time.apply(this);
        var events = new boolean[observations.size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = observations.get(i).event();
        }
        return events;
    }

    /** The users of one cohort, with the same end of the crawl. */
    public Sightings only(Cohort cohort) {
        return new Sightings(
                crawlEnd,
                period,
                wave,
                users.stream()
                        .filter(seen -> wave.cohort(seen.user().createdInChina()) == cohort)
                        .toList());
    }

    private static double days(LocalDateTime from, LocalDateTime until) {
        return Duration.between(from, until).toSeconds() / 86_400.0;
    }
}
