package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.Posts;
import retention.project.Project;

class LanguageDetectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eng | what do you guys eat for breakfast over there?",
                "eng | my cat is called Mochi and she says hi",
                "eng | TikTok refugee here, please accept me and my dogs",
                "eng | Just another TikTok refugee from the Midwest",
                "spa | TikTok refugee: gracias por recibirnos en esta app",
                "spa | Hola a todos, soy nueva aquí y vengo de México",
                "fra | Bonjour à tous, je viens de Paris et j'adore cuisiner",
                "deu | Hallo zusammen, ich bin neu hier und komme aus Berlin",
                "por | Olá pessoal, sou do Brasil e gosto de futebol",
                "ita | Ciao a tutti, sono appena arrivato dall'Italia",
                "nld | Hoi allemaal, ik kom uit Nederland en hou van fietsen",
                "pol | Cześć wszystkim, jestem z Polski",
                "tur | Merhaba arkadaşlar, Türkiye'den geliyorum",
                "vie | Xin chào các bạn, mình đến từ Việt Nam",
                "ind | Halo semuanya, saya dari Indonesia",
                "rus | Привет всем, я приехала из России",
                "jpn | 皆さんこんにちは、日本から来ました",
                "cmn | 大家好，我是新来的，请多多关照，希望交朋友"
            })
    void namesTheLanguageOfAShortPost(String language, String text) {
        assertThat(LanguageDetector.detect(words(text))).contains(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "😀😀😀",
                "hi guys",
                "TikTok refugee TikTok refugee TikTok refugee",
                "#学中文[话题]# #learnchinese[话题]# @somebody https://a.example/b",
                "\uD83D\u0000"
            })
    void namesNoneForTooFewLetters(String text) {
        assertThat(LanguageDetector.detect(words(text))).isEmpty();
    }

    @Test
    void takesHardlyAnyEnglishPostOfTenWordsForAnotherLanguage() {
        var latin = Posts.read(Project.find().data().resolve("replica.csv")).posts().stream()
                .map(post -> Segmenter.standard().segment(post.text()))
                .filter(tokens -> tokens.stream().noneMatch(token -> token.kind() == Token.Kind.HAN)
                        && tokens.stream()
                                        .filter(token -> token.kind() == Token.Kind.LATIN)
                                        .count()
                                >= 10)
                .toList();
        var others = latin.stream()
                .flatMap(tokens -> LanguageDetector.detect(words(tokens)).stream())
                .filter(language -> !language.equals("eng"))
                .count();
        assertThat(latin).hasSizeGreaterThan(1_000);
        assertThat(others).isLessThan(latin.size() / 100);
    }

    private static List<String> words(String text) {
        return words(Segmenter.standard().segment(text));
    }

    private static List<String> words(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> Language.WORDS.contains(token.kind()) && !token.isAppName())
                .map(Token::normal)
                .toList();
    }
}
