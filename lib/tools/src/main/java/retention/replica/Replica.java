package retention.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.posts.Post;
import retention.study.Origin;

/**
 * A synthetic file of posts and the truth planted in it, the same to the byte for the same settings on every machine.
 * Who posts when, with which counts, is decided at once, in about a hundred bytes a post; texts are made only while the
 * posts are streamed.
 */
public final class Replica {

    private static final int HEAD_BYTES = 1 << 16;
    private static final DateTimeFormatter CREATE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:00", Locale.ROOT);
    private static final double VIDEO = 0.57;

    /**
     * Of the posts with words and hashtags, those that carry the hashtags in their content too. Of the real posts it is
     * nine in ten since February and hardly one of January; in the published word clouds, which are of January, most do.
     */
    private static final double TAGS_IN_CONTENT = 0.6;

    private static final double IN_THE_USERS_LANGUAGE = 0.85;
    private static final int MOST_IMAGES = 3;

    private final ReplicaSettings settings;
    private final Sizes sizes;
    private final Population population;
    private final Timeline timeline;
    private final Engagement engagement;
    private final Retention retention;
    private final Omissions omissions;
    private final Phrasebook book = Phrasebook.load();
    private final Hashtags hashtags = Hashtags.load(book);

    private Replica(ReplicaSettings settings) {
        var seed = settings.seed();
        var calendar = ActivityCalendar.of(settings.posts());
        var userDays = calendar.userDays(0, ActivityCalendar.LAST_DAY + 1).length;
        this.settings = settings;
        sizes = Sizes.of(settings.posts());
        population = Population.january(calendar, sizes, seed);
        timeline = Timeline.january(population, sizes, userDays, seed);
        engagement = Engagement.january(timeline, population.januaryUsers(), sizes, seed);
        retention = drawRetention();
        OtherMonths.deal(population, calendar, retention, seed);
        timeline.addOtherMonths();
        engagement.addOtherMonths(Draws.of(seed, "other counts"));
        omissions = Omissions.of(timeline, sizes, this::shareWithoutWords, Draws.of(seed, "omissions"));
    }

    private Retention drawRetention() {
        var draws = Draws.of(settings.seed(), "retention");
        var users = population.januaryUsers();
        if (settings.nullModel()) {
            return Retention.independent(users, sizes, draws);
        }
        var scores = scores();
        if (settings.posts() != ReplicaSettings.PUBLISHED_POSTS) {
            return Retention.planted(scores, sizes, retained -> true, draws);
        }
        var published = new PublishedRetained(engagement);
        return Retention.planted(published.decided(scores), sizes, published, draws);
    }

    /** The replica of the committed file. */
    public static Replica standard() {
        return of(ReplicaSettings.standard());
    }

    /**
     * A replica of any settings.
     *
     * @throws IllegalStateException if a seed's population cannot have retained users like the published ones
     */
    public static Replica of(ReplicaSettings settings) {
        return new Replica(settings);
    }

    /**
     * Writes a replica: the posts, and the truth planted in them.
     *
     * @param csv UTF-8 without a byte order mark, RFC 4180 quoting, lines ended by {@code \n}; missing values are empty
     * @param truthJson the settings, the model of retention, the topics and what was calibrated to what
     * @throws IOException if either cannot be written
     */
    public static void write(ReplicaSettings settings, Path csv, Path truthJson) throws IOException {
        var replica = of(settings);
        ReplicaCsv.write(replica, csv);
        ReplicaTruth.write(replica, truthJson);
    }

    /** Whether a file begins with the posts of a replica. */
    public static boolean isIn(Path csv) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            return new String(bytes.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8).contains(Origin.SYNTHETIC_DOMAIN);
        }
    }

    /** The posts in the order of time, made as they are asked for. */
    public Stream<ReplicaPost> posts() {
        return Arrays.stream(timeline.chronological()).mapToObj(this::post);
    }

    /** Where the truth of a replica lies: {@code posts.truth.json} beside {@code posts.csv}. */
    public static Path truthFile(Path csv) {
        return csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".truth.json");
    }

    private ReplicaPost post(int post) {
        var seed = settings.seed();
        var user = timeline.user(post);
        var newcomer = population.newcomer(user);
        var author = Author.of(book, newcomer, Draws.of(seed, "authors", user));
        var topic = timeline.topic(post);
        var text = timeline.textOf(post);
        var hasTitle = !omissions.title().get(post);
        var hasWords = !omissions.words().get(post);
        var draws = Draws.of(seed, "words", text);
        var wording = Wording.compose(book, topic, language(text), hasTitle, hasWords, draws);
        var ofText = Draws.of(seed, "hashtags", text);
        var tags = omissions.label().get(post) ? List.<String>of() : hashtags.draw(topic, ofText);
        var tagsInContent = !hasWords || ofText.chance(TAGS_IN_CONTENT);
        var video = ofText.chance(VIDEO);
        var own = Draws.of(seed, "posts", post);
        var second = timeline.second(post);
        var id = "%08x%016x".formatted(second, own.bits());
        return new ReplicaPost(
                hasTitle ? wording.title() : "",
                omissions.content().get(post) ? "" : content(wording.words(), tagsInContent ? tags : List.of()),
                "https://notes." + Origin.SYNTHETIC_DOMAIN + "explore/" + id,
                String.join("#", tags),
                author.name(),
                population.id(user),
                engagement.shown(Count.LIKE, post),
                engagement.shown(Count.COLLECT, post),
                engagement.shown(Count.COMMENT, post),
                engagement.shown(Count.SHARE, post),
                CREATE_TIME.format(LocalDateTime.ofEpochSecond(second, 0, Post.CHINA_STANDARD_TIME)),
                id,
                author.ipLocation(),
                images(video ? 1 : 1 + own.below(MOST_IMAGES), own),
                video ? "video" : "normal",
                topic,
                timeline.repost(post));
    }

    /** The language of a post's words, by its index in the timeline. */
    Language language(int post) {
        var newcomer = population.newcomer(timeline.user(post));
        var draws = Draws.of(settings.seed(), "languages", post);
        var ofUser = Draws.of(settings.seed(), "languages of users", timeline.user(post));
        var quantile = draws.chance(IN_THE_USERS_LANGUAGE) ? ofUser.unit() : draws.unit();
        return Language.of(timeline.topic(post), newcomer, quantile);
    }

    private double shareWithoutWords(int post) {
        var topic = timeline.topic(post);
        return topic == Topic.NONE && language(post) != Language.NONE ? 0 : topic.withoutWords();
    }

    /** The hashtags as the app writes them into the content. */
    private static String content(String words, List<String> tags) {
        var written = tags.stream().map("#%s[话题]#"::formatted).collect(Collectors.joining(" "));
        return (words + "\n" + written).strip();
    }

    private static String images(int number, Draws draws) {
        return IntStream.range(0, number)
                .mapToObj(i -> "https://images.example.invalid/%016x.jpg".formatted(draws.bits()))
                .collect(Collectors.joining(", "));
    }

    ReplicaSettings settings() {
        return settings;
    }

    Sizes sizes() {
        return sizes;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Each January user's log odds of retention under the planted model, without the intercept. */
    double[] scores() {
        return RetentionModel.scores(timeline, engagement, population.januaryUsers());
    }

    Retention retention() {
        return retention;
    }
}
