package retention.figures;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import numerics.Resources;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure that says what it shows: a title that is the finding, a caption that says how to read it, and a description of its numbers for
 * those who cannot see it.
 *
 * <p>Traces and axes are written as JSON with the names of the plotly.js reference, as a person would write them for plotly.js, with a
 * question mark in the place of each value that comes from the data. What all figures share is in {@code template.json}, a template
 * of plotly.js. Colours are from the palette of Okabe and Ito (2008), which colour-blind readers can tell apart.
 *
 * @param title what the data show; it may hold text from the data
 * @param caption how to read it, in one line
 * @param description the numbers in words
 * @param plotly its traces, its layout and its configuration as plotly.js takes them: the keys {@code data}, {@code layout} and {@code
 *     config}, of maps, lists, numbers and strings
 */
public record Chart(String title, String caption, String description, Map<String, Object> plotly) {

    /** Users who were seen again. */
    static final String RETAINED = "#D55E00";

    /** Users who were not. */
    static final String LOST = "#0072B2";

    /** Where there is nothing to compare. */
    static final String NEUTRAL = "#009E73";

    /** Baselines and published values. */
    static final String REFERENCE = "#555555";

    /** Groups of any other kind, in turn; those that colour-blind readers tell apart worst come last. */
    static final List<String> GROUPS = List.of(NEUTRAL, "#CC79A7", "#000000", "#E69F00", "#56B4E9");

    /** Marks for groups, so that they can be told apart without colours. */
    static final List<String> SYMBOLS = List.of("circle", "diamond", "square", "triangle-up", "x");

    /** How much a band covers of what is below it, as the last two digits of its colour. */
    private static final String TRANSPARENT = "2E";

    private static final int LEGEND_HEIGHT = 30;
    private static final int PANEL_TITLE_HEIGHT = 26;
    private static final double GAP = 74;
    private static final int TITLE_LINE_HEIGHT = 24;
    private static final int CAPTION_LINE_HEIGHT = 18;
    static final int USUAL_HEIGHT = 300;
    private static final MathContext SEEN = new MathContext(5);

    private static final String LAYOUT =
            """
            {template: ?, title: {text: ?, subtitle: {text: ?}}, height: ?, margin: {l: ?, r: ?, t: ?, b: ?}, showlegend: ?,
             meta: ?}""";

    private static final String EDGE =
            "{type: 'scatter', mode: 'lines', x: ?, y: ?, line: {width: 0, shape: ?}, fill: ?, fillcolor: ?, hoverinfo: 'skip'}";

    private static final String META = "{label: ?, above: ?, legend: ?, panel: ?, panels: ?, values: ?}";

    private static final String PANEL_TITLE =
            "{text: ?, xref: ?, yref: ?, x: 0, y: 1, xanchor: 'left', yanchor: 'bottom', yshift: 4}";

    private static final Type OBJECT = new TypeToken<Map<String, Object>>() {}.getType();

    private static final Gson JSON = new GsonBuilder()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private static final Map<String, Object> TEMPLATE = json(Resources.text(Html.class, "template.json"));

    /** A variable of the script that jsplot writes, in which no string has a line break, and what JSON does not have. */
    private static final Pattern VARIABLE = Pattern.compile("(?m)^\\s*var (layout|trace\\d+) =");

    private static final Pattern LAST_COMMA = Pattern.compile(",(?=\\s*[}\\]])");

