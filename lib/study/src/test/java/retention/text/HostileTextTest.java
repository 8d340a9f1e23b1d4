package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.topics.Nmf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.Posts;
import retention.project.Project;

/** Whatever a post holds, no exception comes, and the joined tokens are the post but for characters without width. */
class HostileTextTest {
    private static final Segmenter ALL_OPTIONS =
            Segmenter.standard().withoutStopWords().stemmed();

    /** Pieces that begin, end or break what a token can be. */
    private static final List<String> PIECES = List.of(
            "我", "们的", "𠮷", "a", "Don't", "'", "’s", "3", ".", "#", "＃", "[话题]", "#x[话题]#", "@", "@x", "http://",
            "www.", "a@b.c", "😀", "\uD83D", "\uDE00", "\u200D", "\uFE0F", "\u20E3", "🇨", "🏽", "\u0000", "\u202E",
            "\u200F", "\u200B", "\uFEFF", " ", "\u3000", "\n", "\r", "\u0085", "e\u0301", "\u0301", "กำ", "か゛", "[",
            "R]", "[笑R]", "[話題]", "[Topic]", "貓稅", "\u2060", "\u200C", "_", "-", "ﬁ", "İ", "½");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D", "\uDE00\uD83D", "我\uD83D们", "   \u3000\u00A0\t", "😀😀😀", "\u200F\u202Eمرحبا\u200F",
                        "a\u200Db\u200D", "\u0000\u0000",
                "#", "##", "#[话题]#", "@", "http://", "[话题]", "\uFE0F\u20E3", "\u200D😀"
            })
    void survivesShortTexts(String text) {
        assertSurvives(text);
    }

    static Stream<String> units() {
        return Stream.of(
                "我", "魑", "我a", "a", "a-", "a.", "a@", "a@b.", "#", "#1", "#a", "#a ", "@", "@a", "[", "[笑", "😀", "🇨",
                "\u200D", "\uD83D", "\uDE00", " ", "\u0000", "1", "1.", "http://", "www.", "'", "\u0301", "ก", "か",
                "𠮷", "#😀", "İ");
    }

    @ParameterizedTest
    @MethodSource("units")
    void survivesAHundredThousandCharactersWithinSeconds(String unit) {
        var text = unit.repeat(100_000 / unit.length());

        // A minute is no measure of speed: it is there to end what takes quadratic time.
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertSurvives(text));
    }

    @Test
    void survivesRandomMixtures() {
        var random = new SplittableRandom(20250119);
        for (var text = 0; text < 3_000; text++) {
            assertSurvives(Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(1 + random.nextInt(12))
                    .collect(Collectors.joining()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zero\u200bwidth\u200cjoin\u200der\u2060word\ufeffbom",
                "soft\u00adhyphen and \u061c\u200e\u200f marks",
                "\u0378 \u2d79 \uffff \ufdd0 \ue000",
                "สวัสดีครับผม नमस्ते मैं 각각",
                "ﷺ ﬁne ½ ² ⅷ Ⅻ ㍿ ｶﾀｶﾅ",
                "[CLS] [SEP] hello[SEP]world [话题] [笑哭R] #tiktokrefugee[话题]#",
                "\u0085next line\u2028line\u2029para",
                "x\u0301\u0302\u0303\u0304 \u0301alone"
            })
    void losesNothingOfWhatUnicodeHas(String text) {
        assertSurvives(text);
    }

    @Test
    void losesNothingOfAnyRealPost() {
        assertThat(RealPosts.posts()).hasSize(724).allSatisfy(post -> assertSurvives(post.text()));
    }

    @Test
    void losesNothingOfAnyPostOfTheReplica() {
        var posts = Posts.read(Project.find().data().resolve("replica.csv")).posts();

        assertThat(posts).hasSize(4117).allSatisfy(post -> assertSurvives(post.text()));
    }

    @Test
    void passesThroughEverythingThatIsMadeOfWords() {
        var random = new SplittableRandom(5);
        var texts = new ArrayList<>(List.of("", " ", "😀", "\uD83D", "\u0000", "\u200D", "cat cat", "猫 猫"));
        for (var text = 0; text < 200; text++) {
            texts.add(Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(30)
                    .collect(Collectors.joining()));
        }
        texts.add("İ我a".repeat(30_000));
        var documents = ALL_OPTIONS.documents(texts);
        var matrix = Vectorizer.tfIdf().minDocuments(2).fitTransform(documents);
        var model = Nmf.fit(matrix.values(), 3);
        var vectors = FastTextModel.train(documents, new FastTextModel.Settings(64, 1, 2, 1e-4, 42));

        assertThat(matrix.documents()).isEqualTo(texts.size());
        assertThat(model.shares().dominant().size()).isEqualTo(texts.size());
        assertThat(texts).allSatisfy(text -> assertThat(
                        ThemeModel.standard().classify(text).probability())
                .isBetween(1.0 / Theme.values().length - 1e-9, 1.0));
        assertThat(documents)
                .allSatisfy(words -> assertThat(vectors.documentVector(words)).doesNotContain(Float.NaN));
        assertThat(texts).allSatisfy(text -> assertThat(Language.of(text)).isNotNull());
    }

    @Test
    void hasNoTokenForAnEmptyText() {
        assertThat(ALL_OPTIONS.segment("")).isEmpty();
        assertThat(ALL_OPTIONS.words("")).isEmpty();
    }

    private static void assertSurvives(String text) {
        assertLosesNothing(text);
        assertThat(ALL_OPTIONS.words(text)).doesNotContain("");
    }

    private static void assertLosesNothing(String text) {
        assertThat(visible(ALL_OPTIONS.segment(text).stream().map(Token::text).collect(Collectors.joining())))
                .isEqualTo(visible(text));
    }

    private static String visible(String text) {
        return text.replaceAll("[\\p{Cf}\\u2065]", "");
    }
}
