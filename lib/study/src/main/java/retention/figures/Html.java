package retention.figures;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/**
 * HTML for a notebook's output, the same in JupyterLab, VS Code and an exported page opened from disk; of a figure also the data that
 * the first two draw. Text from the data is always escaped.
 */
public final class Html {

    /**
     * What stands on top of a page: which data it is made of.
     *
     * @param statement in bold
     * @param text what else there is to say
     * @param warning whether the data are none to draw conclusions from
     */
    public record Heading(String statement, String text, boolean warning) {}

    /** What a page shows as something else, such as a {@link Heading} or a {@link Table}. */
    public interface Shown {
        /** What to show in its place. */
        Object shown();
    }

    /** Stands where a character was that must not be shown. */
    static final int REPLACEMENT = 0xFFFD;

    /** With 1 in it, tables show texts, ids, names and links of posts as they are. */
    private static final boolean QUOTES = "1".equals(System.getenv("RETENTION_QUOTE"));

    private static final Set<String> IDS = Set.of("user_id", "post_id");
    private static final Set<String> WHOSE = Set.of("user_name", "address", "image");
    private static final Set<String> WRITTEN = Set.of("title", "content", "text");

    /** The digits of an id that are its time. */
    private static final int TIME_DIGITS = 8;

    private static final int LONGEST_QUOTE = 80;
    private static final int LONGEST_CELL = 600;
    private static final AtomicInteger FIGURES = new AtomicInteger();
    private static final Gson JSON = new GsonBuilder().serializeNulls().create();

    private Html() {}

    /**
     * What a notebook shows for a value: a {@link Heading} as the head of the page, with what draws the figures below, a {@link
     * Table}, a {@link Figure}, a {@link WordCloud} beside the table of its words, what a {@link Shown} value names, any other value
     * as text.
     *
     * <p>Of an id in a column {@code user_id} or {@code post_id}, a table shows the first eight digits, which are its time; of a
     * {@code title}, {@code content} or {@code text} the first half, and 80 characters at most; of a {@code user_name}, {@code
     * address} or {@code image} nothing. The environment variable {@code RETENTION_QUOTE=1} shows all of them.
     */
    public static String of(Object value) {
        if (value instanceof Shown other) {
            return of(other.shown());
        }
        if (value instanceof Heading heading) {
            return heading(heading);
        }
        if (value instanceof Table table) {
            return table(table);
        }
        if (value instanceof Figure figure) {
            return figure(figure);
        }
        if (value instanceof WordCloud cloud) {
            return cloud(cloud);
        }
        return block("<p>%s</p>".formatted(escaped(String.valueOf(value))));
    }

    /**
     * A figure in the form of the MIME type {@code application/vnd.plotly.v1+json}, which JupyterLab and VS Code draw: the keys {@code
     * data}, {@code layout} and {@code config}, of maps, lists, numbers and strings. Nothing for what is no figure.
     */
    public static Optional<Map<String, Object>> plotly(Object value) {
        var shown = value instanceof Shown other ? other.shown() : value;
        return shown instanceof Figure figure ? Optional.of(Plotly.of(figure)) : Optional.empty();
    }

    static String block(String html) {
        return "<div class=\"retention\">%s</div>%n".formatted(html);
    }