    /**
     * Panels side by side, or one below the other where the page is narrow.
     *
     * @param height of one panel, in pixels
     */
    static Chart of(String title, String caption, String description, int height, List<Panel> panels) {
        int columns = Math.min(2, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        var traces = panels.stream().flatMap(panel -> panel.traces.stream()).toList();
        long entries = traces.stream()
                .filter(trace -> Boolean.TRUE.equals(trace.get("showlegend")))
                .count();
        int left = most(panels, panel -> panel.left);
        int right = most(panels, panel -> panel.right);
        int below = most(panels, panel -> panel.below) + (entries > 0 ? LEGEND_HEIGHT : 0);
        int above = panels.stream().allMatch(panel -> panel.title.isEmpty()) ? 10 : PANEL_TITLE_HEIGHT;
        var titleLines = lines(title, 80);
        var captionLines = lines(caption, 105);
        int top = above + height(titleLines, TITLE_LINE_HEIGHT) + height(captionLines, CAPTION_LINE_HEIGHT) + 16;
        int whole = top + below + height * rows;
        // What a page needs to draw it narrower, and JupyterLab to say it.
        var label = title + ". " + description;
        var values = panels.size() == 1 ? panels.get(0).values : List.of();
        var meta = json(META, label, above, entries, height, panels.size(), values);
        var layout =
                json(LAYOUT, TEMPLATE, titleLines, captionLines, whole, left, right, top, below, entries > 0, meta);
        if (panels.size() > 1) {
            var grid = "{rows: ?, columns: ?, pattern: 'independent', xgap: 0.18, ygap: ?}";
            layout.put("grid", json(grid, rows, columns, GAP / height));
        }
        var annotations = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < panels.size(); i++) {
            var panel = panels.get(i);
            var number = i == 0 ? "" : String.valueOf(i + 1);
            for (var axis : List.of("x", "y")) {
                layout.put(axis + "axis" + number, axis.equals("x") ? panel.x : panel.y);
                panel.traces.forEach(trace -> trace.put(axis + "axis", axis + number));
                panel.annotations.forEach(text -> text.putIfAbsent(axis + "ref", axis + number));
            }
            annotations.addAll(panel.annotations);
            if (!panel.title.isEmpty()) {
                var text = "<b>" + Html.label(panel.title) + "</b>";
                annotations.add(json(PANEL_TITLE, text, "x" + number + " domain", "y" + number + " domain"));
            }
        }
        layout.put("annotations", annotations);
        var shapes = panels.stream().flatMap(panel -> panel.shapes.stream());
        layout.put("shapes", shapes.toList());
        var config = json("{displayModeBar: false, responsive: true}");
        return new Chart(title, caption, description, json("{data: ?, layout: ?, config: ?}", traces, layout, config));
    }

    private static int most(List<Panel> panels, ToIntFunction<Panel> pixels) {
        return panels.stream().mapToInt(pixels).max().orElseThrow();
    }

    private static int height(String lines, int ofLine) {
        return ofLine * lines.split("<br>").length;
    }

    /** A text with a capital letter in front. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Things in words, which a full stop ends. */
    static <T> String words(List<T> things, String between, Function<T, String> each) {
        return things.stream().map(each).collect(Collectors.joining(between, "", "."));
    }

    /** A text in lines as wide as a page, for viewers that do not break them. */
    private static String lines(String text, int width) {
        return Html.label(text)
                .replaceAll("(.{1," + width + "})(?: |$)", "$1<br>")
                .replaceFirst("<br>$", "");
    }

    /** A figure that Tablesaw-jsplot made by itself, in the style of the others; its title is the finding. */
    static Chart of(Figure figure) {
        var script = LAST_COMMA.matcher(figure.asJavascript("figure")).replaceAll("");
        var variables = new LinkedHashMap<String, Map<String, Object>>();
        VARIABLE.matcher(script)
                .results()
                .forEach(found -> variables.put(found.group(1), parsed(script.substring(found.end()))));
        var layout = Optional.ofNullable(variables.remove("layout")).orElse(Map.of());
        var panel = new Panel("", axis(layout.get("xaxis")), axis(layout.get("yaxis")));
        variables.values().forEach(trace -> trace.putIfAbsent("hoverinfo", "all"));
        panel.traces.addAll(variables.values());
        return of(String.valueOf(layout.getOrDefault("title", "")), "", "", USUAL_HEIGHT, List.of(panel));
    }

