package retention.users;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import numerics.survival.Curve;
import numerics.survival.Group;
import numerics.survival.LogRank;
import numerics.survival.Observation;
import retention.posts.Post;
import retention.posts.TimestampedId;

/**
 * When the crawl found each user, from the first observed post on: how long until it found the next post, within the observed
 * days and in those of the outcome.
 *
 * <p>To be found is to have a post in the file, and the event of both times is that detection, not a person's return. The crawl
 * searches by keyword: whoever writes about other things, or only reads, is not found and may be as active as ever. Whatever makes
 * posts easier to find, such as reach, makes these times shorter without anybody returning sooner.
 *
 * @param crawlEnd the time of the last post in the file, China Standard Time; what comes after it is not known
 * @param period of the users
 * @param wave of newcomers, which tells the cohorts
 * @param users those with an observed post, in ascending order of their ids
 */
public record Sightings(LocalDateTime crawlEnd, Period period, Wave wave, List<Seen> users) {

    /** What is waited for. Who has none is censored at the end of its days, or of the crawl if that came first. */
    public enum Event {
        /** The next post of the observed days, from the first one on; posts of the same second are one. */
        OBSERVED_AGAIN,
        /**
         * The first post in the days of the outcome, the last one included, from their beginning on. Under the corrected protocol,
         * those who have it are the retained.
         */
        OUTCOME
    }

    /**
     * One user.
     *
     * @param first the first observed post, China Standard Time
     * @param later the times of the posts after it, in order
     */
    public record Seen(TimestampedId user, LocalDateTime first, SortedSet<LocalDateTime> later) {}

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
        var seen = new ArrayList<Seen>();
        times.forEach((user, all) -> all.stream()
                .filter(users.period()::observes)
                .findFirst()
                .ifPresent(first -> seen.add(new Seen(user, first, all.tailSet(first.plusNanos(1))))));
        return new Sightings(crawlEnd, users.period(), users.wave(), seen);
    }

    /** The time of the last post. */
    static LocalDateTime crawlEnd(List<Post> posts) {
        return posts.stream()
                .map(Post::createTime)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException(
                        "No posts: expected at least one, the last one tells when the crawl ended."));
    }

    /** Whether each user, in their order, has an event. */
    public boolean[] have(Event event) {
        var have = new boolean[users.size()];
        for (int i = 0; i < have.length; i++) {
            have[i] = days(users.get(i), event).event();
        }
        return have;
    }

    /** How many days passed before a user's event, or before the watching ended without it. */
    Observation days(Seen seen, Event event) {
        boolean isOutcome = event == Event.OUTCOME;
        var start = isOutcome ? period.outcomeFirst().atStartOfDay() : seen.first();
        var last = isOutcome ? period.outcomeLast() : period.observedLast();
        var next = seen.later().stream()
                .filter(time -> isOutcome ? Protocol.CORRECTED.retains(time, period) : period.observes(time))
                .findFirst();
        var end = last.plusDays(1).atStartOfDay();
        var watched = crawlEnd.isBefore(end) ? crawlEnd : end;
        var until = next.orElse(watched.isBefore(start) ? start : watched);
        return new Observation(Duration.between(start, until).toSeconds() / 86_400.0, next.isPresent());
    }

    /**
     * The users by the week of their first observed post, of those weeks in which there is any: its Monday, in ascending order, and
     * the users.
     */
    public SortedMap<LocalDate, Sightings> byWeek() {
        return users.stream()
                .collect(Collectors.groupingBy(
                        seen -> seen.first().toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(), seen -> new Sightings(crawlEnd, period, wave, seen))));
    }

    /** The survival curve of each cohort that has any users, with 95 % intervals, in the order of {@link Cohort}. */
    public List<Curve> curves(Event event) {
        return groups(event).stream().map(group -> group.curve(0.95)).toList();
    }

    /**
     * The log-rank test between the cohorts, in words, or that there is nothing to compare. Who came early can be found again for
     * more of the wave, so cohorts are compared among users who came in the same week.
     */
    public String logRank(Event event) {
        return LogRank.inWords(
                byWeek().values().stream().map(week -> week.groups(event)).toList());
    }

    /** The observations of each cohort that has any users, in the order of {@link Cohort}. */
    List<Group> groups(Event event) {
        var byCohort = users.stream()
                .collect(Collectors.groupingBy(
                        seen -> wave.cohort(seen.user().createdInChina()),
                        TreeMap::new,
                        Collectors.mapping(seen -> days(seen, event), Collectors.toList())));
        return byCohort.entrySet().stream()
                .map(cohort -> new Group(cohort.getKey().toString(), cohort.getValue()))
                .toList();
    }
}
