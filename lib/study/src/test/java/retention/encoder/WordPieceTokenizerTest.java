package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTokenizerTest {

    /** One line of {@code tokens.jsonl}. */
    private static final class Tokens {
        String text;
        long[] ids;
    }

    @Test
    void givesTheIdsOfHuggingFacesBertTokenizerFastFor200MixedStrings() throws IOException {
        var golden = Golden.lines("tokens.jsonl", Tokens.class);
        assertThat(golden).hasSize(200);

        try (var tokenizer = WordPieceTokenizer.open(EncoderFiles.find(), 128)) {
            var softly = new SoftAssertions();
            golden.forEach(line -> softly.assertThat(tokenizer.encode(line.text).getIds())
                    .as(line.text)
                    .isEqualTo(line.ids));
            softly.assertAll();
        }
    }

    @Test
    void cutsALongTextAndKeepsItsSeparator() {
        try (var tokenizer = tiny(5)) {
            assertThat(tokenizer.encode("cat cat cat cat cat cat").getIds()).containsExactly(2, 6, 6, 6, 3);
        }
    }

    @Test
    void givesAnEmptyTextItsTwoSpecialTokens() {
        try (var tokenizer = tiny(5)) {
            assertThat(tokenizer.encode("").getIds()).containsExactly(2, 3);
        }
    }

    @Test
    void findsWordPieces() {
        try (var tokenizer = tiny(16)) {
            assertThat(tokenizer.encode("tiktok cats Cat").getIds()).containsExactly(2, 7, 8, 6, 11, 1, 3);
        }
    }

    @Test
    void replacesLoneSurrogatesAndKeepsPairs() {
        assertThat(WordPieceTokenizer.wellFormed("a\uD83Db\uDE00c\uD83D\uDE00\uD83D"))
                .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00\uFFFD");
    }

    @Test
    void everyCharBecomesAWellFormedText() {
        IntStream.rangeClosed(0, Character.MAX_VALUE).forEach(c -> {
            var text = WordPieceTokenizer.wellFormed(Character.toString(c) + "!");
            assertThat(text).hasSize(2);
            assertThat(Character.isSurrogate(text.charAt(0))).isFalse();
        });
    }

    @Test
    void refusesAVocabularyWithoutTheSpecialTokens(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\nword\n");

        assertThatThrownBy(() -> WordPieceTokenizer.open(new EncoderFiles(folder), 128))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no [CLS]");
    }

    private static HuggingFaceTokenizer tiny(int maxTokens) {
        return WordPieceTokenizer.open(EncoderFiles.in(Golden.tinyDistilbert()), maxTokens);
    }
}
