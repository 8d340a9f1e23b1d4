package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import numerics.matrix.Vectors;
import org.junit.jupiter.api.Test;

class FastTextModelTest {

    private static final List<String> CATS = List.of("cat", "kitten", "whiskers", "purring", "猫", "猫税", "cute");
    private static final List<String> BANS = List.of("ban", "court", "senate", "ruling", "禁令", "法院", "law");
    private static final FastTextModel.Settings SMALL = settings(7);
    private static final FastTextModel MODEL = FastTextModel.train(documents(), SMALL);

    private static FastTextModel.Settings settings(long seed) {
        return new FastTextModel.Settings(16, 20, 2, 1e-2, seed);
    }

    /** Two topics that share no word; each document is a rotation of its topic's words. */
    private static List<List<String>> documents() {
        var documents = new ArrayList<List<String>>();
        for (int i = 0; i < 100; i++) {
            for (var topic : List.of(CATS, BANS)) {
                var words = new ArrayList<>(topic);
                Collections.rotate(words, i);
                documents.add(words);
            }
        }
        return documents;
    }

    @Test
    void givesTheSameVectorsForTheSameSeed() {
        assertThat(FastTextModel.train(documents(), SMALL).vector("cat")).isEqualTo(MODEL.vector("cat"));
    }

    @Test
    void givesOtherVectorsForAnotherSeed() {
        assertThat(FastTextModel.train(documents(), settings(8)).vector("cat")).isNotEqualTo(MODEL.vector("cat"));
    }

    @Test
    void placesWordsOfOneContextTogether() {
        assertThat(MODEL.neighbours("cat").subList(0, 6))
                .extracting(near -> MODEL.vocabulary().get(near.row()))
                .containsExactlyInAnyOrder("kitten", "whiskers", "purring", "猫", "猫税", "cute");
    }

    @Test
    void ordersNeighboursByCosine() {
        assertThat(MODEL.neighbours("ban"))
                .extracting(Vectors.Neighbour::cosine)
                .isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void knowsAnUnseenWordByItsStem() {
        assertThat(MODEL.vocabulary()).contains("kitten").doesNotContain("kittens");
        assertThat(similarity("kittens", "kitten")).isGreaterThan(0.9);
        assertThat(similarity("kittens", "kitten")).isGreaterThan(similarity("kittens", "senate") + 0.3);
    }

    @Test
    void knowsAnUnseenChineseWordByItsCharacters() {
        assertThat(similarity("猫猫税", "猫税")).isGreaterThan(0.8);
    }

    @Test
    void givesZerosForAWordWithoutAKnownPart() {
        assertThat(MODEL.vector("ЖЖЖ")).containsOnly(0f);
        assertThat(MODEL.neighbours("ЖЖЖ")).isEmpty();
    }

    @Test
    void averagesTheDirectionsOfADocumentsWords() {
        var document = MODEL.documentVector(List.of("cat", "kittens"));
        var one = MODEL.vector("cat");
        var other = MODEL.vector("kittens");
        for (int i = 0; i < document.length; i++) {
            assertThat((double) document[i])
                    .isCloseTo((one[i] / length(one) + other[i] / length(other)) / 2, within(1e-6));
        }
    }

    @Test
    void givesZerosForADocumentWithoutWords() {
        assertThat(MODEL.documentVector(List.of())).hasSize(16).containsOnly(0f);
    }

    @Test
    void putsSubwordsIntoTheBucketsOfFastText() throws IOException {
        for (var word : FastTextModelTest.<int[]>json("subwords.json", new TypeToken<>() {})
                .entrySet()) {
            assertThat(FastTextModel.subwords(word.getKey())).as(word.getKey()).isEqualTo(word.getValue());
        }
    }

    @Test
    void survivesHostileWords() {
        var hostile = List.of("\uD83D", "a\0b", " ", "", "\u202E", "\uFFFF", "x".repeat(20_000));
        var model = FastTextModel.train(List.of(hostile, hostile, hostile), SMALL);
        assertThat(hostile).allSatisfy(word -> assertThat(model.vector(word)).doesNotContain(Float.NaN));
    }

    @Test
    void showsNeighboursInATable() {
        var table = MODEL.neighbourTable(List.of("cat", "kittens"), 2);
        assertThat(table.columnNames()).containsExactly("word", "known", "neighbours");
        assertThat(table.stringColumn("known").asList()).containsExactly("yes", "no");
        assertThat(table.stringColumn("neighbours").get(1)).matches("kitten 1\\.00, \\S+ 0\\.\\d\\d");
    }

    @Test
    void refusesACorpusWithoutWords() {
        assertThatThrownBy(() -> FastTextModel.train(List.of(), SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 of 0 documents' words occur 2 times or more");
    }

    @Test
    void refusesACorpusWithOneWord() {
        assertThatThrownBy(() -> FastTextModel.train(List.of(List.of("a", "a", "b")), SMALL))
                .hasMessageContaining("expected at least 2");
    }

    private static double similarity(String one, String other) {
        var a = MODEL.vector(one);
        var b = MODEL.vector(other);
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot / length(a) / length(b);
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }

    private static <T> Map<String, T> json(String name, TypeToken<Map<String, T>> type) throws IOException {
        return new Gson().fromJson(Files.readString(golden(name)), type);
    }

    private static Path golden(String name) {
        try {
            return Path.of(FastTextModelTest.class
                    .getResource("/golden/text/fasttext/" + name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
