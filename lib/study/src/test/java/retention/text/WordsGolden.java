package retention.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what jieba, scikit-learn and NumPy made of texts and words. */
public final class WordsGolden {
    private WordsGolden() {}

    /** The objects of a file that has one per line. */
    public static List<JsonObject> lines(String name) {
        var resource = "/golden/text/" + name;
        var stream = Objects.requireNonNull(WordsGolden.class.getResourceAsStream(resource), resource);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> strings(JsonArray array) {
        return stream(array).map(JsonElement::getAsString).toList();
    }

    static List<List<String>> documents(JsonArray array) {
        return stream(array)
                .map(JsonElement::getAsJsonArray)
                .map(WordsGolden::strings)
                .toList();
    }

    public static double[] doubles(JsonArray array) {
        return stream(array).mapToDouble(JsonElement::getAsDouble).toArray();
    }

    public static Stream<JsonElement> stream(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
