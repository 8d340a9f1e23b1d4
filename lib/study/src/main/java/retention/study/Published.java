package retention.study;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import retention.project.Project;

/**
 * The figures that the original study published, from {@code data/published.json}. A path names a value by the keys that
 * lead to it: {@code number("exact", "rows")}.
 */
public final class Published {

    private static final String MARKER = "话题";

    private final Path file;
    private final JsonElement root;

    private Published(Path file, JsonElement root) {
        this.file = file;
        this.root = root;
    }

    /** Reads the file of this checkout. */
    public static Published read() {
        var file = Project.find().data().resolve("published.json");
        try {
            return new Published(file, JsonParser.parseString(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number. */
    public double number(String... path) {
        return at(path).getAsDouble();
    }

    /** A list of numbers. */
    public double[] numbers(String... path) {
        return StreamSupport.stream(at(path).getAsJsonArray().spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    /** Numbers by name, in the file's order. */
    public Map<String, Double> numbersByName(String... path) {
        var numbers = new LinkedHashMap<String, Double>();
        at(path).getAsJsonObject().asMap().forEach((name, value) -> numbers.put(name, value.getAsDouble()));
        return numbers;
    }

    /** A list of sentences. */
    public List<String> sentences(String... path) {
        return StreamSupport.stream(at(path).getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    /**
     * The words of the published clouds as a segmenter gives them today: the published code left the app's marker in its words, so that
     * {@code 歌手话题} is the hashtag {@code #歌手}.
     *
     * @param cloud {@code retained}, {@code lost} or {@code both}
     */
    public List<String> cloudWords(String cloud) {
        return sentences("read_off", "word_clouds", cloud).stream()
                .map(word -> word.endsWith(MARKER) ? "#" + word.substring(0, word.length() - MARKER.length()) : word)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    private JsonElement at(String... path) {
        var value = root;
        for (var key : path) {
            if (!value.isJsonObject() || !value.getAsJsonObject().has(key)) {
                throw new IllegalArgumentException(
                        "%s has no %s".formatted(file.getFileName(), String.join(" / ", path)));
            }
            value = value.getAsJsonObject().get(key);
        }
        return value;
    }
}
