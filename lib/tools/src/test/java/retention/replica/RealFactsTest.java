package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import retention.project.Project;
import retention.replica.RealFacts.Reading;

/** The committed replica against what was counted in real posts of the same crawl. */
class RealFactsTest {

    private static final Map<String, String> LANGUAGES =
            Map.of("en", "english", "both", "both", "zh", "chinese", "es", "spanish", "none", "none");

    private static final Path DATA = Project.find().data();

    /** A fact of real_facts.json: the real value, and how near the replica has to be. */
    private record Held(double real, double within) {}

    private static Map<String, Held> held;
    private static Map<String, Double> replica;

    @BeforeAll
    static void count() throws IOException {
        held = new LinkedHashMap<>();
        JsonParser.parseString(Files.readString(DATA.resolve("real_facts.json")))
                .getAsJsonObject()
                .getAsJsonObject("facts")
                .entrySet()
                .forEach(fact -> {
                    var numbers = fact.getValue().getAsJsonObject();
                    held.put(
                            fact.getKey(),
                            new Held(
                                    numbers.get("real").getAsDouble(),
                                    numbers.get("within").getAsDouble()));
                });
        replica = RealFacts.of(RealFacts.read(DATA.resolve("replica.csv")), planted());
    }

    private static Map<String, Reading> planted() {
        var standard = new Replica(ReplicaSettings.standard());
        var posts = standard.posts().toList();
        var indices = standard.timeline.chronological();
        var readings = new HashMap<String, Reading>();
        for (var i = 0; i < indices.length; i++) {
            var language = standard.writing(standard.timeline.get(indices[i]).text());
            readings.put(
                    posts.get(i).get("post_id"),
                    new Reading(posts.get(i).topic().key(), language.name().toLowerCase(Locale.ROOT)));
        }
        return readings;
    }

    @Test
    void theReplicaIsAsNearAsTheFactsSay() {
        assertThat(replica).containsOnlyKeys(held.keySet());
        assertThat(held)
                .allSatisfy((name, fact) ->
                        assertThat(replica.get(name)).as(name).isCloseTo(fact.real(), within(fact.within())));
    }

    @Test
    void topicsAgreeWithTheThemesAsLittleAsInRealPosts() {
        assertThat(replica.get(RealFacts.AGREEMENT)).isBetween(0.08, 0.25);
    }

    @Test
    void theTableInTheReadmeIsTheOneCounted() throws IOException {
        var table = held.entrySet().stream()
                .map(fact -> "| %s | %s | %s | ± %s |"
                        .formatted(
                                fact.getKey(),
                                shown(fact.getKey(), fact.getValue().real()),
                                shown(fact.getKey(), replica.get(fact.getKey())),
                                shown(fact.getKey(), fact.getValue().within())))
                .collect(Collectors.joining(
                        "\n", "| Fact | Real posts | Replica | Held within |\n|---|---|---|---|\n", "\n"));
        assertThat(Files.readString(DATA.resolve("README.md"))).contains(table);
    }

    private static String shown(String name, double value) {
        return String.format(Locale.ROOT, name.equals(RealFacts.AGREEMENT) ? "%.2f" : "%.1f", value);
    }

    @Test
    void theFactsAreThoseOfTheRealPosts() throws IOException {
        var sample = sample();
        var counted = RealFacts.of(RealFacts.read(sample), readers(sample.resolveSibling("labels.csv")));
        assertThat(held)
                .allSatisfy((name, fact) ->
                        assertThat(shown(name, counted.get(name))).as(name).isEqualTo(shown(name, fact.real())));
    }

    @Test
    void noPhraseOfTheRealPostsIsInTheReplica() throws IOException {
        var real = RealFacts.read(sample());
        var phrases = real.stream()
                .flatMap(row -> Stream.of(row.title(), row.content()))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.length() >= 40 && !line.substring(0, 40).contains("#"))
                .map(line -> line.substring(0, 40))
                .toList();
        var texts = Files.readString(DATA.resolve("replica.csv"));
        assertThat(phrases).hasSizeGreaterThan(200).noneMatch(texts::contains);
        assertThat(real).noneMatch(row -> texts.contains(row.user()));
    }

    /** The real posts, which are not ours to pass on. */
    private static Path sample() {
        var sample = DATA.resolve("../../shared/real/sample.csv").normalize();
        assumeTrue(Files.isRegularFile(sample), "The real posts are not here: their facts cannot be counted again.");
        return sample;
    }

    private static Map<String, Reading> readers(Path labels) throws IOException {
        try (var parser = CSVParser.parse(
                Files.newBufferedReader(labels),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.stream()
                    .collect(Collectors.toMap(
                            line -> line.get("post_id"),
                            line -> new Reading(
                                    first(line.get("theme")),
                                    LANGUAGES.getOrDefault(first(line.get("language")), "other"))));
        }
    }

    /** Where two readers differ, both values stand, joined by a bar: either is right, and the first is counted. */
    private static String first(String values) {
        return List.of(values.split("\\|", -1)).get(0);
    }
}
