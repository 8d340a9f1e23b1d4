package retention.study;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import numerics.Numbers;
import retention.project.Project;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The figures that the original study published, from {@code data/published.json}. A path names a value by the keys that
 * lead to it, such as {@code number("exact", "rows")}.
 *
 * @param root the file's object
 */
public record Published(JsonObject root) {

    /** Reads the file of this checkout. */
    public static Published read() {
        var text = Project.text(Project.find().data().resolve("published.json"));
        return new Published(JsonParser.parseString(text).getAsJsonObject());
    }

    /** A number. */
    public double number(String... path) {
        return at(path).getAsDouble();
    }

    /** A list of numbers. */
    public double[] numbers(String... path) {
        return new Gson().fromJson(at(path), double[].class);
    }

    /** Numbers by name, in the file's order. */
    public Map<String, Double> numbersByName(String... path) {
        var numbers = new LinkedHashMap<String, Double>();
        at(path).getAsJsonObject().asMap().forEach((name, value) -> numbers.put(name, value.getAsDouble()));
        return numbers;
    }

    /** A list of sentences. */
    public List<String> sentences(String... path) {
        return List.of(new Gson().fromJson(at(path), String[].class));
    }

    /**
     * The words of the published clouds as a segmenter gives them today: the published code left the app's marker in its words, so that
     * {@code 歌手话题} is the hashtag {@code #歌手}.
     *
     * @param cloud {@code retained}, {@code lost} or {@code both}
     */
    public List<String> cloudWords(String cloud) {
        return sentences("read_off", "word_clouds", cloud).stream()
                .map(word -> word.replaceFirst("^(.*)话题$", "#$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    private JsonElement at(String... path) {
        JsonElement value = root;
        for (var key : path) {
            if (!(value instanceof JsonObject object) || !object.has(key)) {
                throw new IllegalArgumentException("published.json has no " + String.join(" / ", path));
            }
            value = object.get(key);
        }
        return value;
    }

    /** A table of published figures beside ours, empty at first. */
    public Comparison compare(String title) {
        return new Comparison(title);
    }

    /** Published figures beside ours, row by row; what agrees is computed from the two numbers. */
    public static final class Comparison {

        private static final String DIFFERS = "differs";

        private final Table table;

        private Comparison(String title) {
            table = Table.create(title);
            Stream.of("figure", "published", "ours", "agreement")
                    .map(StringColumn::create)
                    .forEach(table::addColumns);
        }

        /** Adds a figure that should be the same to the last digit. */
        public Comparison exact(String figure, double published, double ours) {
            return within(figure, published, ours, 0);
        }

        /** Adds a figure that was read off a picture, or rounded, and may differ by this much. */
        public Comparison within(String figure, double published, double ours, double tolerance) {
            double difference = Math.abs(published - ours);
            var within = difference <= tolerance ? "within " + plain(tolerance) : DIFFERS;
            return add(figure, plain(published), plain(ours), difference == 0 ? "same" : within);
        }

        /** Adds a figure that was not published. */
        public Comparison notGiven(String figure, String ours) {
            return add(figure, "not given", ours, "");
        }

        private Comparison add(String... cells) {
            for (int column = 0; column < cells.length; column++) {
                table.stringColumn(column).append(cells[column]);
            }
            return this;
        }

        /** How many figures neither agree nor lie within their tolerance. */
        public long differing() {
            return table.stringColumn("agreement").isEqualTo(DIFFERS).size();
        }

        /** figure | published | ours | agreement, which is blank for a figure that was not published. */
        public Table table() {
            return table.copy();
        }

        private static String plain(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? Numbers.count(value) : Numbers.fixed(value, 4);
        }
    }
}
