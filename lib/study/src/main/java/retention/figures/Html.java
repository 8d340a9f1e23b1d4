package retention.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.project.Project;
import retention.study.Study;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;

/**
 * HTML for a notebook's output, the same in JupyterLab, VS Code and an exported page opened from disk. Text from the data
 * is always escaped.
 */
public final class Html {

    private static final int LONGEST_CELL = 600;
    private static final AtomicInteger FIGURES = new AtomicInteger();

    private static final String STYLE =
            """
            <style>
            .retention { font: 14px/1.5 system-ui, sans-serif; max-width: 60em }
            .retention table { border-collapse: collapse; margin: .4em 0; font-variant-numeric: tabular-nums; table-layout: auto }
            .retention caption { text-align: left; font-weight: 600; padding: .2em 0 }
            .retention table th, .retention table td { padding: .25em .8em; text-align: left !important; vertical-align: top; max-width: 26em; white-space: normal; border-bottom: 1px solid #ddd }
            .retention table th { border-bottom: 2px solid #888; white-space: nowrap }
            .retention table .number { text-align: right !important; white-space: nowrap }
            .retention .cloud { display: flex; flex-wrap: wrap; gap: 1em; align-items: flex-start }
            .retention .cloud img { width: 36em; max-width: 100%; height: auto }
            .retention .cloud .words { max-height: 20em; overflow: auto }
            .retention .banner { border-left: 6px solid #0072B2; background: #eef5fb; color: #222; padding: .6em 1em }
            .retention .banner.synthetic { border-color: #D55E00; background: #fdf3e7 }
            </style>
            """;

    private Html() {}

    /**
     * What a notebook shows for a value: a {@link Study} as the head of the page (which data it runs on, and plotly.js for
     * the figures below), a {@link Table}, a {@link Figure}, a {@link WordCloud} beside the table of its
     * words, any other value as text.
     */
    public static String of(Object value) {
        if (value instanceof Study study) {
            return head(study);
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
        return block("<p>%s</p>".formatted(Text.html(String.valueOf(value))));
    }

    /** One line with a bar that shows how far something is, and how long it will still take. */
    static String progress(String what, long done, long total, String note) {
        return block(String.format(
                Locale.ROOT,
                "<p>%s <progress value=\"%d\" max=\"%d\"></progress> %,d of %,d, %s</p>",
                Text.html(what),
                done,
                Math.max(1, total),
                done,
                total,
                Text.html(note)));
    }

    private static String head(Study study) {
        var note = "<b>" + Text.html(study.origin().statement(study.file())) + "</b>"
                + (study.synthetic()
                        ? " They show what the method does on a calibrated replica; put the Kaggle file into <code>data/</code> and run again for the real ones."
                        : "");
        var posts = study.posts();
        var reading = Stream.concat(Stream.of(posts.summary()), posts.notes().stream())
                        .map(Text::html)
                        .collect(Collectors.joining(" "))
                + (posts.quarantined().isEmpty() && posts.unreadableCounts().isEmpty()
                        ? ""
                        : " Notebook 1 lists them.");
        return STYLE
                + plotly()
                + block(String.format(
                        Locale.ROOT,
                        "<div class=\"banner%s\">%s<br>Data: <code>%s</code>, %,d posts, SHA-256 %s… %s</div>",
                        study.synthetic() ? " synthetic" : "",
                        note,
                        Text.html(study.file().getFileName().toString()),
                        posts.posts().size(),
                        study.hash(),
                        reading));
    }

    /** Plotly.js itself, once a page; kept from registering with RequireJS where a page has that. */
    private static String plotly() {
        var file = Project.find().build().resolve("plotly.min.js");
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("No %s, which draws the figures. Run: make setup".formatted(file));
        }
        return "<script>(function (define, module, exports) {\n" + read(file).replace("</script", "<\\/script")
                + "\n})();</script>\n";
    }

    private static String figure(Figure figure) {
        var id = "figure_" + FIGURES.incrementAndGet();
        return "<div class=\"retention\"><div id=\"%s\"></div></div>%n%s"
                .formatted(id, scoped(figure.asJavascript(id)));
    }

    /** Jsplot declares global variables; figures on one page must not share them. */
    private static String scoped(String script) {
        return script.replaceFirst("<script>", "<script>(function () {")
                .replaceFirst("</script>\\s*$", "})();</script>\n");
    }

    private static String cloud(WordCloud cloud) {
        return block(
                "<div class=\"cloud\"><img alt=\"%s\" src=\"data:image/png;base64,%s\">%n<div class=\"words\" tabindex=\"0\">%s</div></div>"
                        .formatted(
                                Text.html(cloud.description()),
                                Base64.getEncoder().encodeToString(cloud.png()),
                                table(cloud.table())));
    }

    private static String table(Table table) {
        var header = table.columns().stream()
                .map(column -> "<th%s>%s</th>".formatted(alignment(column), Text.html(column.name())))
                .collect(Collectors.joining());
        var whole = table.columns().stream().filter(Html::isWhole).collect(Collectors.toSet());
        var rows = Stream.iterate(0, row -> row < table.rowCount(), row -> row + 1)
                .map(row -> table.columns().stream()
                        .map(column -> "<td%s>%s</td>"
                                .formatted(alignment(column), Text.html(cell(column, row, whole.contains(column)))))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return block("<table>%n<caption>%s</caption>%n<thead><tr>%s</tr></thead>%n<tbody>%n%s%n</tbody>%n</table>"
                .formatted(Text.html(table.name()), header, rows));
    }

    private static String alignment(Column<?> column) {
        return column instanceof NumericColumn ? " class=\"number\"" : "";
    }

    /** Whether a column holds whole numbers only, of whatever type. */
    private static boolean isWhole(Column<?> column) {
        return column instanceof NumericColumn<?> numbers
                && Arrays.stream(numbers.asDoubleArray())
                        .allMatch(value -> Double.isNaN(value) || value == Math.rint(value));
    }

    private static String cell(Column<?> column, int row, boolean whole) {
        if (column.isMissing(row)) {
            return "";
        }
        if (column.get(row) instanceof Number number) {
            return whole ? String.format(Locale.ROOT, "%,.0f", number.doubleValue()) : number(number.doubleValue());
        }
        var text = column.getString(row);
        return text.codePointCount(0, text.length()) <= LONGEST_CELL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
    }

    /** Four decimals below a hundred, one above, and powers of ten for what would come out as zero. */
    private static String number(double value) {
        double size = Math.abs(value);
        if (value != 0 && size < 0.0001) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, size < 100 ? "%.4f" : "%,.1f", value);
    }

    private static String block(String html) {
        return "<div class=\"retention\">%s</div>%n".formatted(html);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
