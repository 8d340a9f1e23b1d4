package retention.figures;

import com.google.gson.Gson;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as plotly.js takes it, in maps, lists, numbers and strings. Jsplot writes JavaScript for plotly.js 2, which is read back here:
 * titles become what plotly.js 3 and all later ones read.
 */
final class Plotly {

    /**
     * Strings of data, which jsplot escapes as JSON does; strings of its templates, in which nothing is escaped and no quote occurs; and
     * what JSON does not have: commas before a closing bracket, and numbers that are none.
     */
    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^']*+'|,(?=\\s*[}\\]])|\\bNaN\\b");

    /** A variable, or attributes that are added to one. By then, no string has a line break. */
    private static final Pattern STATEMENT = Pattern.compile(
            "(?m)^\\s*(?:var (layout|config|trace\\d+) =|Object\\.assign\\((layout|config|trace\\d+),)");

    /** A line of a title as wide as a figure, which is broken there unless it has lines. */
    private static final String LINE = "(.{1,84})(?: |$)";

    private Plotly() {}

    /** The keys {@code data}, {@code layout} and {@code config}. */
    static Map<String, Object> of(Figure figure) {
        if (figure instanceof Chart chart) {
            return chart.plotly();
        }
        var script = TOKEN.matcher(figure.asJavascript("figure")).replaceAll(found -> switch (found.group()
                .charAt(0)) {
            case ',' -> "";
            case 'N' -> "null";
            case '\'' ->
                Matcher.quoteReplacement(found.group().replace("\\", "\\\\").replace('\n', ' '));
            default -> Matcher.quoteReplacement(found.group());
        });
        var variables = new LinkedHashMap<String, Map<String, Object>>();
        // A figure need not have them.
        for (var name : List.of("layout", "config")) {
            variables.put(name, new LinkedHashMap<>());
        }
        STATEMENT.matcher(script).results().forEach(found -> {
            var name = found.group(1) == null ? found.group(2) : found.group(1);
            Map<?, ?> value =
                    new Gson().fromJson(new JsonReader(new StringReader(script.substring(found.end()))), Map.class);
            variables.computeIfAbsent(name, first -> new LinkedHashMap<>()).putAll(tidy(value));
        });
        var layout = variables.remove("layout");
        var config = variables.remove("config");
        // The page decides.
        layout.remove("width");
        if (layout.get("title") instanceof Map<?, ?> title
                && title.get("text") instanceof String text
                && !text.contains("<br>")) {
            layout.put("title", Map.of("text", text.replaceAll(LINE, "$1<br>").replaceFirst("<br>$", "")));
        }
        return Map.of("data", List.copyOf(variables.values()), "layout", layout, "config", config);
    }

    private static Map<String, Object> tidy(Map<?, ?> values) {
        var tidied = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> tidied.put(
                (String) name, name.equals("title") && value instanceof String ? Map.of("text", value) : tidy(value)));
        return tidied;
    }

    private static Object tidy(Object value) {
        if (value instanceof Map<?, ?> map) {
            return tidy(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Plotly::tidy).toList();
        }
        return value;
    }
}
