package retention.figures;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure that says what it shows: a title that is the finding, a caption that says how to read it, and a description of its numbers for
 * those who cannot see it. It is a figure of Tablesaw-jsplot. Its traces and its layout are written with the names of the plotly.js
 * reference, because jsplot has no setter for small multiples, annotations, error bars and hover texts.
 *
 * <p>Colours are from the palette of Okabe and Ito (2008), which colour-blind readers can tell apart.
 */
public final class Chart extends Figure {

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

    /** How much a band covers of what is below it, as the last two digits of its colour. */
    static final String TRANSPARENT = "2E";

    private static final String INK = "#222222";
    private static final String GRID = "#E5E5E5";
    private static final int LEGEND_HEIGHT = 30;
    private static final int PANEL_TITLE_HEIGHT = 26;
    private static final double GAP = 74;
    private static final int TITLE_LINE_HEIGHT = 24;
    private static final int LONGEST_TITLE_LINE = 80;
    private static final int CAPTION_LINE_HEIGHT = 18;
    private static final int LONGEST_CAPTION_LINE = 105;
    private static final int SIGNIFICANT_DIGITS = 7;
    private static final Gson JSON = new Gson();
    private static final Map<String, Object> CONFIG = Map.of("displayModeBar", false, "responsive", true);

    /** The counts that get a label on an axis for {@link #position}. */
    private static final String[] DECADES = {"0", "1", "10", "100", "1k", "10k", "100k", "1M", "10M", "100M"};

    private final String title;
    private final String caption;
    private final String description;
    private final List<Marks> traces;
    private final Map<String, Object> layout;

    /** Marks of a figure, by the attributes of the plotly.js reference. */
    private record Marks(Map<String, Object> attributes) implements Trace {

        @Override
        public String asJavascript(int i) {
            return Numbers.text("var trace%d = %s;%n", i, JSON.toJson(attributes));
        }

        @Override
        public String name() {
            return String.valueOf(attributes.getOrDefault("name", ""));
        }

        @Override
        public HoverLabel hoverLabel() {
            return HoverLabel.builder().build();
        }

        @Override
        public boolean showLegend() {
            return Boolean.TRUE.equals(attributes.get("showlegend"));
        }
    }

    private Chart(String title, String caption, String description, List<Marks> traces, Map<String, Object> layout) {
        super(traces.toArray(Trace[]::new));
        this.title = title;
        this.caption = caption;
        this.description = description;
        this.traces = traces;
        this.layout = layout;
    }

