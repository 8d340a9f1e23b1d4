package retention.figures;

import com.kennycason.kumo.CollisionMode;
import com.kennycason.kumo.WordFrequency;
import com.kennycason.kumo.font.KumoFont;
import com.kennycason.kumo.image.AngleGenerator;
import com.kennycason.kumo.palette.ColorPalette;
import com.kennycason.kumo.placement.LinearWordPlacer;
import com.kennycason.kumo.wordstart.CenterWordStart;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Words in sizes that follow their weights, as a picture and, for those who cannot see it, as a table. The same words and
 * weights give the same picture, to the byte, with the same font.
 *
 * <p>The height of a word follows its weight, down to what can still be read. Words that the font cannot show, such
 * as emoji, are in the table only.
 */
public final class WordCloud {

    /** Pixels of the picture; it is shown at half its size, sharp on fine screens. */
    private static final Dimension SIZE = new Dimension(1120, 800);

    private static final int MOST_WORDS = 80;
    private static final int MOST_CHARACTERS = 16;
    private static final int SPOKEN_WORDS = 10;
    private static final double LARGEST = 190;
    private static final double SMALLEST = 24;
    private static final double WIDEST = 0.85 * SIZE.width;

    /** Share of the picture that the words' boxes take at most; with more, some would find no room. */
    private static final double FILLED = 0.5;

    private static final int PADDING = 8;
    private static final double SHRINK = 0.88;
    private static final int MOST_ATTEMPTS = 12;

    /** Kumo takes whole numbers: the largest weight, in these units. */
    private static final int UNITS = 10_000;

    private final String title;
    private final Table table;
    private final List<String> drawn;
    private final byte[] png;

    private WordCloud(String title, Table table, List<String> drawn, byte[] png) {
        this.title = title;
        this.table = table;
        this.drawn = drawn;
        this.png = png;
    }

    /** A cloud of what retained users write, in the colour of retained users; see {@link #of}. */
    public static WordCloud retained(String title, Map<String, Double> weights) {
        return draw(title, weights, Style.RETAINED);
    }

    /** A cloud of what lost users write, in the colour of lost users; see {@link #of}. */
    public static WordCloud lost(String title, Map<String, Double> weights) {
        return draw(title, weights, Style.LOST);
    }

    /**
     * A cloud of the 80 heaviest words; ties in the order of their characters. In the picture words are cut to 16 characters;
     * characters that cannot be seen are taken out.
     *
     * @param title what the picture shows
     * @param weights above 0 for each word
     * @throws IllegalArgumentException if there is no word that can be drawn, or a weight is not above 0
     * @throws IllegalStateException if no font shows Chinese; the message says what to install
     */
    public static WordCloud of(String title, Map<String, Double> weights) {
        return draw(title, weights, Style.NEUTRAL);
    }

    /** A word whole and as it is drawn, and its weight. */
    private record Weighted(String whole, String word, double weight) {}

