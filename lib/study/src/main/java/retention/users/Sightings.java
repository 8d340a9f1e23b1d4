package retention.users;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import numerics.survival.Curve;
import numerics.survival.Group;
import numerics.survival.LogRank;
import numerics.survival.Observation;
import retention.posts.Post;

/**
 * When the crawl found each user, from the first observed post on: how long until it found the next post, within the observed
 * days and in those of the outcome.
 *
 * <p>To be found is to have a post in the file, and the event of both times is that detection, not a person's return. The crawl
 * searches by keyword: whoever writes about other things, or only reads, is not found and may be as active as ever. Whatever makes
 * posts easier to find, such as reach, makes these times shorter without anybody returning sooner.
 *
 * @param crawlEnd the time of the last post in the file, China Standard Time; what comes after it is not known
 * @param users who were observed, with their outcomes
 */
public record Sightings(LocalDateTime crawlEnd, Users users) {

    /** What is waited for. Who has none is censored at the end of its days, or of the crawl if that came first. */
    public enum Event {
        /** The next post of the observed days, from the first one on; posts of the same second are one. */
        OBSERVED_AGAIN,
        /** The first post that makes its user retained, from the beginning of the outcome's days on: the retained have it. */
        OUTCOME
    }

    /**
     * The sightings of users.
     *
     * @param posts all posts of the file, in any order; the last one tells when the crawl ended
     * @throws IllegalArgumentException if there is no post
     */
    public static Sightings of(List<Post> posts, Users users) {
        return new Sightings(crawlEnd(posts), users);
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
        return users.which(user -> days(user, event).event());
    }

    /** How many days passed before a user's event, or before the watching ended without it. */
    Observation days(User user, Event event) {
        boolean isOutcome = event == Event.OUTCOME;
        var days = isOutcome ? users.period().outcome() : users.period().observed();
        var start = isOutcome ? days.from() : user.firstPost();
        var times = isOutcome
                ? user.outcome().stream()
                : user.activity().stream().map(User.Activity::time).filter(user.firstPost()::isBefore);
        var next = times.findFirst();
        var watched = crawlEnd.isBefore(days.until()) ? crawlEnd : days.until();
        var until = next.orElse(watched.isBefore(start) ? start : watched);
        return new Observation(Duration.between(start, until).toSeconds() / 86_400.0, next.isPresent());
    }

    /**
     * The users by the week of their first observed post, of those weeks in which there is any: its Monday, in ascending order, and
     * the users.
     */
    public SortedMap<LocalDate, Sightings> byWeek() {
        var weeks = new TreeMap<LocalDate, Sightings>();
        users.list().stream()
                .map(Sightings::monday)
                .distinct()
                .forEach(week -> weeks.put(week, new Sightings(crawlEnd, users.only(user -> monday(user)
                        .equals(week)))));
        return weeks;
    }

    private static LocalDate monday(User user) {
        return user.firstPost().toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
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
        var byCohort = users.list().stream()
                .collect(Collectors.groupingBy(
                        users::cohort,
                        TreeMap::new,
                        Collectors.mapping(user -> days(user, event), Collectors.toList())));
        return byCohort.entrySet().stream()
                .map(cohort -> new Group(cohort.getKey().toString(), cohort.getValue()))
                .toList();
    }
}