    /**
     * Panels side by side, or one below the other where the page is narrow.
     *
     * @param title what the data show; it may hold text from the data
     * @param caption how to read it, in one line
     * @param description the numbers in words
     * @param height of one panel, in pixels
     */
    static Chart of(String title, String caption, String description, int height, List<Panel> panels) {
        var traces = new ArrayList<Marks>();
        var annotations = new ArrayList<Map<String, Object>>();
        var shapes = new ArrayList<Map<String, Object>>();
        var layout = new LinkedHashMap<String, Object>();
        int columns = Math.min(2, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        long entries = panels.stream()
                .flatMap(panel -> panel.traces.stream())
                .filter(trace -> Boolean.TRUE.equals(trace.get("showlegend")))
                .count();
        boolean legend = entries > 0;
        int left = panels.stream().mapToInt(panel -> panel.left).max().orElse(0);
        int right = panels.stream().mapToInt(panel -> panel.right).max().orElse(0);
        int below = panels.stream().mapToInt(panel -> panel.below).max().orElse(0) + (legend ? LEGEND_HEIGHT : 0);
        boolean titled = panels.stream().anyMatch(panel -> !panel.title.isEmpty());
        int above = titled ? PANEL_TITLE_HEIGHT : 10;
        var lines = wrapped(Html.label(title), LONGEST_TITLE_LINE);
        var captionLines = wrapped(Html.label(caption), LONGEST_CAPTION_LINE);
        int top = above + TITLE_LINE_HEIGHT * lines.size() + CAPTION_LINE_HEIGHT * captionLines.size() + 16;
        // JupyterLab and VS Code show them in the figure, a page as text.
        layout.put(
                "title",
                map().with("text", String.join("<br>", lines))
                        .with("x", 0)
                        .with("xanchor", "left")
                        .with("y", 1)
                        .with("yanchor", "top")
                        .with("pad", map("t", 10))
                        .with("font", map("size", 17, "weight", 600))
                        .with(
                                "subtitle",
                                map(
                                        "text",
                                        String.join("<br>", captionLines),
                                        "font",
                                        map("size", 13, "color", REFERENCE))));
        layout.put("height", top + below + height * rows);
        layout.put("margin", map("l", left, "r", right, "t", top, "b", below));
        layout.put("font", map("family", "system-ui, sans-serif", "size", 13, "color", INK));
        layout.put("hovermode", "closest");
        layout.put("hoverlabel", map("bgcolor", "#FFFFFF", "font", map("color", INK), "align", "left"));
        layout.put(
                "legend",
                map().with("traceorder", "normal")
                        .with("orientation", "h")
                        .with("x", 0)
                        .with("xanchor", "left")
                        .with("yref", "container")
                        .with("y", 0)
                        .with("yanchor", "bottom"));
        layout.put("showlegend", legend);
        if (panels.size() > 1) {
            layout.put(
                    "grid",
                    map(
                            "rows",
                            rows,
                            "columns",
                            columns,
                            "pattern",
                            "independent",
                            "xgap",
                            0.18,
                            "ygap",
                            GAP / height));
        }
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).addTo(i == 0 ? "" : String.valueOf(i + 1), traces, annotations, shapes, layout);
        }
        layout.put("annotations", annotations);
        layout.put("shapes", shapes);
        // What a page needs to draw it narrower, and JupyterLab to say it.
        layout.put(
                "meta",
                map().with("label", title + ". " + description)
                        .with("above", above)
                        .with("legend", entries)
                        .with("panel", height)
                        .with("panels", panels.size())
                        .with("values", panels.size() == 1 ? panels.get(0).values : List.of()));
        return new Chart(title, caption, description, List.copyOf(traces), layout);
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
        private int below = 56;

        /** @param title above the panel; blank if it is the only one */
        Panel(String title, Map<String, Object> x, Map<String, Object> y) {
            this.title = title;
            this.x = x;
            this.y = y;
        }

        /** A trace, by its attributes. */
        Panel draw(Map<String, Object> trace) {
            traces.add(trace);
            return this;
        }

        /** A text at a point, or where its attributes say. */
        Panel write(String text, Map<String, Object> attributes) {
            var annotation = map("text", Html.label(text), "showarrow", false);
            annotation.putAll(attributes);
            annotations.add(annotation);
            return this;
        }

        /** A dashed line from edge to edge across one axis, {@code "x"} or {@code "y"}. */
        Panel mark(String axis, Object at) {
            var other = "x".equals(axis) ? "y" : "x";
            shapes.add(map().with("type", "line")
                    .with("layer", "below")
                    .with(axis + "0", at)
                    .with(axis + "1", at)
                    .with(other + "0", 0)
                    .with(other + "1", 1)
                    .with(other + "ref", "domain")
                    .with("line", stroke(REFERENCE, "dash", 1.5)));
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

        private void addTo(
                String number,
                List<Marks> allTraces,
                List<Map<String, Object>> allAnnotations,
                List<Map<String, Object>> allShapes,
                Map<String, Object> layout) {
            layout.put("xaxis" + number, x);
            layout.put("yaxis" + number, y);
            for (var trace : traces) {
                trace.put("xaxis", "x" + number);
                trace.put("yaxis", "y" + number);
                trace.putIfAbsent("showlegend", false);
                allTraces.add(new Marks(trace));
            }
            for (var marks : List.of(annotations, shapes)) {
                for (var mark : marks) {
                    for (var axis : List.of("x", "y")) {
                        mark.merge(
                                axis + "ref",
                                axis + number,
                                (given, its) -> given.equals("domain") ? its + " domain" : given);
                    }
                }
            }
            allAnnotations.addAll(annotations);
            allShapes.addAll(shapes);
            if (!title.isEmpty()) {
                allAnnotations.add(map().with("text", "<b>" + Html.label(title) + "</b>")
                        .with("showarrow", false)
                        .with("xref", "x" + number + " domain")
                        .with("yref", "y" + number + " domain")
                        .with("x", 0)
                        .with("y", 1)
                        .with("xanchor", "left")
                        .with("yanchor", "bottom")
                        .with("yshift", 4));
            }
        }
    }

