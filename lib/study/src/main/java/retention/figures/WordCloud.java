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
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import numerics.Numbers;
import retention.project.Project;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Words in sizes that follow their weights, as a picture and, for those who cannot see it, as a table. The same words and
 * weights give the same picture, to the byte, with the same font.
 *
 * <p>The height of a word follows its weight, down to what can still be read. In the picture words are cut to 16 characters, and
 * characters that cannot be seen are taken out. Words that the set-up's font cannot show, such as emoji, are in the table only.
 */
public final class WordCloud {

    /** Pixels of the picture; it is shown at half its size, sharp on fine screens. */
    private static final Dimension SIZE = new Dimension(1120, 800);

    private static final int MOST_CHARACTERS = 16;
    private static final int SPOKEN_WORDS = 10;
    private static final double LARGEST = 190;
    private static final double SMALLEST = 24;

    private static final Color WITHIN_CHANCE = new Color(0x767676);
    private static final double WIDEST = 0.85 * SIZE.width;

    /** Share of the picture that the words' boxes take at most: Kumo looks long for room where there is little. */
    private static final double FILLED = 0.5;

    private static final int PADDING = 8;
    private static final double SHRINK = 0.88;
    private static final int MOST_ATTEMPTS = 12;

    /** Kumo takes whole numbers: the largest weight, in these units. */
    private static final int UNITS = 10_000;

    /** A word whole and as it is drawn, and its weight. */
    private record Weighted(String whole, String drawn, double weight) {}

    private final String title;
    private final double limit;
    private final List<Weighted> words;
    private final List<Weighted> drawable;
    private final byte[] png;

