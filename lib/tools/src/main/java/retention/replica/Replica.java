package retention.replica;

import static retention.posts.Post.CHINA_STANDARD_TIME;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import retention.posts.Columns;
import retention.project.AtomicFile;
import retention.replica.Topic.Writing;
import retention.study.Origin;

/**
 * A synthetic file of posts and the truth planted in it, the same to the byte for the same settings on every machine.
 * Who posts when, with which counts, is decided at once, in about two hundred bytes a post; texts are made only while the
 * posts are streamed.
 */
public final class Replica {

    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final int HEAD_BYTES = 1 << 16;
    private static final DateTimeFormatter CREATE_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:00", Locale.ROOT);

    /**
     * Of the posts with words and hashtags, those that carry the hashtags in their content too. Of the real posts it is
     * nine in ten since February and hardly one of January; in the published word clouds, which are of January, most do.
     */
    private static final double TAGS_IN_CONTENT = 0.6;

    private static final double VIDEO = 0.57;
    private static final int MOST_IMAGES = 3;
    private static final double IN_THE_USERS_LANGUAGE = 0.85;
    private static final double CHINESE_NAME_OF_NEWCOMER = 0.1;
    private static final double CHINESE_NAME_OF_HOST = 0.8;

    /**
     * One synthetic post.
     *
     * @param cells what the file says of it, one text per column and empty where it says nothing
     * @param topic the planted topic
     * @param repost whether the text repeats an earlier post of the same user word for word
     */
    public record Post(List<String> cells, Topic topic, boolean repost) {

        /** What the file says in a column, by the column's name in {@link Columns#CANONICAL}. */
        public String get(String column) {
            return cells.get(Columns.CANONICAL.indexOf(column));
        }
    }

    final ReplicaSettings settings;
    final Timeline timeline;
    final Engagement engagement;
    final Retention retention;
    private final Population population;
    private final Phrasebook book = new Phrasebook(Phrasebook.lines("phrases.txt"));
    private final Hashtags hashtags = new Hashtags(book, Phrasebook.lines("hashtags.txt"));

    /** @throws IllegalStateException if a seed's population cannot have retained users like the published ones */
    public Replica(ReplicaSettings settings) {
        this.settings = settings;
        var calendar = new ActivityCalendar(settings.posts());
        population = new Population(calendar, settings.sizes().januaryUsers(), draws("accounts"));
        timeline = new Timeline(settings, population, calendar.userDays(0, ActivityCalendar.LAST_DAY + 1).length);
        engagement = new Engagement(timeline, settings);
        retention = Retention.draw(settings, timeline, engagement);
        population.addOtherMonths(retention, draws("other months"));
        timeline.addOtherMonths();
        engagement.addOtherMonths(draws("other counts"));
        timeline.omit(this::shareWithoutWords);
    }