    /** The finding. */
    public String title() {
        return title;
    }

    /** How to read it, in one line. */
    public String caption() {
        return caption;
    }

    /** Its numbers in words. */
    public String description() {
        return description;
    }

    /** Its traces and its layout as plotly.js takes them. */
    Map<String, Object> plotly() {
        return map(
                "data", traces.stream().map(Marks::attributes).toList(),
                "layout", layout,
                "config", CONFIG);
    }

    /** As jsplot writes it: a variable for each trace, one for the layout and one for the configuration. */
    @Override
    public String asJavascript(String element) {
        var script = new StringBuilder("<script>\n");
        for (int i = 0; i < traces.size(); i++) {
            script.append(traces.get(i).asJavascript(i));
        }
        return script.append(Numbers.text(
                        "var layout = %s;%nvar config = %s;%nvar data = [%s];%nPlotly.newPlot('%s', data, layout,"
                                + " config);%n</script>%n",
                        JSON.toJson(layout),
                        JSON.toJson(CONFIG),
                        IntStream.range(0, traces.size())
                                .mapToObj(i -> "trace" + i)
                                .collect(Collectors.joining(", ")),
                        element))
                .toString();
    }

    /** Attributes by the names of the plotly.js reference, in the order given. */
    static final class Attributes extends LinkedHashMap<String, Object> {

        private static final long serialVersionUID = 1;

        Attributes with(String name, Object value) {
            put(name, value);
            return this;
        }
    }

    /** Attributes: names and values in turn. */
    static Attributes map(Object... namesAndValues) {
        var map = new Attributes();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** An axis with a title that says the unit, and further attributes. */
    static Map<String, Object> axis(String title, Object... namesAndValues) {
        var axis = map().with("title", map("text", Html.label(title), "standoff", 10))
                .with("gridcolor", GRID)
                .with("zeroline", false)
                .with("automargin", true)
                .with("fixedrange", true);
        axis.putAll(map(namesAndValues));
        return axis;
    }

    /** An axis for {@link #position} up to a count, labelled with the counts themselves. */
    static Map<String, Object> countAxis(String title, double largest) {
        int labels = Math.min(DECADES.length, Math.max(3, (int) Math.ceil(position(largest)) + 2));
        return axis(
                title,
                "tickvals",
                IntStream.range(0, labels)
                        .mapToDouble(i -> i == 0 ? 0 : position(Math.pow(10, i - 1)))
                        .toArray(),
                "ticktext",
                Arrays.copyOf(DECADES, labels));
    }

    /** Where a count stands on a logarithmic axis that has a zero: {@code log10(1 + count)}. */
    static double position(double count) {
        return Math.log10(1 + count);
    }

    /** How a line is drawn, {@code dash} as in the plotly.js reference, such as {@code solid}. */
    static Map<String, Object> stroke(String color, String dash, double width) {
        return map("color", color, "dash", dash, "width", width);
    }

    /** Numbers for JSON, with as many digits as an eye can use; nothing in the place of what is no number. */
    static List<Double> numbers(double... values) {
        return Arrays.stream(values).mapToObj(Chart::number).toList();
    }

    private static Double number(double value) {
        return Double.isFinite(value) ? Double.valueOf(Numbers.text("%." + SIGNIFICANT_DIGITS + "g", value)) : null;
    }

    /** A text in lines of a page's width, for viewers that do not break it. */
    private static List<String> wrapped(String text, int longest) {
        return List.of(
                text.replaceAll("(.{1," + longest + "})(?: |$)", "$1\n").split("\n"));
    }
}
