package retention.replica;

import static retention.posts.Post.CHINA_STANDARD_TIME;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import retention.posts.Columns;
import retention.project.AtomicFile;
import retention.replica.Topic.Writing;
import retention.study.Origin;

/**
 * A synthetic file of posts and the truth planted in it, the same to the byte for the same settings on every machine.
 * Who posts when, with which counts, is decided at once, in about a hundred bytes a post; texts are made only while the
 * posts are streamed.
 */
public final class Replica {

    private static final int BLOCK = 10_000;
    private static final HexFormat HEX = HexFormat.of();

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
     * Writes a replica: the posts, and the truth planted in them. Each million posts of a larger one is a replica of its own, so that
     * the memory does not grow with them: the truth then names the settings that give each alone, and not the topics of posts.
     *
     * @param csv UTF-8 without a byte order mark, RFC 4180 quoting, lines ended by {@code \n}; missing values are empty
     * @param truthJson the settings, the model of retention, the topic of each post and what was calibrated to what
     */
    public static void write(ReplicaSettings settings, Path csv, Path truthJson) {
        write(settings, settings.parts(), csv, truthJson);
    }

    static void write(ReplicaSettings settings, List<ReplicaSettings> parts, Path csv, Path truthJson) {
        var truth = new StringBuilder();
        AtomicFile.write(csv, out -> {
            out.write(line(Columns.CANONICAL).getBytes(StandardCharsets.UTF_8));
            for (var part : parts) {
                var replica = new Replica(part);
                replica.write(out);
                if (parts.size() == 1) {
                    truth.append(ReplicaTruth.of(replica));
                }
            }
        });
        AtomicFile.write(truthJson, parts.size() == 1 ? truth.toString() : ReplicaTruth.of(settings, parts));
    }

    private void write(OutputStream csv) throws IOException {
        var posts = timeline.chronological();
        for (var from = 0; from < posts.length; from += BLOCK) {
            var lines = Arrays.stream(posts, from, Math.min(from + BLOCK, posts.length))
                    .parallel()
                    .mapToObj(post -> line(post(post).cells()))
                    .collect(Collectors.joining());
            csv.write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One line; a missing value is null, since Commons CSV quotes an empty text at the start of a line. */
    private static String line(List<String> cells) {
        return CSVFormat.RFC4180.format(
                        cells.stream().map(cell -> cell.isEmpty() ? null : cell).toArray()) + "\n";
    }

    /** The posts in the order of time, made as they are asked for. */
    public Stream<Post> posts() {
        return IntStream.of(timeline.chronological()).mapToObj(this::post);
    }

    Post post(int index) {
        var post = timeline.get(index);
        var account = population.account(post.user());
        var topic = post.topic();
        var ofUser = draws("authors", post.user());
        var chineseName = ofUser.chance(account.newcomer() ? CHINESE_NAME_OF_NEWCOMER : CHINESE_NAME_OF_HOST);
        var name = book.say(chineseName ? "name.chinese" : "name.english", ofUser);
        var place = book.say(account.newcomer() ? "place.abroad" : "place.china", ofUser);
        var hasTitle = !timeline.withoutTitle.get(index);
        var hasWords = !timeline.withoutWords.get(index);
        var words = draws("words", post.text());
        var wording = new Wording(book, topic, writing(post.text()), hasTitle, hasWords, words);
        var ofText = draws("hashtags", post.text());
        var tags = timeline.withoutLabel.get(index) ? List.<String>of() : hashtags.draw(topic, ofText);
        var tagsInContent = !hasWords || ofText.chance(TAGS_IN_CONTENT);
        var video = ofText.chance(VIDEO);
        var own = draws("posts", index);
        var id = id(post.second(), own.bits());
        var minute = LocalDateTime.ofEpochSecond(post.second() - post.second() % 60, 0, CHINA_STANDARD_TIME);
        return new Post(
                List.of(
                        hasTitle ? wording.title : "",
                        timeline.withoutContent.get(index)
                                ? ""
                                : content(wording.words, tagsInContent ? tags : List.of()),
                        "https://notes." + Origin.SYNTHETIC_DOMAIN + "explore/" + id,
                        String.join("#", tags),
                        name.english(),
                        account.id(),
                        engagement.shown(Count.LIKE, index),
                        engagement.shown(Count.COLLECT, index),
                        engagement.shown(Count.COMMENT, index),
                        engagement.shown(Count.SHARE, index),
                        minute.toString().replace('T', ' ') + ":00",
                        id,
                        place.english(),
                        images(video ? 1 : 1 + own.below(MOST_IMAGES), own),
                        video ? "video" : "normal"),
                topic,
                timeline.repost(index));
    }

    /** The key of the planted topic of each post by its id, in the order of time. */
    Map<String, String> topics() {
        var topics = new LinkedHashMap<String, String>();
        for (var index : timeline.chronological()) {
            var post = timeline.get(index);
            topics.put(
                    id(post.second(), draws("posts", index).bits()),
                    post.topic().key());
        }
        return topics;
    }

    /** 24 hexadecimal digits, of which the first eight are a time in Unix seconds. */
    static String id(int second, long rest) {
        return HEX.toHexDigits(second) + HEX.toHexDigits(rest);
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
        return topic == Topic.NONE && writing(post) != Writing.NONE ? 0 : topic.counted.withoutWords();
    }

    /** The hashtags as the app writes them into the content. */
    private static String content(String words, List<String> tags) {
        var written = tags.stream().map(tag -> "#" + tag + "[话题]#").collect(Collectors.joining(" "));
        return (words + "\n" + written).strip();
    }

    private static String images(int number, Draws draws) {
        return Stream.generate(() -> "https://images.example.invalid/" + HEX.toHexDigits(draws.bits()) + ".jpg")
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
