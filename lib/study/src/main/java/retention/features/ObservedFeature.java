package retention.features;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.learning.FeatureMatrix;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import retention.posts.Reaction;
import retention.text.Language;
import retention.users.Cohort;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * What is known of a user on the evening of the last observed day, one number each. Every feature follows from the user's own
 * observed posts and the user's id, so that a fold cannot leak. Two things are taken from all observed users together, without a look at any
 * outcome: the first day of the wave, and the median where a user's reactions are not known.
 *
 * <p>The reactions are the exception to worry about: the posts were observed, but the counts were displayed on the day of the
 * crawl. What came in the days of the outcome is in them, and it may be there <i>because</i> the user came back. {@link #isSnapshot()} marks
 * them, so that every result can be had without them.
 */
public enum ObservedFeature {
    LIKES(Leak.SNAPSHOT, "log(1 + likes of the observed posts)", logSum(Reaction.LIKES)),
    COLLECTS(Leak.SNAPSHOT, "log(1 + collects of the observed posts)", logSum(Reaction.COLLECTS)),
    COMMENTS(Leak.SNAPSHOT, "log(1 + comments on the observed posts)", logSum(Reaction.COMMENTS)),
    SHARES(Leak.SNAPSHOT, "log(1 + shares of the observed posts)", logSum(Reaction.SHARES)),
    LOWER_BOUNDS(
            Leak.SNAPSHOT,
            "share of the user's known counts that are lower bounds, such as 1千+; 0..1",
            (user, users) -> user.knownCounts() == 0 ? Double.NaN : user.lowerBounds() / (double) user.knownCounts()),
    POSTS(Leak.TIME, "log(observed posts)", (user, users) -> Math.log(user.posts())),
    ACTIVE_DAYS(Leak.TIME, "observed days with a post; 1 or more", (user, users) -> user.activeDays()),
    RECENCY(
            Leak.TIME,
            "days from the last observed post to the end of the observed days; 0 or more",
            (user, users) -> days(user.lastPost(), users.period().observed().until())),
    ARRIVAL(
            Leak.TIME,
            "days from the beginning of the observed days to the first observed post; 0 or more",
            (user, users) -> days(users.period().observed().from(), user.firstPost())),
    WAVE_WEEK(
            Leak.TIME,
            "1 if the first observed post is of the first seven days of the wave, else 0",
            ObservedFeature::waveWeek),
    GROWTH(
            Leak.TIME,
            "log((1 + posts in the second half) / (1 + posts in the first half)) of the time from the first observed post to the end of the observed days",
            ObservedFeature::growth),
    HOUR_SIN(
            Leak.TIME,
            "mean sine of the hour of posting, China Standard Time, on the clock's circle; -1..1, positive in the morning",
            mean(post -> Math.sin(angle(post.time())))),
    HOUR_COS(
            Leak.TIME,
            "mean cosine of the hour of posting, China Standard Time, on the clock's circle; -1..1, positive at night",
            mean(post -> Math.cos(angle(post.time())))),
    WEEKEND(
            Leak.TIME,
            "share of the observed posts written on a Saturday or Sunday; 0..1",
            mean(post -> post.time().getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0)),
    BURSTINESS(
            Leak.TIME,
            "(s - m) / (s + m) of mean m and standard deviation s of the times between posts (Goh and Barabási 2008); -1 regular, 1 in bursts, 0 with fewer than three posts",
            (user, users) -> burstiness(user)),
    ENTROPY(
            Leak.TIME,
            "Shannon entropy of the posts over the observed days, in nats; 0 if all are of one day",
            (user, users) -> entropy(user)),
    VIDEO(Leak.TIME, "share of the observed posts that are videos; 0..1", mean(post -> post.video() ? 1 : 0)),
    ACCOUNT_AGE(
            Leak.ID,
            "log(1 + days from the account's creation to the first observed post)",
            (user, users) -> Math.log1p(Math.max(0, user.accountAgeDays()))),
    NEWCOMER(
            Leak.ID,
            "1 if the account was created on the first day of the wave or later, else 0",
            (user, users) -> users.cohort(user) == Cohort.ESTABLISHED ? 0 : 1),
    CHINESE(Leak.TEXT, "1 if the observed posts together are found to be Chinese, else 0", isIn(Language.CHINESE)),
    ENGLISH(Leak.TEXT, "1 if the observed posts together are found to be English, else 0", isIn(Language.ENGLISH)),
    TEXT_LENGTH(
            Leak.TEXT,
            "log(1 + characters of the observed posts)",
            (user, users) ->
                    Math.log1p(user.text().codePointCount(0, user.text().length())));

    /** Why a feature cannot see the outcome, or how it could. */
    private enum Leak {
        TIME("times of observed posts only; the id of a post fixes its time"),
        ID("the account's creation is fixed in its id"),
        TEXT("texts of observed posts only, as they stood on the day of the crawl"),
        SNAPSHOT("of observed posts, but counted on the day of the crawl: later reactions are inside");

        private final String argument;

        Leak(String argument) {
            this.argument = argument;
        }
    }

    private final Leak leak;
    private final String definition;

    @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments alone
    private final ToDoubleBiFunction<User, Users> value;

    ObservedFeature(Leak leak, String definition, ToDoubleBiFunction<User, Users> value) {
        this.leak = leak;
        this.definition = definition;
        this.value = value;
    }

    /**
     * The five features of the headline model, one each for reach, conversation, effort, how lately, and where from; twenty retained
     * users carry no more. They were chosen after reading the published report, which shows likes and comments by retention, and by
     * people who knew what the replica's retention is drawn from: four of the five are its planted drivers. So what they reach
     * on the replica is no evidence for them. The analysis plan fixes them before the original file is read.
     */
    public static final List<ObservedFeature> HEADLINE = List.of(LIKES, COMMENTS, POSTS, RECENCY, NEWCOMER);

    /** The column's name, such as {@code active_days}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, with its unit or range. */
    public String definition() {
        return definition;
    }

    /** Why it cannot see the outcome, or how it could. */
    public String leakArgument() {
        return leak.argument;
    }

    /** Whether it was counted on the day of the crawl and may include reactions of the days of the outcome; only then can it be unknown. */
    public boolean isSnapshot() {
        return leak == Leak.SNAPSHOT;
    }

    /** The column names of these features. */
    public static String[] columns(List<ObservedFeature> features) {
        return features.stream().map(ObservedFeature::column).toArray(String[]::new);
    }

    /** The features that were not counted on the day of the crawl. */
    public static List<ObservedFeature> withoutSnapshots() {
        return Stream.of(values()).filter(feature -> !feature.isSnapshot()).toList();
    }

    /** Those of these features that are known of at least one user; the others are made of counts that the file does not have. */
    public static List<ObservedFeature> known(Users users, List<ObservedFeature> features) {
        return features.stream()
                .filter(feature -> users.size() == 0 || feature.countKnown(users) > 0)
                .toList();
    }

    /** How many of the {@link #HEADLINE}'s features are known, in words: {@code five features}, and fewer where the file lacks counts. */
    public static String headlineName(Users users) {
        return List.of("no", "one", "two", "three", "four", "five")
                        .get(known(users, HEADLINE).size()) + " features";
    }

    /** Whether it is known of one of the users; reactions alone can be unknown, where counts are missing. */
    public boolean isKnown(User user, Users users) {
        return !Double.isNaN(value.applyAsDouble(user, users));
    }

    /** What is known of it, in the users' order. */
    private double[] known(Users users) {
        return users.list().stream()
                .mapToDouble(user -> value.applyAsDouble(user, users))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** Of how many users it is known. */
    private int countKnown(Users users) {
        return isSnapshot() ? known(users).length : users.size();
    }

    /**
     * The median of each feature over the users of whom it is known, in the features' order; NaN if it is known of nobody, and 0, which
     * is never needed, if it is known of everybody by its nature.
     */
    public static double[] medians(Users users, List<ObservedFeature> features) {
        return features.stream()
                .mapToDouble(feature -> feature.isSnapshot() ? new Median().evaluate(feature.known(users)) : 0)
                .toArray();
    }

    /**
     * These features of all users, in the users' order: users x features. A user of whom one is not known gets the median of the
     * others; a feature that is known of nobody is left out, see {@link #known}.
     */
    public static FeatureMatrix of(Users users, List<ObservedFeature> features) {
        var known = known(users, features);
        return of(users, known, medians(users, known));
    }

    /**
     * These features of all users, none left out: users x features.
     *
     * @param whereUnknown what a user gets of whom a feature is not known, in the features' order
     */
    public static FeatureMatrix of(Users users, List<ObservedFeature> features, double... whereUnknown) {
        var rows = users.list().parallelStream()
                .map(user -> {
                    var row = new float[features.size()];
                    for (int j = 0; j < row.length; j++) {
                        double known = features.get(j).value.applyAsDouble(user, users);
                        row[j] = (float) (Double.isNaN(known) ? whereUnknown[j] : known);
                    }
                    return row;
                })
                .toArray(float[][]::new);
        return FeatureMatrix.of(List.of(columns(features)), rows);
    }

    /** All features of all users: users x {@code values().length}, less those that are known of nobody. */
    public static FeatureMatrix of(Users users) {
        return of(users, List.of(values()));
    }

    /** feature | what it is | of how many users it is known | can it see the days of the outcome? */
    public static Table table(Users users) {
        var period = users.period();
        var title = "What may be known of a user on "
                + period.name(period.observed().last());
        return TableOf.rows(title, List.of(values()))
                .text("feature", ObservedFeature::column)
                .text("what it is", ObservedFeature::definition)
                .text("known of", feature -> feature.knownOf(users))
                .text("can it see %s?".formatted(period.outcome().name()), ObservedFeature::leakArgument)
                .table();
    }

    private String knownOf(Users users) {
        int known = countKnown(users);
        return known == users.size()
                ? "all users"
                : known == 0
                        ? "nobody: left out"
                        : Numbers.text("%,d of %,d users; the others get their median", known, users.size());
    }

    private static ToDoubleBiFunction<User, Users> logSum(Reaction reaction) {
        return (user, users) -> {
            var sum = user.sum(reaction);
            return sum.isPresent() ? Math.log1p((double) sum.getAsLong()) : Double.NaN;
        };
    }

    private static ToDoubleBiFunction<User, Users> mean(ToDoubleFunction<User.Activity> ofPost) {
        return (user, users) ->
                user.activity().stream().mapToDouble(ofPost).average().orElseThrow();
    }

    private static ToDoubleBiFunction<User, Users> isIn(Language language) {
        return (user, users) -> Language.of(user.text()) == language ? 1 : 0;
    }

    private static double waveWeek(User user, Users users) {
        long day = users.wave().firstDay().until(user.firstPost().toLocalDate(), ChronoUnit.DAYS);
        return day >= 0 && day < 7 ? 1 : 0;
    }

    private static double growth(User user, Users users) {
        var left = Duration.between(user.firstPost(), users.period().observed().until());
        var middle = user.firstPost().plus(left.dividedBy(2));
        long late = user.activity().stream()
                .filter(post -> !post.time().isBefore(middle))
                .count();
        return Math.log((1.0 + late) / (1.0 + user.posts() - late));
    }

    private static double burstiness(User user) {
        var posts = user.activity();
        if (posts.size() < 3) {
            return 0;
        }
        var gaps = IntStream.range(1, posts.size())
                .mapToDouble(i -> days(posts.get(i - 1).time(), posts.get(i).time()))
                .toArray();
        double mean = StatUtils.mean(gaps);
        double deviation = Math.sqrt(StatUtils.populationVariance(gaps, mean));
        return deviation + mean == 0 ? 0 : (deviation - mean) / (deviation + mean);
    }

    private static double entropy(User user) {
        var byDay = user.activity().stream()
                .collect(Collectors.groupingBy(post -> post.time().toLocalDate(), Collectors.counting()));
        return byDay.values().stream()
                .mapToDouble(count -> (double) count / user.posts())
                .map(share -> -share * Math.log(share))
                .sorted()
                .sum();
    }

    private static double days(LocalDateTime from, LocalDateTime until) {
        return Duration.between(from, until).toSeconds() / 86_400.0;
    }

    private static double angle(LocalDateTime time) {
        return 2 * Math.PI * time.toLocalTime().toSecondOfDay() / 86_400;
    }
}
