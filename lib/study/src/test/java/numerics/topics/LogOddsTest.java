package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.matrix.SparseMatrix;
import numerics.topics.LogOdds.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retention.text.Vectorizer;
import retention.text.WordsGolden;

class LogOddsTest {
    private static final JsonObject GOLDEN = WordsGolden.lines("log_odds.json").get(0);

    private static final List<List<String>> DOCUMENTS = List.of(
            Collections.nCopies(30, "cat"),
            Collections.nCopies(30, "the"),
            Collections.nCopies(200, "law"),
            Collections.nCopies(200, "the"),
            List.of("once"));
    private static final boolean[] FIRST_TWO = {true, true, false, false, false};

    static Stream<JsonObject> cases() {
        return WordsGolden.stream(GOLDEN.getAsJsonArray("cases")).map(each -> each.getAsJsonObject());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithNumPy(JsonObject expected) {
        var words = WordsGolden.strings(GOLDEN.getAsJsonArray("words"));
        var counts = new DocumentTermMatrix(
                SparseMatrix.of(words.size(), new double[][] {
                    WordsGolden.doubles(GOLDEN.getAsJsonArray("second")),
                    WordsGolden.doubles(GOLDEN.getAsJsonArray("first"))
                }),
                words);

        var found = LogOdds.between(
                        counts,
                        new boolean[] {false, true},
                        expected.get("prior_words").getAsDouble())
                .words()
                .stream()
                .collect(Collectors.toMap(Word::word, Function.identity()));

        var logOdds = WordsGolden.doubles(expected.getAsJsonArray("log_odds"));
        var z = WordsGolden.doubles(expected.getAsJsonArray("z"));
        assertThat(found).hasSize(words.size());
        for (var word = 0; word < words.size(); word++) {
            assertThat(found.get(words.get(word)).logOdds()).isCloseTo(logOdds[word], within(1e-9));
            assertThat(found.get(words.get(word)).z()).isCloseTo(z[word], within(1e-9));
        }
    }

    @Test
    void putsTheWordsOfEachGroupAtItsEnd() {
        var compared = LogOdds.between(Vectorizer.counts().fitTransform(DOCUMENTS), FIRST_TWO);

        assertThat(compared.weights(1)).containsOnlyKeys("cat");
        assertThat(compared.swapped().weights(1)).containsOnlyKeys("law");
        assertThat(compared.weights(99).values()).isNotEmpty().allMatch(z -> z > 0);
        assertThat(compared.swapped().weights(99).values()).isNotEmpty().allMatch(z -> z > 0);
    }

    @Test
    void countsTheWordsBeyondALimitOnEitherSide() {
        var compared = LogOdds.between(Vectorizer.counts().fitTransform(DOCUMENTS), FIRST_TWO);
        double law = -word(compared, "law").z();

        assertThat(compared.swapped().beyond(law - 1e-9)).isOne();
        assertThat(compared.swapped().beyond(law)).isZero();
        assertThat(compared.beyond(0)).isEqualTo(compared.weights(99).size());
    }

    @Test
    void doesNotPutAWordThatOccursOnceFirst() {
        var compared = LogOdds.between(Vectorizer.counts().fitTransform(DOCUMENTS), FIRST_TWO);

        assertThat(word(compared, "once").z()).isBetween(-1.96, 1.96);
        assertThat(word(compared, "law").z()).isLessThan(-1.96);
    }

    @Test
    void changesOnlyTheSignWhenTheGroupsChangePlaces() {
        var counts = Vectorizer.counts().fitTransform(DOCUMENTS);
        var lastThree = new boolean[] {false, false, true, true, true};

        var there = LogOdds.between(counts, FIRST_TWO, 10);
        var back = LogOdds.between(counts, lastThree, 10);

        assertThat(word(back, "cat").z()).isCloseTo(-word(there, "cat").z(), within(1e-12));
    }

    @Test
    void weighsThePriorLikeTheSmallerGroupUnlessTold() {
        var counts = Vectorizer.counts().fitTransform(DOCUMENTS);

        assertThat(LogOdds.between(counts, FIRST_TWO).words())
                .isEqualTo(LogOdds.between(counts, FIRST_TWO, 60).words());
    }

    @Test
    void findsNothingBetweenRandomGroups() {
        var random = new Random(7);
        var documents = new ArrayList<List<String>>();
        for (var document = 0; document < 2_000; document++) {
            documents.add(Stream.generate(() -> "w" + (int) Math.abs(random.nextGaussian() * 20))
                    .limit(10)
                    .toList());
        }
        var inFirst = new boolean[2_000];
        Arrays.fill(inFirst, 0, 100, true);

        var words = LogOdds.between(Vectorizer.counts().fitTransform(documents), inFirst)
                .words();

        var significant =
                words.stream().filter(word -> Math.abs(word.z()) > 1.96).count();
        assertThat(significant / (double) words.size()).isLessThan(0.1);
    }

    @Test
    void setsALimitThatChancePassesRarelyAndAPlantedWordDoes() {
        var random = new Random(11);
        var documents = new ArrayList<List<String>>();
        var inFirst = new boolean[600];
        for (var document = 0; document < inFirst.length; document++) {
            inFirst[document] = document < 20;
            var words = new ArrayList<String>();
            for (var word = 0; word < 15; word++) {
                words.add("w" + random.nextInt(100));
            }
            if (inFirst[document] || random.nextInt(20) == 0) {
                words.add("planted");
            }
            documents.add(words);
        }
        var counts = Vectorizer.counts().fitTransform(documents);

        var limit = LogOdds.between(counts, inFirst, 300).chanceLimit(200, 1);

        assertThat(limit)
                .isGreaterThan(1.96)
                .isEqualTo(LogOdds.between(counts, inFirst, 300).chanceLimit(200, 1));
        assertThat(LogOdds.between(counts, inFirst, 300).words())
                .filteredOn(word -> Math.abs(word.z()) > limit)
                .extracting(Word::word)
                .containsExactly("planted");
    }

    @Test
    void refusesTooFewShuffles() {
        var counts = Vectorizer.counts().fitTransform(DOCUMENTS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogOdds.between(counts, FIRST_TWO, 10).chanceLimit(19, 1))
                .withMessageContaining("expected 20 or more");
    }

    @Test
    void leavesOutTermsThatNoDocumentHas() {
        var counts = new DocumentTermMatrix(
                SparseMatrix.of(3, new double[][] {{1, 2, 0}, {2, 1, 0}}), List.of("a", "b", "absent"));

        assertThat(LogOdds.between(counts, new boolean[] {true, false}).words())
                .extracting(Word::word)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void makesATableWithTheGroupsNames() {
        var table = LogOdds.between(Vectorizer.counts().fitTransform(DOCUMENTS), FIRST_TWO)
                .table("retained", "lost");

        assertThat(table.columnNames()).containsExactly("word", "retained", "lost", "log-odds", "z");
        assertThat(table.row(0).getString("word")).isEqualTo("cat");
        assertThat(table.row(0).getLong("retained")).isEqualTo(30);
    }

    @Test
    void refusesGroupsThatDoNotFit() {
        var counts = Vectorizer.counts().fitTransform(DOCUMENTS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogOdds.between(counts, new boolean[] {true}))
                .withMessageContaining("5 documents came with the groups of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogOdds.between(counts, new boolean[5]))
                .withMessageContaining("0 and 461 words");
    }

    @Test
    void refusesOneWordAlone() {
        var counts = Vectorizer.counts().fitTransform(List.of(List.of("a"), List.of("a")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogOdds.between(counts, new boolean[] {true, false}))
                .withMessageContaining("All words are \"a\"");
    }

    @Test
    void refusesWeightsInPlaceOfCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogOdds.between(
                        Vectorizer.tfIdf().fitTransform(List.of(List.of("a", "b"), List.of("b"))),
                        new boolean[] {true, false}))
                .withMessageContaining("expected counts");
    }

    private static Word word(LogOdds compared, String word) {
        return compared.words().stream()
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