    private static WordCloud draw(String title, Map<String, Double> weights, String color) {
        weights.forEach((word, weight) -> {
            if (!(weight > 0) || weight.isInfinite()) {
                throw new IllegalArgumentException(
                        "The weight of %s is %s, expected a number above 0.".formatted(Text.plain(word), weight));
            }
        });
        var heaviest = weights.entrySet().stream()
                .map(entry -> new Weighted(visible(entry.getKey()), cut(visible(entry.getKey())), entry.getValue()))
                .filter(word -> !word.word().isEmpty())
                .sorted(Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::whole))
                .limit(MOST_WORDS)
                .toList();
        var font = CjkFont.showing(heaviest.stream().map(Weighted::word).toList());
        var drawable = heaviest.stream()
                .filter(word -> CjkFont.shows(font, word.word()))
                .toList();
        if (drawable.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of %d words can be drawn, expected at least one in letters or Chinese characters."
                            .formatted(weights.size()));
        }
        var table = Table.create(
                title,
                StringColumn.create("word", heaviest.stream().map(Weighted::whole)),
                DoubleColumn.create("weight", heaviest.stream().mapToDouble(Weighted::weight)));
        return new WordCloud(
                title,
                table,
                drawable.stream().map(Weighted::word).toList(),
                picture(drawable, font, Color.decode(color)));
    }

    /** The picture, 1120 by 800 pixels. */
    public byte[] png() {
        return png.clone();
    }

    /** The words and their weights, the heaviest first: the columns {@code word} and {@code weight}. */
    public Table table() {
        return table.copy();
    }

    /** The words in the picture, the heaviest first. */
    public List<String> drawn() {
        return drawn;
    }

    /** What the picture shows, in words. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "Word cloud: %s. The largest words, in this order: %s. The table beside it has all %d words and their weights.",
                title,
                drawn.stream().limit(SPOKEN_WORDS).collect(Collectors.joining(", ")),
                table.rowCount());
    }

    /** Nothing but letters, digits, signs and spaces between them. */
    private static String visible(String word) {
        return Text.plain(word)
                .codePoints()
                .filter(c -> c != Text.REPLACEMENT && Character.getType(c) != Character.FORMAT)
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= MOST_CHARACTERS
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
    }

    private static byte[] picture(List<Weighted> words, Font font, Color color) {
        double scale = fitting(words, font);
        var cloud = layout(words, font, color, scale);
        for (int attempt = 1; !cloud.getSkipped().isEmpty() && attempt < MOST_ATTEMPTS; attempt++) {
            scale *= SHRINK;
            cloud = layout(words, font, color, scale);
        }
        var png = new ByteArrayOutputStream();
        cloud.writeToStreamAsPNG(png);
        return png.toByteArray();
    }

    /** Kumo draws lots for start and angle; both have a fixed choice instead, and colours come in turn. */
    private static com.kennycason.kumo.WordCloud layout(List<Weighted> words, Font font, Color color, double scale) {
        double largest = words.get(0).weight();
        var cloud = new com.kennycason.kumo.WordCloud(SIZE, CollisionMode.PIXEL_PERFECT);
        cloud.setBackgroundColor(Color.WHITE);
        cloud.setPadding(PADDING);
        cloud.setAngleGenerator(new AngleGenerator(0));
        cloud.setWordStartStrategy(new CenterWordStart());
        cloud.setWordPlacer(new LinearWordPlacer());
        cloud.setKumoFont(new KumoFont(font));
        cloud.setFontScalar((units, least, most) -> (float) (scale * height((double) units / UNITS)));
        cloud.setColorPalette(new ColorPalette(shades(color, words.size())));
        cloud.build(new ArrayList<>(words.stream()
                .map(word -> new WordFrequency(padded(word.word()), (int) Math.ceil(UNITS * word.weight() / largest)))
                .toList()));
        return cloud;
    }

    /** Kumo pads within the box of a word only: without room at its sides, two words would read as one. */
    private static String padded(String word) {
        return " " + word + " ";
    }

    /** Pixels, for a weight as a share of the largest. */
    private static double height(double share) {
        return Math.max(SMALLEST, LARGEST * share);
    }

    /** By what all heights are multiplied so that no word is wider than the picture and all have room. */
    private static double fitting(List<Weighted> words, Font font) {
        double largest = words.get(0).weight();
        var context = new FontRenderContext(null, true, true);
        double area = 0;
        double widest = 0;
        for (var word : words) {
            var bounds = font.deriveFont((float) height(word.weight() / largest))
                    .getStringBounds(padded(word.word()), context);
            area += bounds.getWidth() * bounds.getHeight();
            widest = Math.max(widest, bounds.getWidth());
        }
        return Math.min(1, Math.min(WIDEST / widest, Math.sqrt(FILLED * SIZE.width * SIZE.height / area)));
    }

    /** The colour itself for the largest word, darker for small ones, which need the contrast. */
    private static List<Color> shades(Color color, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double share = 1 - 0.5 * i / count;
                    return new Color((int) (color.getRed() * share), (int) (color.getGreen() * share), (int)
                            (color.getBlue() * share));
                })
                .toList();
    }
}
