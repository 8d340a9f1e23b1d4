package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.text.Token.Kind;

class SegmenterTest {
    private final Segmenter segmenter = Segmenter.standard();

    @Test
    void cutsChineseIntoWordsOfOurDictionary() {
        assertThat(segmenter.words("抖音难民在小红书交猫税和对账")).containsExactly("抖音难民", "在", "小红书", "交", "猫税", "和", "对账");
    }

    @Test
    void cutsChineseAndEnglishThatTouch() {
        assertThat(segmenter.words("我用TikTok三年了don't你呢")).containsExactly("我用", "tiktok", "三年", "了", "don't", "你", "呢");
    }

    @Test
    void keepsWordsOfTheDictionaryThatMixScripts() {
        assertThat(segmenter.words("这件T恤不是IC卡")).contains("t恤", "ic卡");
    }

    @Test
    void makesOneTokenOfATagAndDropsItsMarker() {
        assertThat(segmenter.words("see #TikTokRefugee[话题]##猫税[话题]# #weibo# #plain"))
                .containsExactly("see", "#tiktokrefugee", "#猫税", "#weibo", "#plain");
    }

    @Test
    void takesANumberSignForNoTag() {
        assertThat(segmenter.keeping(Kind.HASHTAG).words("we are #1 and # 2, C# too"))
                .isEmpty();
    }

    @Test
    void tellsKindsApart() {
        assertThat(segmenter.segment("我ok 3.5 @小红薯1 https://a.invalid/b，Привет"))
                .extracting(Token::text, Token::kind)
                .containsExactly(
                        tuple("我", Kind.HAN),
                        tuple("ok", Kind.LATIN),
                        tuple(" ", Kind.SPACE),
                        tuple("3.5", Kind.NUMBER),
                        tuple(" ", Kind.SPACE),
                        tuple("@小红薯1", Kind.MENTION),
                        tuple(" ", Kind.SPACE),
                        tuple("https://a.invalid/b", Kind.URL),
                        tuple("，", Kind.OTHER),
                        tuple("Привет", Kind.OTHER_SCRIPT));
    }

