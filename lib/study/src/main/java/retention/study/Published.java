package retention.study;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import numerics.Numbers;
import numerics.TableOf;
import retention.project.Project;
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

        /** One figure in words; the agreement is blank for one that was not published. */
        public record Line(String figure, String published, String ours, String agreement) {}

        private final String title;
        private final List<Line> lines = new ArrayList<>();

        private Comparison(String title) {
            this.title = title;
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

        private Comparison add(String figure, String published, String ours, String agreement) {
            lines.add(new Line(figure, published, ours, agreement));
            return this;
        }

        /** How many figures neither agree nor lie within their tolerance. */
        public long differing() {
            return lines.stream().filter(line -> line.agreement.equals(DIFFERS)).count();
        }

        /** The figures that were added, in their order. */
        public List<Line> lines() {
            return List.copyOf(lines);
        }

        /** figure | published | ours | agreement. */
        public Table table() {
            return TableOf.rows(title, lines)
                    .text("figure", Line::figure)
                    .text("published", Line::published)
                    .text("ours", Line::ours)
                    .text("agreement", Line::agreement)
                    .table();
        }

        private static String plain(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? Numbers.count(value) : Numbers.fixed(value, 4);
        }
    }
}