    /** For HTML, in an element or a quoted attribute. */
    static String escaped(String text) {
        return plain(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** For a label of a figure: jsplot escapes quotes and backslashes, and plotly.js reads a subset of HTML. */
    static String label(String text) {
        return escaped(text).replace("\n", " ");
    }

    /** For pictures and messages: control characters, lone surrogates and marks that turn the writing direction become visible. */
    static String plain(String text) {
        return text.codePoints()
                .map(c -> {
                    var control = Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t';
                    var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                    var direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
                    return control || surrogate || direction ? REPLACEMENT : c;
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** With the style of all that follows, and what draws figures where nothing else does. */
    private static String heading(Heading heading) {
        return "<style>\n" + resource("style.css") + "</style>\n<script>\n" + resource("figures.js") + "</script>\n"
                + block("<div class=\"banner%s\"><b>%s</b><br>%s</div>"
                        .formatted(
                                heading.warning() ? " warning" : "",
                                escaped(heading.statement()),
                                escaped(heading.text())));
    }

    private static String resource(String name) {
        try (var file = Objects.requireNonNull(Html.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gson writes what could end the script, or begin another, as escapes. */
    private static String figure(Figure figure) {
        var id = "figure_" + FIGURES.incrementAndGet();
        var box = "<div id=\"%s\"></div>".formatted(id);
        if (figure instanceof Chart chart) {
            box =
                    "<figure><p class=\"finding\">%s</p><div id=\"%s\" role=\"img\" aria-label=\"%s\"></div><figcaption>%s</figcaption></figure>"
                            .formatted(
                                    escaped(chart.title()),
                                    id,
                                    escaped(chart.title() + ". " + chart.description()),
                                    escaped(chart.caption()));
        }
        return block(box) + "<script>drawFigure(\"%s\", %s);</script>%n".formatted(id, JSON.toJson(Plotly.of(figure)));
    }

    private static String cloud(WordCloud cloud) {
        return block(
                "<figure><p class=\"finding\">%s</p><div class=\"cloud\"><img alt=\"%s\" src=\"data:image/png;base64,%s\">%n<div class=\"words\" tabindex=\"0\">%s</div></div><figcaption>%s</figcaption></figure>"
                        .formatted(
                                escaped(cloud.title()),
                                escaped(cloud.description()),
                                Base64.getEncoder().encodeToString(cloud.png()),
                                table(cloud.table()),
                                escaped(cloud.caption())));
    }

    private static String table(Table table) {
        var header = table.columns().stream()
                .map(column -> cell("th", column, column.name()))
                .collect(Collectors.joining());
        var whole = table.columns().stream().filter(Html::isWhole).collect(Collectors.toSet());
        var rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream()
                        .map(column -> cell("td", column, text(column, row, whole.contains(column))))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return block("<table>%n<caption>%s</caption>%n<thead><tr>%s</tr></thead>%n<tbody>%n%s%n</tbody>%n</table>"
                .formatted(escaped(table.name()), header, rows));
    }

    private static String cell(String tag, Column<?> column, String text) {
        var kind = column instanceof NumericColumn ? " class=\"number\"" : "";
        return "<%s%s>%s</%s>".formatted(tag, kind, escaped(text), tag);
    }

    /** Whether a column holds whole numbers only, of whatever type. */
    private static boolean isWhole(Column<?> column) {
        return column instanceof NumericColumn<?> numbers
                && Arrays.stream(numbers.asDoubleArray())
                        .allMatch(value -> Double.isNaN(value) || value == Math.rint(value));
    }

    private static String text(Column<?> column, int row, boolean whole) {
        if (column.isMissing(row)) {
            return "";
        }
        if (column.get(row) instanceof Number number) {
            return number(number.doubleValue(), whole);
        }
        var text = column.getString(row);
        if (QUOTES || text.isEmpty()) {
            return cut(text, LONGEST_CELL);
        }
        if (WHOSE.contains(column.name())) {
            return "(not shown)";
        }
        int half = text.codePointCount(0, text.length()) / 2;
        return cut(
                text,
                IDS.contains(column.name())
                        ? TIME_DIGITS
                        : WRITTEN.contains(column.name()) ? Math.min(half, LONGEST_QUOTE) : LONGEST_CELL);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }

    /** Four decimals below a hundred, one above, and powers of ten for what would come out as zero. */
    private static String number(double value, boolean whole) {
        double size = Math.abs(value);
        var small = value != 0 && size < 0.0001 ? "%.1e" : "%.4f";
        return String.format(Locale.ROOT, whole ? "%,.0f" : size < 100 ? small : "%,.1f", value);
    }
}
