package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms and values beside those of scikit-learn's CountVectorizer and TfidfVectorizer on the same words. */
class ScikitLearnVectorizerTest {
    private static final JsonObject GOLDEN =
            WordsGolden.lines("vectorizers.json").get(0);

    static Stream<JsonObject> cases() {
        return WordsGolden.stream(GOLDEN.getAsJsonArray("cases")).map(each -> each.getAsJsonObject());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesOnTermsAndValues(JsonObject expected) {
        var training = WordsGolden.documents(GOLDEN.getAsJsonArray("training"));
        var validation = WordsGolden.documents(GOLDEN.getAsJsonArray("validation"));

        var fitted = vectorizer(expected.getAsJsonObject("settings")).fit(training);

        assertThat(fitted.terms()).isEqualTo(WordsGolden.strings(expected.getAsJsonArray("terms")));
        assertSame(fitted, training, expected.getAsJsonArray("training"));
        assertSame(fitted, validation, expected.getAsJsonArray("validation"));
    }

    private static Vectorizer vectorizer(JsonObject settings) {
        return new Vectorizer(
                Vectorizer.Weighting.valueOf(settings.get("weighting").getAsString()),
                settings.get("shortest").getAsInt(),
                settings.get("longest").getAsInt(),
                settings.get("min").getAsInt(),
                settings.get("max").getAsDouble());
    }

    private static void assertSame(Vectorizer.Fitted fitted, List<List<String>> documents, JsonArray expected) {
        var values = fitted.transform(documents).values();
        assertThat(values.rows()).isEqualTo(expected.size());
        for (var row = 0; row < expected.size(); row++) {
            var entries = expected.get(row).getAsJsonArray();
            assertThat(values.nonZeros(row)).isEqualTo(entries.size());
            for (var entry : entries) {
                var pair = entry.getAsJsonArray();
                assertThat(values.toDense()[row][pair.get(0).getAsInt()])
                        .isCloseTo(pair.get(1).getAsDouble(), within(1e-9));
            }
        }
    }
}
