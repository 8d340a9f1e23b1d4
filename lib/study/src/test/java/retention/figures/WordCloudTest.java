package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCloudTest {

    private static final Map<String, Double> WORDS = words("猫税", 9.0, "tiktokrefugee", 6.5, "对账", 3.0, "hello", 1.0);

    @TempDir
    Path folder;

    @Test
    void drawsTheSameBytesTwice() {
        assertThat(WordCloud.lost(WORDS, 0).png())
                .isEqualTo(WordCloud.lost(new LinkedHashMap<>(WORDS), 0).png());
    }

    @Test
    void drawsOtherWordsDifferently() {
        assertThat(WordCloud.lost(Map.of("猫", 1.0), 0).png())
                .isNotEqualTo(WordCloud.lost(Map.of("狗", 1.0), 0).png());
    }

    @Test
    void drawsInsideThePicture() throws IOException {
        var image = image(WordCloud.lost(WORDS, 0));
        assertThat(image.getWidth()).isEqualTo(1120);
        assertThat(image.getHeight()).isEqualTo(800);
        assertThat(inked(image)).isBetween(5_000L, 500_000L);
        assertThat(IntStream.range(0, 1120)
                        .map(x -> image.getRGB(x, 0))
                        .distinct()
                        .toArray())
                .containsExactly(0xFFFFFFFF);
    }

    @Test
    void drawsRetainedAndLostInTheirColours() throws IOException {
        var one = Map.of("猫税", 1.0);
        assertThat(colours(WordCloud.retained(one, 0))).contains(0xFFD55E00).doesNotContain(0xFF0072B2);
        assertThat(colours(WordCloud.lost(one, 0))).contains(0xFF0072B2).doesNotContain(0xFFD55E00);
    }

    @Test
    void greysWordsWithinTheLimitOfChance() throws IOException {
        var words = words("猫税", 5.0, "hello", 2.0);
        var cloud = WordCloud.retained(words, 3);
        assertThat(colours(cloud)).contains(0xFFD55E00, 0xFF767676);
        assertThat(cloud.title()).isEqualTo("1 of these 2 words tell retained users apart beyond chance");
        assertThat(cloud.caption()).contains("grey", "3.00");
        assertThat(colours(WordCloud.retained(words, 5))).contains(0xFF767676).doesNotContain(0xFFD55E00);
        assertThat(WordCloud.lost(words, 5).title())
                .startsWith("Chance alone could give each of these 2 words of lost users");
    }

    @Test
    void putsAllWordsIntoTheTableTheHeaviestFirst() {
        var table = WordCloud.lost(WORDS, 0).table();
        assertThat(table.stringColumn("word").asList()).containsExactly("猫税", "tiktokrefugee", "对账", "hello");
        assertThat(table.doubleColumn("weight").asList()).containsExactly(9.0, 6.5, 3.0, 1.0);
    }

    @Test
    void leavesOutOfThePictureWhatTheFontCannotShow() {
        var cloud = WordCloud.lost(words("猫", 2.0, "\uD83D\uDE00", 1.0), 0);
        assertThat(cloud.drawn()).containsExactly("猫");
        assertThat(cloud.table().stringColumn("word").asList()).containsExactly("猫", "\uD83D\uDE00");
    }

    @Test
    void takesOutCharactersThatCannotBeSeen() {
        var cloud = WordCloud.lost(Map.of("a\u202Eb\u0000c\u200Bd\uD83D\ne", 1.0), 0);
        assertThat(cloud.drawn()).containsExactly("abcd e");
    }

    @Test
    void cutsOverlongWords() {
        assertThat(WordCloud.lost(Map.of("x".repeat(100_000), 1.0), 0).drawn()).containsExactly("x".repeat(15) + "…");
    }

    @Test
    void keepsWordsWholeInTheTable() {
        var cloud = WordCloud.lost(words("#tiktokrefugeesinchina", 2.0, "#tiktokrefugeesinusa", 1.0), 0);
        assertThat(cloud.table().stringColumn("word").asList())
                .containsExactly("#tiktokrefugeesinchina", "#tiktokrefugeesinusa");
    }

    @Test
    void drawsAllWordsInsideThePictureHoweverManyAndWide() throws IOException {
        var many = new LinkedHashMap<String, Double>();
        IntStream.range(0, 80).forEach(i -> many.put("%03d w i d e words".formatted(i), 1.0));
        var cloud = WordCloud.lost(many, 0);
        assertThat(cloud.drawn()).hasSize(80);
        var image = image(cloud);
        for (int y = 0; y < 800; y++) {
            assertThat(image.getRGB(0, y)).isEqualTo(0xFFFFFFFF);
            assertThat(image.getRGB(1119, y)).isEqualTo(0xFFFFFFFF);
        }
    }

    @Test
    void takesWordsInAnyOrderTheHeaviestFirst() {
        assertThat(WordCloud.lost(words("b", 1.0, "a", 1.0, "heavy", 2.0), 0)
                        .table()
                        .stringColumn("word")
                        .asList())
                .containsExactly("heavy", "a", "b");
    }

    @Test
    void endsWhereThereAreMoreWordsThanCanBeDrawn() {
        var many = new LinkedHashMap<String, Double>();
        IntStream.range(0, 300).forEach(i -> many.put("%03d w i d e words".formatted(i), 1.0));
        assertThat(WordCloud.lost(many, 0).table().rowCount()).isEqualTo(300);
    }

    @Test
    void describesItselfToThoseWhoCannotSeeIt() {
        assertThat(WordCloud.lost(WORDS, 0).description())
                .isEqualTo("Word cloud. The largest words, in this order: 猫税, tiktokrefugee, 对账, hello. The list below"
                        + " it has all 4 words and their weights.");
    }

    @Test
    void becomesHtmlWithAPictureAndATable() {
        var html = Html.of(WordCloud.lost(words("猫", 2.0, "\"><script>", 1.0), 0));
        assertThat(html)
                .contains("src=\"data:image/png;base64,iVBORw0KGgo")
                .contains("alt=\"Word cloud. The largest words, in this order: 猫, &quot;&gt;&lt;script&gt;.")
                .contains("<td>&quot;&gt;&lt;script&gt;</td>")
                .doesNotContain("<script>");
    }

    @Test
    void refusesToDrawNothing() {
        assertThatThrownBy(() -> WordCloud.lost(Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("None of 0 words can be drawn");
        assertThatThrownBy(() -> WordCloud.lost(Map.of("\u200B", 1.0), 0)).hasMessageContaining("None of 1 words");
    }

    @Test
    void saysWhatToDoWithoutAFont() throws IOException {
        assertThatThrownBy(() -> WordCloud.font(folder.resolve("none.otf")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make setup");
        var text = Files.writeString(folder.resolve("cjk.otf"), "no font");
        assertThatThrownBy(() -> WordCloud.font(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cjk.otf is no font");
    }

    /** Words and their weights in turn, in this order. */
    private static Map<String, Double> words(Object... wordsAndWeights) {
        var words = new LinkedHashMap<String, Double>();
        for (int i = 0; i < wordsAndWeights.length; i += 2) {
            words.put((String) wordsAndWeights[i], (Double) wordsAndWeights[i + 1]);
        }
        return words;
    }

    private static BufferedImage image(WordCloud cloud) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(cloud.png()));
    }

    private static int[] colours(WordCloud cloud) throws IOException {
        var image = image(cloud);
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static long inked(BufferedImage image) {
        return IntStream.range(0, image.getHeight())
                .mapToLong(y -> IntStream.range(0, image.getWidth())
                        .filter(x -> image.getRGB(x, y) != 0xFFFFFFFF)
                        .count())
                .sum();
    }
}
