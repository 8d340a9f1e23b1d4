package retention.figures;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.Resources;
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

    /**
     * What nobody sees and a reader must know of: control characters other than line ends and tabs, lone surrogates, separators of lines
     * and paragraphs, and marks that turn the writing direction.
     */
    public static final Pattern HIDDEN = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029&&[^\\n\\r\\t]]");

    /** With 1 in it, tables show texts, ids, names and links of posts as they are. */
    private static final boolean QUOTES = "1".equals(System.getenv("RETENTION_QUOTE"));

    /** The digits of an id that are its time. */
    private static final int TIME_DIGITS = 8;

    private static final int LONGEST_QUOTE = 80;
    private static final int LONGEST_CELL = 600;

    private static final Pattern PER_CENT = Pattern.compile("(?<=\\d) %");
    private static final AtomicInteger FIGURES = new AtomicInteger();
    private static final Gson JSON = new GsonBuilder().serializeNulls().create();

    private Html() {}

    /**
     * What a notebook shows for a value: a {@link Heading} as the head of the page, with what draws the figures below, a {@link
     * Table}, a {@link Chart}, a {@link Figure} of jsplot as one, a {@link WordCloud} beside the table of its words, what a {@link
     * Shown} value names, any other value as text.
     *
     * <p>Of an id in a column {@code user_id} or {@code post_id}, a table shows the first eight digits,
     * which are its time; of a {@code title}, {@code content} or {@code text} the first half, and 80 characters at most; of a {@code
     * user_name}, {@code address} or {@code image} nothing, nor of a {@code value in the file} that stands where something else was
     * expected. The environment variable {@code RETENTION_QUOTE=1} shows all of them.
     */
    public static String of(Object value) {
        var shown = shown(value);
        if (shown instanceof Heading heading) {
            return heading(heading);
        }
        if (shown instanceof Table table) {
            return table(table);
        }
        if (shown instanceof Chart chart) {
            return chart(chart);
        }
        if (shown instanceof WordCloud cloud) {
            return cloud(cloud);
        }
        return block("<p>%s</p>".formatted(escaped(words(value))));
    }

    /**
     * A figure in the form of the MIME type {@code application/vnd.plotly.v1+json}, which JupyterLab and VS Code draw. Nothing for what
     * is no figure.
     */
    public static Optional<Map<String, Object>> plotly(Object value) {
        return shown(value) instanceof Chart chart ? Optional.of(chart.plotly()) : Optional.empty();
    }

    private static Object shown(Object value) {
        var shown = value instanceof Shown other ? other.shown() : value;
        return shown instanceof Figure figure ? Chart.of(figure) : shown;
    }

    /** A value as Java writes it, and an array as the list of what is in it. */
    private static String words(Object value) {
        var listed = Arrays.deepToString(new Object[] {value});
        return listed.substring(1, listed.length() - 1);
    }

    static String block(String html) {
        return "<div class=\"retention\">%s</div>%n".formatted(html);
    }

    /** For HTML, in an element or a quoted attribute; a number and its per cent sign stay in one line. */
    static String escaped(String text) {
        return PER_CENT.matcher(plain(text))
                .replaceAll("\u00a0%")
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

    /** For pictures and messages: what is {@link #HIDDEN} becomes visible. */
    static String plain(String text) {
        return HIDDEN.matcher(text).replaceAll("\uFFFD");
    }

    /** With the style of all that follows, and what draws figures where nothing else does. */
    private static String heading(Heading heading) {
        var warning = heading.warning() ? " warning" : "";
        return "<style>\n" + Resources.text(Html.class, "style.css") + "</style>\n<script>\n"
                + Resources.text(Html.class, "figures.js") + "</script>\n"
                + block("<div class=\"banner%s\"><b>%s</b><br>%s</div>"
                        .formatted(warning, escaped(heading.statement()), escaped(heading.text())));
    }

    /** Gson writes what could end the script, or begin another, as escapes. */
    private static String chart(Chart chart) {
        var id = "figure_" + FIGURES.incrementAndGet();
        var spoken = escaped(chart.title() + ". " + chart.description());
        var box = "<div id=\"%s\" role=\"img\" aria-label=\"%s\"></div>".formatted(id, spoken);
        return figure(chart.title(), box, chart.caption())
                + "<script>drawFigure(\"%s\", %s);</script>%n".formatted(id, JSON.toJson(chart.plotly()));
    }

    private static String figure(String title, String picture, String caption) {
        return block("<figure><p class=\"finding\">%s</p>%s<figcaption>%s</figcaption></figure>"
                .formatted(escaped(title), picture, escaped(caption)));
    }

    private static String cloud(WordCloud cloud) {
        var picture =
                "<img alt=\"%s\" src=\"data:image/png;base64,%s\">%n<details><summary>All words and their weights</summary>%s</details>";
        var png = Base64.getEncoder().encodeToString(cloud.png());
        var shown = picture.formatted(escaped(cloud.description()), png, table(cloud.table()));
        return figure(cloud.title(), shown, cloud.caption());
    }

    private static String table(Table table) {
        var header = table.columns().stream()
                .map(column -> cell("th", column, column.name()))
                .collect(Collectors.joining());
        var columns = table.columns().stream().map(Html::cells).toList();
        var rows = IntStream.range(0, table.rowCount())
                .mapToObj(row ->
                        columns.stream().map(cells -> cells.get(row)).collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return block("<table>%n<caption>%s</caption>%n<thead><tr>%s</tr></thead>%n<tbody>%n%s%n</tbody>%n</table>"
                .formatted(escaped(table.name()), header, rows));
    }

    /** A cell of a column, on the right if that is of numbers. */
    private static String cell(String tag, Column<?> column, String text) {
        var right = column instanceof NumericColumn ? " class=\"number\"" : "";
        return "<%s%s>%s</%s>".formatted(tag, right, escaped(text), tag);
    }

    private static List<String> cells(Column<?> column) {
        int decimals = column instanceof NumericColumn<?> numbers ? decimals(numbers) : 0;
        return IntStream.range(0, column.size())
                .mapToObj(row -> column.isMissing(row)
                        ? ""
                        : column.get(row) instanceof Number number
                                ? number(number.doubleValue(), decimals)
                                : text(column, row))
                .map(text -> cell("td", column, text))
                .toList();
    }

    /** As many decimals as two significant digits of the median of a column's sizes take; none for whole numbers. */
    private static int decimals(NumericColumn<?> column) {
        var sizes = Arrays.stream(column.asDoubleArray()).map(Math::abs);
        var values = sizes.filter(size -> size > 0).sorted().toArray();
        boolean whole = Arrays.stream(values).allMatch(value -> value == Math.rint(value));
        return whole ? 0 : Math.max(1, Numbers.decimals(values[values.length / 2]));
    }

    /** With a power of ten for what would come out as zero. */
    private static String number(double value, int decimals) {
        return value != 0 && Math.abs(value) < 0.0001
                ? Numbers.text("%.1e", value)
                : Numbers.text("%,." + decimals + "f", value);
    }

    private static String text(Column<?> column, int row) {
        var text = column.getString(row);
        if (QUOTES || text.isEmpty()) {
            return cut(text, LONGEST_CELL);
        }
        return switch (column.name()) {
            case "user_name", "address", "image", "value in the file" -> "(not shown)";
            case "user_id", "post_id" -> cut(text, TIME_DIGITS);
            case "title", "content", "text" ->
                cut(text, Math.min(text.codePointCount(0, text.length()) / 2, LONGEST_QUOTE));
            default -> cut(text, LONGEST_CELL);
        };
    }

    /** The first characters of a text, and a sign that there were more. */
    static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }
}