    private static Map<String, Object> axis(Object ofJsplot) {
        return axis(ofJsplot instanceof Map<?, ?> axis && axis.get("title") instanceof String title ? title : "", "{}");
    }

    /** One coordinate system with what is drawn in it. */
    static final class Panel {

        private final String title;
        private final Map<String, Object> x;
        private final Map<String, Object> y;
        private final List<Map<String, Object>> traces = new ArrayList<>();
        private final List<Map<String, Object>> annotations = new ArrayList<>();
        private final List<Map<String, Object>> shapes = new ArrayList<>();
        private List<String> values = List.of();
        private int left = 70;
        private int right = 20;
        private int below;

        /** @param title above the panel; blank if it is the only one */
        Panel(String title, Map<String, Object> x, Map<String, Object> y) {
            this.title = title;
            this.x = x;
            this.y = y;
            below = x.get("title").equals(Map.of("text", "")) ? 30 : 56;
        }

        /** Draws a trace; see {@link Chart#json}. */
        Panel draw(String trace, Object... values) {
            traces.add(json(trace, values));
            return this;
        }

        /** Draws a band between two lines, {@code shape} as in the plotly.js reference, such as {@code linear}. */
        Panel band(List<Number> x, List<Number> lower, List<Number> upper, String color, String shape) {
            return draw(EDGE, x, lower, shape, "none", color)
                    .draw(EDGE, x, upper, shape, "tonexty", color + TRANSPARENT);
        }

        /** Writes a label at a place. */
        Panel write(String label, String place, Object... values) {
            var annotation = json(place, values);
            annotation.put("text", label);
            annotations.add(annotation);
            return this;
        }

        /** Marks a place of the horizontal axis by a dashed line. */
        Panel mark(Object at) {
            shapes.add(json("{x0: ?, x1: ?, y0: 0, y1: 1, yref: 'y domain'}", at, at));
            return this;
        }

        /** Pixels to the left, to the right and below. */
        Panel room(int left, int right, int below) {
            this.left = left;
            this.right = right;
            this.below = below;
            return this;
        }

        /** The numbers that belong to the labels of the upright axis, in their order. */
        Panel values(List<String> values) {
            this.values = values;
            return this;
        }
    }

    /**
     * Attributes in JSON, in which names need no quotes and texts may have single ones.
     *
     * @param values one for each question mark, in their order
     */
    static Map<String, Object> json(String attributes, Object... values) {
        var parts = attributes.split("\\?", -1);
        var text = new StringBuilder(parts[0]);
        for (int i = 0; i < values.length; i++) {
            text.append(JSON.toJson(values[i])).append(parts[i + 1]);
        }
        return JSON.fromJson(text.toString(), OBJECT);
    }

    /** The object that a text begins with, which may be followed by anything. */
    private static Map<String, Object> parsed(String text) {
        var reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.LENIENT);
        return JSON.fromJson(reader, OBJECT);
    }

    /** An axis with a title that says the unit, and further attributes. */
    static Map<String, Object> axis(String title, String attributes, Object... values) {
        var axis = json(attributes, values);
        axis.put("title", Map.of("text", Html.label(title)));
        return axis;
    }

    /** Whole numbers, and others with as many digits as an eye can use; nothing in the place of what is no number. */
    static List<Number> numbers(double... values) {
        return Arrays.stream(values).mapToObj(Chart::seen).toList();
    }

    /** The same of a figure of each of some things. */
    static <T> List<Number> numbers(List<T> things, ToDoubleFunction<T> figure) {
        return numbers(things.stream().mapToDouble(figure).toArray());
    }

    private static Number seen(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        boolean whole = value == Math.rint(value);
        double seen = whole ? value : new BigDecimal(value).round(SEEN).doubleValue();
        return seen == (long) seen ? (Number) (long) seen : (Number) seen;
    }
}
