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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import numerics.Check;
import numerics.Numbers;
import numerics.TableOf;
import retention.project.Project;
import tech.tablesaw.api.Table;

/**
 * Words in sizes that follow their weights, as a picture and, for those who cannot see it, as a table. The same words and
 * weights give the same picture, to the byte, with the same font.
 *
 * <p>The height of a word follows its weight, down to what can still be read. In the picture words are cut to 16 characters, and
 * characters that cannot be seen are taken out. Words that the set-up's font cannot show, such as emoji, are in the table only.
 *
 * @param title the finding
 * @param caption how to read it, in one line
 * @param description what the picture shows, in words
 * @param png the picture, 1120 by 800 pixels
 * @param table all words and their weights, the heaviest first: the columns {@code word} and {@code weight}
 * @param drawn the words in the picture, the heaviest first
 */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record WordCloud(String title, String caption, String description, byte[] png, Table table, List<String> drawn) {

    /** Pixels of the picture; it is shown at half its size, sharp on fine screens. */
    private static final Dimension SIZE = new Dimension(1120, 800);

    /** What has no place in a picture: what stands for hidden characters, and marks of format. */
    private static final Pattern UNSEEN = Pattern.compile("[\uFFFD\\p{Cf}]");

    private static final Comparator<Map.Entry<String, Double>> HEAVIEST_FIRST =
            Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

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

    /**
     * A word in the picture.
     *
     * @param share its weight, as a share of the largest
     */
    private record Drawn(String word, double share, Color color) {

        /** Kumo pads within the box of a word only: without room at its sides, two words would read as one. */
        String padded() {
            return " " + word + " ";
        }
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
        return of("retained", weights, limit, Color.decode(Chart.RETAINED));
    }

    /** A cloud of what lost users write, in the colour of lost users; see {@link #retained}. */
    public static WordCloud lost(Map<String, Double> weights, double limit) {
        return of("lost", weights, limit, Color.decode(Chart.LOST));
    }

    private static WordCloud of(String group, Map<String, Double> weights, double limit, Color color) {
        var words = weights.entrySet().stream()
                .map(word -> Map.entry(seen(word.getKey()), word.getValue()))
                .filter(word -> !word.getKey().isEmpty())
                .sorted(HEAVIEST_FIRST)
                .toList();
        var font = font(Project.find().build().resolve("fonts/cjk.otf"));
        var drawable = words.stream()
                .filter(word -> font.canDisplayUpTo(cut(word.getKey())) == -1)
                .toList();
        Check.that(
                !drawable.isEmpty(),
                "None of %d words can be drawn, expected at least one in letters or Chinese characters.",
                weights.size());
        double largest = drawable.get(0).getValue();
        var drawn = drawable.stream()
                .map(word -> new Drawn(
                        cut(word.getKey()), word.getValue() / largest, word.getValue() > limit ? color : WITHIN_CHANCE))
                .toList();
        var names = drawn.stream().map(Drawn::word).toList();
        long beyond = words.stream().filter(word -> word.getValue() > limit).count();
        var chance = "Chance alone could give each of these %d words of %s users its weight";
        var apart = "%d of these %d words tell %s users apart beyond chance";
        var grey = "; words in grey lie within the limit of chance, %s.";
        var description =
                "Word cloud. The largest words, in this order: %s. The list below it has all %s words and their weights.";
        int all = words.size();
        var spoken = names.stream().limit(SPOKEN_WORDS).collect(Collectors.joining(", "));
        return new WordCloud(
                beyond == 0 ? Numbers.text(chance, all, group) : Numbers.text(apart, beyond, all, group),
                "The larger a word, the more it speaks for the group"
                        + (limit > 0 ? grey.formatted(Numbers.fixed(limit, 2)) : "."),
                description.formatted(spoken, all),
                picture(font, drawn),
                TableOf.rows("Words and their weights", words)
                        .text("word", Map.Entry::getKey)
                        .number("weight", Map.Entry::getValue)
                        .table(),
                names);
    }

    /** Nothing is drawn but letters, digits, signs and spaces between them. */
    private static String seen(String word) {
        var shown = UNSEEN.matcher(Html.plain(word)).replaceAll("");
        return shown.replaceAll("\\p{javaWhitespace}", " ").strip();
    }

    private static String cut(String word) {
        return word.codePointCount(0, word.length()) <= MOST_CHARACTERS ? word : Html.cut(word, MOST_CHARACTERS - 1);
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
    private static byte[] picture(Font font, List<Drawn> words) {
        double scale = fitting(font, words);
        var cloud = layout(font, words, scale);
        for (int attempt = 1; !cloud.getSkipped().isEmpty() && attempt < MOST_ATTEMPTS; attempt++) {
            scale *= SHRINK;
            cloud = layout(font, words, scale);
        }
        var bytes = new ByteArrayOutputStream();
        cloud.writeToStreamAsPNG(bytes);
        return bytes.toByteArray();
    }

    /** Kumo draws lots for start and angle; both have a fixed choice instead, and colours come in turn. */
    private static com.kennycason.kumo.WordCloud layout(Font font, List<Drawn> words, double scale) {
        var cloud = new com.kennycason.kumo.WordCloud(SIZE, CollisionMode.PIXEL_PERFECT);
        cloud.setBackgroundColor(Color.WHITE);
        cloud.setPadding(PADDING);
        cloud.setAngleGenerator(new AngleGenerator(0));
        cloud.setWordStartStrategy(new CenterWordStart());
        cloud.setWordPlacer(new LinearWordPlacer());
        cloud.setKumoFont(new KumoFont(font));
        cloud.setFontScalar((units, least, most) -> (float) (scale * height((double) units / UNITS)));
        cloud.setColorPalette(new ColorPalette(words.stream().map(Drawn::color).toList()));
        cloud.build(new ArrayList<>(words.stream()
                .map(word -> new WordFrequency(word.padded(), (int) Math.ceil(UNITS * word.share)))
                .toList()));
        return cloud;
    }

    /** Pixels, for a share. */
    private static double height(double share) {
        return Math.max(SMALLEST, LARGEST * share);
    }

    /** By what all heights are multiplied so that no word is wider than the picture and all have room. */
    private static double fitting(Font font, List<Drawn> words) {
        var context = new FontRenderContext(null, true, true);
        double area = 0;
        double widest = 0;
        for (var word : words) {
            var bounds = font.deriveFont((float) height(word.share)).getStringBounds(word.padded(), context);
            area += bounds.getWidth() * bounds.getHeight();
            widest = Math.max(widest, bounds.getWidth());
        }
        return Math.min(1, Math.min(WIDEST / widest, Math.sqrt(FILLED * SIZE.width * SIZE.height / area)));
    }
}
