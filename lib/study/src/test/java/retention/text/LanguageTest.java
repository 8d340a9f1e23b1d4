package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.Posts;
import retention.project.Project;

class LanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"h", "ha", "jaHe", "b", "a-", "@a", "https://", "#1"})
    void takesNoLongForAnyText(String repeated) {
        var text = repeated.repeat(200_000 / repeated.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Language.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "大家好，我是新来的 | CHINESE",
                "我的iPhone在上海的地铁里坏了 | CHINESE",
                "Hello from Ohio! 😀 | ENGLISH",
                "Hello, all my dear Chinese friends, 你好 | ENGLISH",
                "你好朋友 hello friends | MIXED",
                "Привет всем | OTHER",
                "안녕하세요 여러분 TikTok | OTHER",
                "Hola a todos, soy nuevo aquí y vengo de México | OTHER",
                "Bonjour à tous, je viens de Paris et j'adore cuisiner | OTHER",
                "Hallo zusammen, ich bin neu hier und komme aus Berlin | OTHER",
                "Olá pessoal, sou do Brasil e gosto de futebol | OTHER",
                "Ciao a tutti, sono appena arrivato dall'Italia | OTHER",
                "Hoi allemaal, ik kom uit Nederland en hou van fietsen | OTHER",
                "Cześć wszystkim, jestem z Polski | OTHER",
                "Merhaba arkadaşlar, Türkiye'den geliyorum | OTHER",
                "Xin chào các bạn, mình đến từ Việt Nam | OTHER",
                "Halo semuanya, saya dari Indonesia | OTHER",
                "what do you guys eat for breakfast over there? | ENGLISH",
                "my cat is called Mochi and she says hi | ENGLISH",
                "Just another TikTok refugee from the Midwest | ENGLISH",
                "Hi guys | ENGLISH",
                "TikTok refugee here! | ENGLISH",
                "TIKTOK REFUGEE | ENGLISH",
                "TikTok refugee bodybuilder | ENGLISH",
                "TikTok refugee, soy de Colombia y quiero hacer amigos chinos | OTHER",
                "TikTok refugee aus Österreich, wer möchte mit mir schreiben? | OTHER",
                "抖音难民 | CHINESE",
                "我是TikTok refugee，大家好 | CHINESE",
                "你好，认识一下 TikTok refugee | CHINESE",
                "你好，认识一下！ I am from Texas and love my dogs | MIXED",
                "The sky on my drive home 開車回家路上的天空 | MIXED",
                "我的电脑用的是 Windows 和 Office，用了很多年，一直都很好用，没有什么问题，大家可以放心买来用 | CHINESE"
            })
    void tellsTheLanguage(String text, Language language) {
        assertThat(Language.of(text)).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "😀😀",
                "123",
                "[害羞R]",
                "#tiktokrefugee[话题]# #猫税[話題]# #x[Topic]#",
                "@somebody",
                "\uD83D\u0000"
            })
    void findsNoLanguageWithoutWords(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.NONE);
    }

    @Test
    void doesNotTakeTagsForLanguage() {
        assertThat(Language.of("来交猫税了 #tiktokrefugee[话题]# #cattax[话题]# #cat[话题]#"))
                .isEqualTo(Language.CHINESE);
        assertThat(Language.of("my cat #猫税[话题]# #小红书[话题]# #抖音难民[话题]#")).isEqualTo(Language.ENGLISH);
    }

    @Test
    void takesTwoWordsAndATenthForMixed() {
        assertThat(Language.of("a b c d e 我")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("a b c d e 我 你")).isEqualTo(Language.MIXED);
        assertThat(Language.of("我 你 a b")).isEqualTo(Language.MIXED);
        assertThat(Language.of("我 你 a")).isEqualTo(Language.CHINESE);
        assertThat(Language.of("a b c d e f g h i j k l m n o p q r s 我 你")).isEqualTo(Language.ENGLISH);
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
                .filter(tokens -> Language.of(tokens) != Language.ENGLISH)
                .count();
        assertThat(latin).hasSizeGreaterThan(1_000);
        assertThat(others).isLessThan(latin.size() / 100);
    }

    @Test
    void givesWhatAReaderGivesForRealPosts() throws IOException {
        var posts = RealPosts.labelled();
        var languages = RealPosts.languages();
        var wrong = new ArrayList<String>();
        posts.forEach((post, label) -> {
            if (!languages.get(label.postId()).contains(Language.of(post.text()))) {
                wrong.add(label.postId());
            }
        });

        assertThat(posts).hasSize(361);
        assertThat(wrong).as("posts read in another language").hasSizeLessThanOrEqualTo(posts.size() * 2 / 100);
    }

    @Test
    void countsEveryLanguageOfAUsersPosts() {
        assertThat(Language.counts(List.of("大家好", "hello", "hi there")).toString())
                .isEqualTo("{Chinese=1, English=2, mixed=0, other=0, none=0}");
    }
}
