package retention.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import numerics.topics.MutualInformation;
import numerics.topics.Nmf;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import retention.posts.Post;
import retention.study.AnalysisSettings;
import retention.text.Segmenter;

/** What can be counted in a file of posts, by the same rules in real and synthetic ones. Shares are in percent. */
final class RealFacts {

    private static final Pattern HASHTAG = Pattern.compile("#[^#\\[\\n]+\\[话题]#|#[\\p{L}\\p{N}_]+");
    private static final Pattern STICKER = Pattern.compile("\\[[^\\[\\]\\s]{1,6}R]");
    private static final Pattern REPLACED = Pattern.compile("\\[(?:name|link|handle)]|@user");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern EMOJI = Pattern.compile("[\\x{1F300}-\\x{1FAFF}\\u2600-\\u27BF]");
    private static final LocalDate WAVE = LocalDate.of(2025, 1, 10);
    private static final List<String> COMMON_HASHTAGS =
            List.of("tiktok", "tiktokrefugee", "tiktok_refugee", "tiktokban", "refugee", "american", "fyp", "america");

    static final String AGREEMENT = "agreement of 13 topics with the themes (adjusted mutual information)";

    /** What a post is: the theme and the language that readers, or the generator, name. */
    record Reading(String theme, String language) {}

    /** One post. */
    record Row(String id, String user, String title, String content, String label, boolean video) {

        private String text() {
            return title + "\n" + content;
        }

        private String written() {
            return HASHTAG.matcher(text()).replaceAll("").strip();
        }

        private String words() {
            return REPLACED.matcher(STICKER.matcher(written()).replaceAll("")).replaceAll("");
        }

        private int characters() {
            return HASHTAG.matcher(title).replaceAll("").strip().length()
                    + HASHTAG.matcher(content).replaceAll("").strip().length();
        }

        private boolean chinese() {
            return CHINESE.matcher(words()).find();
        }

        private boolean latin() {
            return LATIN.matcher(words()).find();
        }

        private List<String> hashtags() {
            return Arrays.stream(label.split("#", -1))
                    .map(tag -> tag.strip().toLowerCase(Locale.ROOT))
                    .filter(tag -> !tag.isEmpty())
                    .toList();
        }
    }

    private final Map<String, Double> facts = new LinkedHashMap<>();
    private final List<Row> rows;

    private RealFacts(List<Row> rows) {
        this.rows = rows;
    }