    @Test
    void takesAMailAddressForNoMention() {
        assertThat(segmenter.segment("me@example.invalid")).containsExactly(new Token("me@example.invalid", Kind.URL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "❤️", "❤"})
    void makesOneTokenOfOneEmoji(String emoji) {
        var one = new Token(emoji, Kind.EMOJI);

        assertThat(segmenter.segment(emoji + emoji)).containsExactly(one, one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[笑哭R]", "[害羞R]", "[红色心形R]", "[吐舌头H]", "[kissR]", "[laugh with tearsR]", "[doge]"})
    void makesAStickerOfItsOwnKind(String sticker) {
        var one = new Token(sticker, Kind.STICKER);

        assertThat(segmenter.segment(sticker + sticker)).containsExactly(one, one);
        assertThat(segmenter.words("hi" + sticker + "你好")).containsExactly("hi", "你好");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[OR]", "[name]", "[R]", "[话题]", "[hello]", "[笑]"})
    void takesOtherBracketsForNoSticker(String text) {
        assertThat(segmenter.segment(text)).extracting(Token::kind).doesNotContain(Kind.STICKER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"#抖音難民[話題]#", "#抖音难民[话题]#", "#抖音难民[Topic]#", "＃抖音难民[TOPIC]＃", "#抖音難民", "#抖\u200b音难民[topic]"})
    void knowsATagByTheMarkOfEveryLanguageOfTheApp(String tag) {
        assertThat(segmenter.segment(tag)).extracting(Token::kind).containsExactly(Kind.HASHTAG);
        assertThat(segmenter.words(tag)).containsExactly("#抖音难民");
    }

    @ParameterizedTest
    @CsvSource({"抖音難民, 抖音难民", "貓稅, 猫税", "對賬, 对账", "小紅書的貓糧和短視頻, 小红书的猫粮和短视频", "後來我看著你的頭髮, 后来我看着你的头发"})
    void findsTheSameWordsInTraditionalCharacters(String traditional, String simplified) {
        assertThat(segmenter.words(traditional)).isEqualTo(segmenter.words(simplified));
        assertThat(segmenter.segment(traditional).stream().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(traditional);
    }

    @Test
    void knowsAStopWordInTraditionalCharacters() {
        assertThat(segmenter.withoutStopWords("貓稅").words("猫税 貓稅 对账")).containsExactly("对账");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202e"})
    void readsWordsAcrossCharactersWithoutWidth(String nothing) {
        var text =
                nothing + "抖" + nothing + "音 ref" + nothing + "ugee" + nothing + "! #猫" + nothing + "税[话题]#" + nothing;

        assertThat(segmenter.words(text)).containsExactly("抖音", "refugee", "#猫税");
    }

    @Test
    void takesSignsThatUnicodeShowsAsTextForNoEmoji() {
        assertThat(segmenter.segment("©→™")).extracting(Token::kind).doesNotContain(Kind.EMOJI);
    }

    @Test
    void keepsCharactersBeyondTheBasicPlaneWhole() {
        assertThat(segmenter.words("𠮷野家和𨭎𨭎")).containsExactly("𠮷", "野家", "和", "𨭎", "𨭎");
    }

    @Test
    void readsFullWidthAndOrnamentalLettersAsPlainOnes() {
        assertThat(segmenter.words("ＴｉｋＴｏｋ 𝓱𝓮𝓵𝓵𝓸 it’s")).containsExactly("tiktok", "hello", "it's");
    }

    @Test
    void leavesStopWordsOfBothLanguagesAndTheStudyOut() {
        assertThat(segmenter.withoutStopWords().words("I am a TikTok refugee and the cat 是我的猫 #tiktokrefugee[话题]#"))
                .containsExactly("cat", "猫");
    }

    @Test
    void leavesAStudentsOwnWordsOut() {
        assertThat(segmenter.withoutStopWords("Cat").words("the cat and the dog"))
                .containsExactly("dog");
    }

    @Test
    void keepsWordsOfSmilesListThatCarryContentHere() {
        assertThat(segmenter.withoutStopWords().words("the senate bill")).containsExactly("senate", "bill");
    }

    @Test
    void stemsEnglishOnly() {
        assertThat(segmenter.stemmed().words("refugees loving the cat's meme #memes 猫咪 naïveté"))
                .containsExactly("refuge", "love", "the", "cat", "meme", "#memes", "猫咪", "naïveté");
    }

    @Test
    void keepsJustTheKindsNamed() {
        assertThat(segmenter.keeping(Kind.EMOJI, Kind.NUMBER).words("3 cats 😀😀"))
                .containsExactly("3", "😀", "😀");
    }

    @Test
    void refusesToKeepNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Segmenter(Set.of(), Set.of(), false))
                .withMessageContaining("at least one kind");
    }

    @Test
    void givesAnotherSegmenterForEachOption() {
        assertThat(segmenter.stemmed().withoutStopWords()).isNotEqualTo(segmenter);
        assertThat(segmenter).isEqualTo(Segmenter.standard());
        assertThat(segmenter.stemmed().withoutStopWords("x"))
                .isEqualTo(segmenter.withoutStopWords("x").stemmed());
    }

    @Test
    void doesNotDependOnTheDefaultLocale() {
        var locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(segmenter.words("TIKTOK IC卡 #MINI[话题]#")).containsExactly("tiktok", "ic卡", "#mini");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void endsAPhraseAtWhateverIsNoWord() {
        var english = segmenter.keeping(Kind.LATIN);
        assertThat(english.phrases("Hello,  new friends! #tag[话题]# I’m  new\nhere @momo 你好 3 cats🐱only"))
                .containsExactly("hello", "new friends", "i'm new", "here", "cats", "only");
        assertThat(english.withoutStopWords("new").phrases("my old friends, new cats and dogs"))
                .containsExactly("old friends", "cats", "dogs");
        assertThat(segmenter.phrases("交猫税！交猫税")).containsExactly("交 猫税", "交 猫税");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u000B", "\f", "\u0085", " \u2028 ", "\u2029"})
    void endsAPhraseAtEveryLineBreak(String lineBreak) {
        assertThat(segmenter.phrases("a cat" + lineBreak + "a dog")).containsExactly("a cat", "a dog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "🐱!", "#tag[话题]# @momo"})
    void findsNoPhraseWhereThereIsNoWord(String text) {
        assertThat(segmenter.keeping(Kind.LATIN).phrases(text)).isEmpty();
    }

    @Test
    void cutsDocumentsInTheirOrder() {
        assertThat(segmenter.documents(List.of("a cat", "", "猫税")))
                .containsExactly(List.of("a", "cat"), List.of(), List.of("猫税"));
    }

    @Test
    void cutsAsciiAsUnicodeDoes() {
        var unicode = BreakIterator.getWordInstance(ULocale.ROOT);
        var random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            var text = random.ints(1 + random.nextInt(12), 0, 16)
                    .mapToObj(place -> "ab1'.:,;_-/\"!&9Z".substring(place, place + 1))
                    .collect(Collectors.joining());
            unicode.setText(text);
            int at = 0;
            for (var token : Segmenter.standard().segment(text)) {
                at += token.text().length();
                assertThat(unicode.following(at - token.text().length()))
                        .as(text)
                        .isEqualTo(at);
            }
        }
    }

    @Test
    void givesTheDocumentsInTheirOrderOnAllProcessors() {
        var texts = IntStream.range(0, 5_000).mapToObj(i -> "cat " + i + "只猫").toList();
        assertThat(Segmenter.standard().documents(texts))
                .isEqualTo(texts.stream().map(Segmenter.standard()::words).toList());
    }
}