    /**
     * Writes a replica: the posts, and the truth planted in them.
     *
     * @param csv UTF-8 without a byte order mark, RFC 4180 quoting, lines ended by {@code \n}; missing values are empty
     * @param truthJson the settings, the model of retention, the topic of each post and what was calibrated to what
     * @throws IOException if either cannot be written
     */
    public static void write(ReplicaSettings settings, Path csv, Path truthJson) throws IOException {
        var replica = new Replica(settings);
        AtomicFile.write(csv, out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSV.printRecord(writer, Columns.CANONICAL.toArray());
            for (var post : (Iterable<Post>) replica.posts()::iterator) {
                // Commons CSV quotes an empty text at the start of a line, but not a null.
                CSV.printRecord(
                        writer,
                        post.cells.stream()
                                .map(cell -> cell.isEmpty() ? null : cell)
                                .toArray());
            }
            writer.flush();
        });
        ReplicaTruth.write(replica, truthJson);
    }

    /** Whether a file begins with the posts of a replica. */
    public static boolean isIn(Path csv) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            return new String(bytes.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8).contains(Origin.SYNTHETIC_DOMAIN);
        }
    }

    /** Where the truth of a replica lies: {@code posts.truth.json} beside {@code posts.csv}. */
    public static Path truthFile(Path csv) {
        return Origin.truthFile(csv);
    }

    /** The posts in the order of time, made as they are asked for. */
    public Stream<Post> posts() {
        return timeline.chronological().mapToObj(this::post);
    }

    /** The planted topic of each post, by the post's id of 24 hexadecimal digits, in the order of time. */
    public Map<String, Topic> topicsByPost() {
        var topics = new LinkedHashMap<String, Topic>();
        timeline.chronological()
                .forEach(post -> topics.put(
                        id(post, draws("posts", post)), timeline.get(post).topic()));
        return topics;
    }

    private Post post(int index) {
        var post = timeline.get(index);
        var account = population.account(post.user());
        var topic = post.topic();
        var ofUser = draws("authors", post.user());
        var chineseName = ofUser.chance(account.newcomer() ? CHINESE_NAME_OF_NEWCOMER : CHINESE_NAME_OF_HOST);
        var name =
                book.say(chineseName ? "name.chinese" : "name.english", ofUser).english();
        var place = book.say(account.newcomer() ? "place.abroad" : "place.china", ofUser)
                .english();
        var hasTitle = !timeline.withoutTitle.get(index);
        var hasWords = !timeline.withoutWords.get(index);
        var words = draws("words", post.text());
        var wording = new Wording(book, topic, writing(post.text()), hasTitle, hasWords, words);
        var ofText = draws("hashtags", post.text());
        var tags = timeline.withoutLabel.get(index) ? List.<String>of() : hashtags.draw(topic, ofText);
        var tagsInContent = !hasWords || ofText.chance(TAGS_IN_CONTENT);
        var video = ofText.chance(VIDEO);
        var own = draws("posts", index);
        var id = id(index, own);
        return new Post(
                List.of(
                        hasTitle ? wording.title : "",
                        timeline.withoutContent.get(index)
                                ? ""
                                : content(wording.words, tagsInContent ? tags : List.of()),
                        "https://notes." + Origin.SYNTHETIC_DOMAIN + "explore/" + id,
                        String.join("#", tags),
                        name,
                        account.id(),
                        engagement.shown(Count.LIKE, index),
                        engagement.shown(Count.COLLECT, index),
                        engagement.shown(Count.COMMENT, index),
                        engagement.shown(Count.SHARE, index),
                        CREATE_TIME.format(LocalDateTime.ofEpochSecond(post.second(), 0, CHINA_STANDARD_TIME)),
                        id,
                        place,
                        images(video ? 1 : 1 + own.below(MOST_IMAGES), own),
                        video ? "video" : "normal"),
                topic,
                timeline.repost(index));
    }

    private String id(int post, Draws own) {
        return "%08x%016x".formatted(timeline.get(post).second(), own.bits());
    }

    /** The language of a post's words; the same user writes mostly in the same one. */
    Writing writing(int index) {
        var post = timeline.get(index);
        var own = draws("languages", index);
        var ofUser = draws("languages of users", post.user());
        return post.topic()
                .writing(
                        population.account(post.user()).newcomer(),
                        own.chance(IN_THE_USERS_LANGUAGE) ? ofUser.unit() : own.unit());
    }

    private double shareWithoutWords(int post) {
        var topic = timeline.get(post).topic();
        return topic == Topic.NONE && writing(post) != Writing.NONE ? 0 : topic.withoutWords;
    }

    /** The hashtags as the app writes them into the content. */
    private static String content(String words, List<String> tags) {
        var written = tags.stream().map("#%s[话题]#"::formatted).collect(Collectors.joining(" "));
        return (words + "\n" + written).strip();
    }

    private static String images(int number, Draws draws) {
        return Stream.generate(() -> "https://images.example.invalid/%016x.jpg".formatted(draws.bits()))
                .limit(number)
                .collect(Collectors.joining(", "));
    }

    private Draws draws(String stage) {
        return Draws.of(settings.seed(), stage);
    }

    private Draws draws(String stage, long item) {
        return Draws.of(settings.seed(), stage, item);
    }
}
