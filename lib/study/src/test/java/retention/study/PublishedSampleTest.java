package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.topics.Nmf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import retention.posts.CountParser;
import retention.posts.DisplayCount;
import retention.posts.Post;
import retention.posts.Posts;
import retention.posts.QualityReport;
import retention.posts.Reaction;
import retention.project.Project;
import retention.text.Segmenter;
import retention.text.Token;
import retention.text.Vectorizer;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * What the study's author printed of a sample of the real posts, and what was counted in it, comes out of our own reading, counting
 * and topics. The posts are not ours to pass on: without the folder {@code ../shared/real} these tests are skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedSampleTest {

    /** Weights that differ by less can change places with one word that is cut otherwise. */
    private static final double NEARLY_EQUAL = 0.01;

    private static final int VOCABULARY = 50;
    private static final int TOPICS = 3;
    private static final int TOP_WORDS = 10;
    private static final Pattern UNPUBLISHED_CHARACTERS = Pattern.compile("[^\u4e00-\u9fa5a-zA-Z0-9\\s，。！？]");
    private static final Pattern TERM = Pattern.compile("\\b\\w\\w+\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private Posts posts;
    private JsonObject printed;
    private JsonObject counted;

    @BeforeAll
    void read() throws IOException {
        var folder = Project.find().root().resolveSibling("shared").resolve("real");
        assumeThat(folder.resolve("sample.csv")).as("the real posts").exists();
        posts = Posts.read(folder.resolve("sample.csv"));
        var facts = JsonParser.parseString(Files.readString(folder.resolve("facts.json")))
                .getAsJsonObject();
        printed = facts.getAsJsonObject("printed");
        counted = facts.getAsJsonObject("counted");
    }

    @Test
    void everyRowIsReadAndNothingIsCorrected() {
        assertThat(posts.posts()).hasSize(printed.get("rows").getAsInt());
        assertThat(posts.quarantined()).isEmpty();
        assertThat(posts.unreadableCounts()).isEmpty();
        assertThat(posts.notes()).isEmpty();
    }

    @Test
    void theColumnsHaveThePublishedNumberOfValues() {
        var quality = QualityReport.of(posts);
        var published = numbers(printed.getAsJsonObject("non_null"));
        var other = published.remove("every other column");
        quality.missing().forEach((column, missing) -> assertThat(quality.rows() - missing)
                .as(column)
                .isEqualTo(published.getOrDefault(column, other)));
    }

    @Test
    void qualityIsAsCounted() {
        var quality = QualityReport.of(posts);
        assertThat(quality.timeMismatches()).hasSize(counted("time_mismatches_with_post_id_over_2_minutes"));
        assertThat(quality.repeatedTexts()).isEqualTo(counted("repeated_texts_of_a_user"));
        assertThat(quality.lowerBounds()).isEqualTo(numbers(counted.getAsJsonObject("lower_bounds")));
    }

    @Test
    void usersMonthsAndAccountsAreAsCounted() {
        var users = Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);
        assertThat(users.size()).isEqualTo(counted("january_users"));
        assertThat(users.retained()).isEqualTo(counted("retained"));
        assertThat(posts.posts().stream().map(Post::userId).distinct()).hasSize(counted("users"));
        assertThat(users.list())
                .filteredOn(user -> !user.accountCreated().toLocalDate().isBefore(LocalDate.of(2025, 1, 10)))
                .hasSize(counted("january_accounts_created_from_2025-01-10"));
        assertThat(tally(posts.posts().stream().map(post -> YearMonth.from(post.createTime()))))
                .isEqualTo(numbers(counted.getAsJsonObject("posts_by_month")));
        var days = numbers(counted.getAsJsonObject("accounts_created_by_day_china_time"));
        // The facts count each post by the day of its author's account.
        var created = tally(posts.posts().stream().map(Post::userId).map(id -> id.createdInChina()
                .toLocalDate()));
        assertThat(created).containsAllEntriesOf(days);
    }

    @Test
    void sumsOfTheCountsReadAsPublishedAreThePublishedOnes() {
        var sums = Stream.of(Reaction.values())
                .collect(Collectors.toMap(Reaction::column, reaction -> posts.posts().stream()
                        .map(post -> CountParser.AS_PUBLISHED.parse(post.count(reaction)))
                        .mapToLong(count -> ((DisplayCount.Known) count).value())
                        .sum()));
        counted.getAsJsonObject("sums_as_published").entrySet().forEach(sum -> assertThat(sums)
                .containsEntry(sum.getKey(), sum.getValue().getAsLong()));
    }

    /**
     * The published topics, by the published cleaning of texts with its defect: a missing title or content is the text {@code nan},
     * and makes a topic of its own. Our segmentation finds the same words but for a few names that Python's guesses otherwise, so that
     * neighbours of nearly equal weight may change places.
     */
    @Test
    void threeTopicsHaveThePublishedWords() throws IOException {
        var documents = documents();
        var frequencies = new HashMap<String, Integer>();
        documents.forEach(words -> words.forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        var vocabulary = frequencies.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(VOCABULARY)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        var matrix = Vectorizer.tfIdf()
                .fitTransform(documents.stream()
                        .map(words ->
                                words.stream().filter(vocabulary::contains).toList())
                        .toList());
        var model = Nmf.fit(matrix.values(), TOPICS);
        var published = printed.getAsJsonArray("nmf_topics_of_posts");
        assertThat(published).hasSize(TOPICS);
        for (int topic = 0; topic < TOPICS; topic++) {
            var expected = strings(published.get(topic));
            var weights = model.topicTerms()[topic];
            assertThat(model.names(matrix.terms(), TOP_WORDS).get(topic).split(" "))
                    .hasSameElementsAs(expected);
            for (int i = 1; i < expected.size(); i++) {
                double larger = weights[matrix.terms().indexOf(expected.get(i - 1))];
                double smaller = weights[matrix.terms().indexOf(expected.get(i))];
                assertThat(smaller)
                        .as("%s before %s", expected.get(i - 1), expected.get(i))
                        .isLessThanOrEqualTo(larger * (1 + NEARLY_EQUAL));
            }
        }
    }

    private List<List<String>> documents() throws IOException {
        var functionWords = functionWords();
        var documents = new ArrayList<List<String>>();
        for (var post : posts.posts()) {
            var text = orNan(post.title()) + " " + orNan(post.content());
            var cleaned = UNPUBLISHED_CHARACTERS.matcher(text).replaceAll("");
            var cut = Segmenter.standard().segment(cleaned).stream()
                    .map(Token::text)
                    // A word of our dictionary that jieba's own cuts in two.
                    .map(word -> word.equals("抖音难民") ? "抖音 难民" : word)
                    .collect(Collectors.joining(" "))
                    .toLowerCase(Locale.ROOT);
            documents.add(TERM.matcher(cut)
                    .results()
                    .map(match -> match.group())
                    .filter(word -> !functionWords.contains(word))
                    .toList());
        }
        return documents;
    }

    private static String orNan(String field) {
        return field.isEmpty() ? "nan" : field;
    }

    private static Set<String> functionWords() throws IOException {
        var resource = "/golden/text/function_words.json";
        try (var in = Objects.requireNonNull(PublishedSampleTest.class.getResourceAsStream(resource), resource)) {
            var file = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new HashSet<>(strings(file.getAsJsonObject().get("words")));
        }
    }

    private int counted(String fact) {
        return counted.get(fact).getAsInt();
    }

    private static Map<String, Integer> tally(Stream<?> values) {
        var tally = new TreeMap<String, Integer>();
        values.forEach(value -> tally.merge(value.toString(), 1, Integer::sum));
        return tally;
    }

    private static Map<String, Integer> numbers(JsonObject object) {
        return object.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .getAsInt()));
    }

    private static List<String> strings(JsonElement array) {
        var all = array.getAsJsonArray();
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).getAsString())
                .toList();
    }
}
