package retention.replica;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import retention.posts.Post;
import retention.study.Study;
import retention.text.MutualInformation;
import retention.text.Nmf;
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
    private static final List<String> COMMON_HASHTAGS = List.of(
            "tiktok", "tiktokrefugee", "tiktok_refugee", "tiktokban", "refugee", "american", "fyp", "america");

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
            return Arrays.stream(label.split("#"))
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
                java.nio.charset.StandardCharsets.UTF_8,
                CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
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

    /** The facts by name, in the order of a table. */
    static Map<String, Double> of(List<Row> rows) {
        var facts = new RealFacts(rows);
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
        facts.put("characters of title and content without hashtags, mean", Arrays.stream(characters).average().orElseThrow());
        for (var percent : List.of(10, 25, 50, 75, 90, 95)) {
            facts.put(percent + " % have at most so many", (double) characters[characters.length * percent / 100]);
        }
        facts.put("characters of titles, mean", mean(rows.stream().filter(row -> !row.title().isEmpty()).toList(), row -> row.title().length()));
    }

    private void languages() {
        share("Latin letters only", row -> row.latin() && !row.chinese());
        share("Chinese characters only", row -> row.chinese() && !row.latin());
        share("both", row -> row.chinese() && row.latin());
        share("no words", row -> !row.chinese() && !row.latin());
        var traditional = Resources.lines("traditional.txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .map(pair -> pair.substring(1))
                .collect(Collectors.joining("", "[", "]"));
        var found = Pattern.compile(traditional);
        share("traditional characters", row -> found.matcher(row.words()).find());
    }

    private void signs() {
        share("emoji", row -> EMOJI.matcher(row.written()).find());
        share("stickers", row -> STICKER.matcher(row.text()).find());
        share("videos", Row::video);
    }

    private void hashtags() {
        var tagged = rows.stream().filter(row -> !row.hashtags().isEmpty()).toList();
        facts.put("hashtags of a post that has any, mean", mean(tagged, row -> row.hashtags().size()));
        facts.put("one hashtag alone, of those", 100 * mean(tagged, row -> row.hashtags().size() == 1 ? 1 : 0));
        facts.put("more than five, of those", 100 * mean(tagged, row -> row.hashtags().size() > 5 ? 1 : 0));
        for (var tag : COMMON_HASHTAGS) {
            share("#" + tag, row -> row.hashtags().contains(tag));
        }
    }

    private void repetitions() {
        var byUser = new HashSet<String>();
        share("an earlier text of the same user", row -> !byUser.add(row.user() + row.text()));
        var byAnyone = new HashSet<String>();
        facts.put(
                "an earlier text of anyone, hashtags left out, of the first 724 posts",
                100 * mean(rows.subList(0, Math.min(rows.size(), 724)), row -> !row.words().isBlank() && !byAnyone.add(row.written().toLowerCase(Locale.ROOT)) ? 1 : 0));
    }

    private void accounts() {
        var january = rows.stream()
                .filter(row -> day(row.id()).getYear() == 2025 && day(row.id()).getMonthValue() == 1)
                .map(Row::user)
                .distinct()
                .toList();
        facts.put("accounts since 10 January, of users of January", 100.0 * january.stream().filter(user -> !day(user).isBefore(WAVE)).count() / january.size());
        var wave = rows.stream().map(Row::user).distinct().map(RealFacts::day).filter(day -> !day.isBefore(WAVE)).toList();
        for (var of = 12; of <= 17; of++) {
            var day = LocalDate.of(2025, 1, of);
            facts.put("of %d January, of those accounts".formatted(of), 100.0 * wave.stream().filter(day::equals).count() / wave.size());
        }
        var before = rows.stream().map(Row::user).distinct().map(RealFacts::day).filter(day -> day.isBefore(LocalDate.of(2025, 1, 12)) && day.isAfter(LocalDate.of(2024, 12, 31)))
                .collect(Collectors.groupingBy(day -> day, Collectors.counting()));
        facts.put("most accounts of one day of January before the 12th", (double) before.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static LocalDate day(String id) {
        return Instant.ofEpochSecond(Long.parseLong(id.substring(0, 8), 16))
                .atOffset(Post.CHINA_STANDARD_TIME)
                .toLocalDate();
    }

    /** The share of each theme, by its name in lower case. */
    static Map<String, Double> themes(Collection<String> themes) {
        var shares = new LinkedHashMap<String, Double>();
        for (var topic : Topic.values()) {
            shares.put("theme " + topic.key(), 100.0 * themes.stream().filter(topic.key()::equals).count() / themes.size());
        }
        return shares;
    }

    /** How far 13 topics of the study's own making agree with themes: adjusted mutual information. */
    static double agreement(List<Row> rows, List<String> themes) {
        var documents = Segmenter.standard().withoutStopWords().documents(rows.stream().map(Row::text).toList());
        var matrix = Study.vectorizer().fitTransform(documents);
        var nmf = Nmf.fit(matrix.values(), Nmf.Settings.of(Study.TOPICS));
        return MutualInformation.of(nmf.shares().dominant(), themes).adjusted();
    }

    private void share(String name, Predicate<Row> which) {
        facts.put(name, 100 * mean(rows, row -> which.test(row) ? 1 : 0));
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> of) {
        return rows.stream().mapToDouble(of).average().orElse(0);
    }

    static List<String> hashtags(String content) {
        return HASHTAG.matcher(content).results().map(MatchResult::group).toList();
    }
}