    private WordCloud(String group, Map<String, Double> weights, double limit, String color) {
        this.limit = limit;
        words = weights.entrySet().stream()
                .map(entry -> weighted(entry.getKey(), entry.getValue()))
                .filter(word -> !word.drawn().isEmpty())
                .sorted(Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::whole))
                .toList();
        long beyond = words.stream().filter(this::beyondChance).count();
        title = beyond == 0
                ? Numbers.text(
                        "Chance alone could give each of these %d words of %s users its weight", words.size(), group)
                : Numbers.text("%d of these %d words tell %s users apart beyond chance", beyond, words.size(), group);
        var font = font(Project.find().build().resolve("fonts/cjk.otf"));
        drawable = words.stream()
                .filter(word -> font.canDisplayUpTo(word.drawn()) == -1)
                .toList();
        if (drawable.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of %d words can be drawn, expected at least one in letters or Chinese characters."
                            .formatted(weights.size()));
        }
        png = picture(font, Color.decode(color));
    }

    /**
     * A cloud of what retained users write, in the colour of retained users. Words within the limit of chance are grey.
     *
     * @param weights above 0 for each word, in any order
     * @param limit the weight up to which a word may be there by chance; 0 if none is
     * @throws IllegalArgumentException if there is no word that can be drawn
     * @throws IllegalStateException if the font that the set-up brings is not there
     */
    public static WordCloud retained(Map<String, Double> weights, double limit) {
        return new WordCloud("retained", weights, limit, Chart.RETAINED);
    }

    /** A cloud of what lost users write, in the colour of lost users; see {@link #retained}. */
    public static WordCloud lost(Map<String, Double> weights, double limit) {
        return new WordCloud("lost", weights, limit, Chart.LOST);
    }

    private boolean beyondChance(Weighted word) {
        return word.weight() > limit;
    }

    /** The finding. */
    public String title() {
        return title;
    }

    /** How to read it, in one line. */
    public String caption() {
        var within = "; words in grey lie within the limit of chance, " + Numbers.fixed(limit, 2);
        return "The larger a word, the more it speaks for the group%s.".formatted(limit > 0 ? within : "");
    }

    /** The picture, 1120 by 800 pixels. */
    public byte[] png() {
        return png.clone();
    }

    /** The words and their weights, the heaviest first: the columns {@code word} and {@code weight}. */
    public Table table() {
        return Table.create(
                "Words and their weights",
                StringColumn.create("word", words.stream().map(Weighted::whole)),
                DoubleColumn.create("weight", words.stream().mapToDouble(Weighted::weight)));
    }

    /** The words in the picture, the heaviest first. */
    public List<String> drawn() {
        return drawable.stream().map(Weighted::drawn).toList();
    }

    /** What the picture shows, in words. */
    public String description() {
        return "Word cloud. The largest words, in this order: %s. The list below it has all %s words and their weights."
                .formatted(
                        String.join(", ", drawn().stream().limit(SPOKEN_WORDS).toList()), words.size());
    }

    /** Nothing is drawn but letters, digits, signs and spaces between them. */
    private static Weighted weighted(String word, double weight) {
        var whole = Html.plain(word)
                .codePoints()
                .filter(c -> c != Html.REPLACEMENT && Character.getType(c) != Character.FORMAT)
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        var cut = whole.codePointCount(0, whole.length()) <= MOST_CHARACTERS
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
        return new Weighted(whole, cut, weight);
    }

    /** The font that shows Chinese and Latin letters, the same on all machines. */
    static Font font(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("No %s, which shows Chinese. Run: make setup".formatted(file));
        }
        try {
            return Font.createFont(Font.TRUETYPE_FONT, file.toFile());
        } catch (FontFormatException | IOException e) {
            throw new IllegalStateException("%s is no font: delete it and run: make setup".formatted(file), e);
        }
    }

    /** All words, as large as they have room: Kumo skips those for which it finds no place. Of very many, some stay in the table only. */
    private byte[] picture(Font font, Color color) {
        double scale = fitting(font);
        var cloud = layout(font, color, scale);
        for (int attempt = 1; !cloud.getSkipped().isEmpty() && attempt < MOST_ATTEMPTS; attempt++) {
            scale *= SHRINK;
            cloud = layout(font, color, scale);
        }
        var bytes = new ByteArrayOutputStream();
        cloud.writeToStreamAsPNG(bytes);
        return bytes.toByteArray();
    }

    /** Kumo draws lots for start and angle; both have a fixed choice instead, and colours come in turn. */
    private com.kennycason.kumo.WordCloud layout(Font font, Color color, double scale) {
        var cloud = new com.kennycason.kumo.WordCloud(SIZE, CollisionMode.PIXEL_PERFECT);
        cloud.setBackgroundColor(Color.WHITE);
        cloud.setPadding(PADDING);
        cloud.setAngleGenerator(new AngleGenerator(0));
        cloud.setWordStartStrategy(new CenterWordStart());
        cloud.setWordPlacer(new LinearWordPlacer());
        cloud.setKumoFont(new KumoFont(font));
        cloud.setFontScalar((units, least, most) -> (float) (scale * height((double) units / UNITS)));
        cloud.setColorPalette(new ColorPalette(colors(color)));
        cloud.build(new ArrayList<>(drawable.stream()
                .map(word -> new WordFrequency(padded(word), (int) Math.ceil(UNITS * share(word))))
                .toList()));
        return cloud;
    }

    /** Kumo pads within the box of a word only: without room at its sides, two words would read as one. */
    private static String padded(Weighted word) {
        return " " + word.drawn() + " ";
    }

    /** The weight, as a share of the largest. */
    private double share(Weighted word) {
        return word.weight() / drawable.get(0).weight();
    }

    /** Pixels, for a share. */
    private static double height(double share) {
        return Math.max(SMALLEST, LARGEST * share);
    }

    /** By what all heights are multiplied so that no word is wider than the picture and all have room. */
    private double fitting(Font font) {
        var context = new FontRenderContext(null, true, true);
        double area = 0;
        double widest = 0;
        for (var word : drawable) {
            var bounds = font.deriveFont((float) height(share(word))).getStringBounds(padded(word), context);
            area += bounds.getWidth() * bounds.getHeight();
            widest = Math.max(widest, bounds.getWidth());
        }
        return Math.min(1, Math.min(WIDEST / widest, Math.sqrt(FILLED * SIZE.width * SIZE.height / area)));
    }

    /** The colour of the group, and grey within the limit of chance. */
    private List<Color> colors(Color color) {
        return drawable.stream()
                .map(word -> beyondChance(word) ? color : WITHIN_CHANCE)
                .toList();
    }
}
