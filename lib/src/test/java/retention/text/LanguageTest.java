package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

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
                "Hi guys | ENGLISH"
            })
    void tellsTheLanguage(String text, Language language) {
        assertThat(Language.of(text)).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "😀😀", "123", "#tiktokrefugee[话题]# #猫税[话题]#", "@somebody", "\uD83D\u0000"})
    void findsNoLanguageWithoutWords(String text) {
        assertThat(Language.of(text)).isEqualTo(Language.OTHER);
    }

    @Test
    void doesNotTakeTagsForLanguage() {
        assertThat(Language.of("来交猫税了 #tiktokrefugee[话题]# #cattax[话题]# #cat[话题]#"))
                .isEqualTo(Language.CHINESE);
        assertThat(Language.of("my cat #猫税[话题]# #小红书[话题]# #抖音难民[话题]#")).isEqualTo(Language.ENGLISH);
    }

    @Test
    void takesFourFifthsForPrevailing() {
        assertThat(Language.of("a b c d 我")).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("a b c 我")).isEqualTo(Language.MIXED);
        assertThat(Language.of("我 你 他 她 a")).isEqualTo(Language.CHINESE);
    }

    @Test
    void countsEveryLanguageOfAUsersPosts() {
        assertThat(Language.counts(List.of("大家好", "hello", "hi there")).toString())
                .isEqualTo("{Chinese=1, English=2, mixed=0, other=0}");
    }
}
