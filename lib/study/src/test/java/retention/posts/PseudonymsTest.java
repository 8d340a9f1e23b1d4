package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LENGTH = 400_000;

    @ParameterizedTest
    @CsvSource({
        "see taobao.com/a?b=1，好,     see [link]，好",
        "看看taobao.com吧,             看看[link]吧",
        "微信my_shop.com.cn,           微信my_[link]",
        "TAOBAO.COM and a.b.c.d.me,    [link] and [link]",
        "--shop.com-old.net,           [link]",
        "a company.income of x.comet,  a company.income of x.comet",
        "写信a.b@c.example或者@momo吧, 写信[mail]或者@user",
    })
    void hidesWhatIsWrittenWithoutBlanks(String text, String hidden) {
        assertThat(Pseudonyms.text(text)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a-", "a.", "a.bb.", "x.com", "www.", "http://", "a@", "a.b@", "@a.", "a@b.", "\u0301"})
    void noTextTakesLong(String repeated) {
        var text = repeated.repeat(LENGTH / repeated.length()) + "!";
        assertTimeoutPreemptively(PATIENCE, () -> Pseudonyms.text(text));
    }
}