    /** All columns as text, read without this library's reader. */
    static List<Row> read(Path csv) throws IOException {
        try (var parser = CSVParser.parse(
                csv,
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            var rows = new ArrayList<Row>();
            var type = parser.getHeaderNames().contains("type") ? "type" : "post_type";
            var title = parser.getHeaderNames().get(0);
            for (var record : parser) {
                rows.add(new Row(
                        record.get("post_id"),
                        record.get("user_id"),
                        record.get(title).strip(),
                        record.get("content").strip(),
                        record.get("label"),
                        record.get(type).equals("video")));
            }
            return rows;
        }
    }

    /**
     * The facts by name, in the order of a table.
     *
     * @param readings what some of the posts are, by their id
     */
    static Map<String, Double> of(List<Row> rows, Map<String, Reading> readings) {
        var facts = new RealFacts(rows);
        facts.readings(readings);
        facts.lengths();
        facts.languages();
        facts.signs();
        facts.hashtags();
        facts.repetitions();
        facts.accounts();
        return facts.facts;
    }

    private void lengths() {
        var characters = rows.stream().mapToInt(Row::characters).sorted().toArray();
        facts.put(
                "characters of title and content, mean",
                Arrays.stream(characters).average().orElseThrow());
        for (var percent : List.of(10, 25, 50, 75, 90, 95)) {
            facts.put("characters, %d %% of posts up to".formatted(percent), (double)
                    characters[characters.length * percent / 100]);
        }
        facts.put(
                "characters of titles, mean",
                mean(rows.stream().filter(row -> !row.title().isEmpty()).toList(), row -> row.title()
                        .length()));
    }

    private void languages() {
        share("posts in Latin letters only", row -> row.latin() && !row.chinese());
        share("posts in Chinese characters only", row -> row.chinese() && !row.latin());
        share("posts in both", row -> row.chinese() && row.latin());
        share("posts without words", row -> !row.chinese() && !row.latin());
        var traditional = Phrasebook.lines("traditional.txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .map(pair -> pair.substring(1))
                .collect(Collectors.joining("", "[", "]"));
        var found = Pattern.compile(traditional);
        share("posts with traditional characters", row -> found.matcher(row.words())
                .find());
    }

    private void signs() {
        share("posts with emoji", row -> EMOJI.matcher(row.written()).find());
        share("posts with stickers", row -> STICKER.matcher(row.text()).find());
        share("videos", Row::video);
    }

    private void hashtags() {
        var tagged = rows.stream().filter(row -> !row.hashtags().isEmpty()).toList();
        facts.put("hashtags of a post that has any, mean", mean(tagged, row -> row.hashtags()
                .size()));
        facts.put(
                "posts with one hashtag, % of those with any",
                100 * mean(tagged, row -> row.hashtags().size() == 1 ? 1 : 0));
        facts.put(
                "posts with more than five, % of those with any",
                100 * mean(tagged, row -> row.hashtags().size() > 5 ? 1 : 0));
        for (var tag : COMMON_HASHTAGS) {
            share("posts with #" + tag, row -> row.hashtags().contains(tag));
        }
    }

    private void repetitions() {
        var byUser = new HashSet<String>();
        share("posts that repeat a text of their user", row -> !byUser.add(row.user() + row.text()));
        var byAnyone = new HashSet<String>();
        facts.put(
                "posts that repeat somebody's words, % of the first 724",
                100
                        * mean(
                                rows.subList(0, Math.min(rows.size(), 724)),
                                row -> !row.words().isBlank()
                                                && !byAnyone.add(row.written().toLowerCase(Locale.ROOT))
                                        ? 1
                                        : 0));
    }

    private void accounts() {
        var january = rows.stream()
                .filter(row -> day(row.id()).getYear() == 2025 && day(row.id()).getMonthValue() == 1)
                .map(Row::user)
                .distinct()
                .toList();
        facts.put(
                "users of January with an account since 10 January, %",
                100.0
                        * january.stream()
                                .filter(user -> !day(user).isBefore(WAVE))
                                .count()
                        / january.size());
        var wave = rows.stream()
                .map(Row::user)
                .distinct()
                .map(RealFacts::day)
                .filter(day -> !day.isBefore(WAVE))
                .toList();
        for (var of = 12; of <= 17; of++) {
            var day = LocalDate.of(2025, 1, of);
            facts.put(
                    "accounts of %d January, %% of those".formatted(of),
                    100.0 * wave.stream().filter(day::equals).count() / wave.size());
        }
        var before = rows.stream()
                .map(Row::user)
                .distinct()
                .map(RealFacts::day)
                .filter(day -> day.isBefore(LocalDate.of(2025, 1, 12)) && day.isAfter(LocalDate.of(2024, 12, 31)))
                .collect(Collectors.groupingBy(day -> day, Collectors.counting()));
        facts.put("most accounts of a day of January before the 12th", (double)
                before.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static LocalDate day(String id) {
        return Instant.ofEpochSecond(Long.parseLong(id.substring(0, 8), 16))
                .atOffset(Post.CHINA_STANDARD_TIME)
                .toLocalDate();
    }

    private void readings(Map<String, Reading> readings) {
        var themes = readings.values().stream().map(Reading::theme).toList();
        for (var topic : Topic.values()) {
            facts.put("about %s, %%".formatted(topic.key()), percent(topic.key(), themes));
        }
        var languages = readings.values().stream().map(Reading::language).toList();
        for (var language : Topic.Writing.values()) {
            var name = language.name().toLowerCase(Locale.ROOT);
            facts.put("language %s, %%".formatted(name), percent(name, languages));
        }
        facts.put(AGREEMENT, agreement(readings));
    }

    private static double percent(String value, List<String> of) {
        return 100.0 * of.stream().filter(value::equals).count() / of.size();
    }

    /** How far as many topics as the study looks for, made as it makes them, agree with the themes. */
    private double agreement(Map<String, Reading> readings) {
        var read = rows.stream().filter(row -> readings.containsKey(row.id())).toList();
        var documents = Segmenter.standard()
                .withoutStopWords()
                .documents(read.stream().map(Row::text).toList());
        var matrix = AnalysisSettings.DEFAULT.vectorizer().fitTransform(documents);
        var nmf = Nmf.fit(matrix.values(), AnalysisSettings.DEFAULT_TOPICS);
        var themes = read.stream().map(row -> readings.get(row.id()).theme()).toList();
        return MutualInformation.adjusted(nmf.shares().dominant(), themes);
    }

    private void share(String name, Predicate<Row> which) {
        facts.put(name + ", %", 100 * mean(rows, row -> which.test(row) ? 1 : 0));
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> of) {
        return rows.stream().mapToDouble(of).average().orElse(0);
    }
}
