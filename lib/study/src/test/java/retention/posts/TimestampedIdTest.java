package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampedIdTest {

    @Test
    void carriesTheTimeOfItsCreationInItsFirstEightDigits() {
        assertThat(new TimestampedId("67605083" + "0".repeat(16)).createdInChina())
                .isEqualTo("2024-12-17T00:08:35");
    }

    @Test
    void readsTimesBeyondTheYear2038() {
        assertThat(new TimestampedId("f" + "0".repeat(23)).createdInChina()).isAfter("2038-01-20T00:00:00");
    }

    @Test
    void sortsByItsText() {
        assertThat(new TimestampedId("0".repeat(24))).isLessThan(new TimestampedId("0".repeat(23) + "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "67605083ABCDEF000000000A",
                "'67605083abcdef000000000a",
                "\t67605083abcdef000000000a",
                " 67605083abcdef000000000a\u00a0",
                "=\"67605083abcdef000000000a\"",
                "67605083abcdef000000000a\u200b",
                "６７６０５０８３abcdef000000000a"
            })
    void isTheSameInEitherCaseAndWithoutWhatGuardsItAgainstSpreadsheets(String text) {
        assertThat(TimestampedId.parse(text)).contains(new TimestampedId("67605083abcdef000000000a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6.76E+23",
                "67605083",
                "6760508300000000000000000",
                "67605083 00000000000000 ",
                "g7605083000000000000000a"
            })
    void refusesWhatIsNoId(String text) {
        assertThat(TimestampedId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new TimestampedId(text)).hasMessageContaining("24 hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "67605083abcdef000000000a",
                "https://www.xiaohongshu.com/user/profile/67605083abcdef000000000a",
                "https://www.xiaohongshu.com/user/profile/67605083ABCDEF000000000A?xsec_token=x&xsec_source=pc_note",
                "https://www.rednote.com/user/profile/67605083abcdef000000000a/68605083abcdef000000000b",
                "/user/profile/67605083abcdef000000000a",
                "xhsdiscover://user/67605083abcdef000000000a",
                "67605083abcdef000000000a?xsec_token=x&xsec_source=pc_note",
                "ObjectId(\"67605083abcdef000000000a\")"
            })
    void isFoundInALinkToAUser(String text) {
        assertThat(TimestampedId.ofUser(text)).contains(new TimestampedId("67605083abcdef000000000a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.xiaohongshu.com/explore/68605083abcdef000000000b?xsec_token=x",
                "https://www.xiaohongshu.com/discovery/item/68605083abcdef000000000b",
                "68605083abcdef000000000b?xsec_token=x",
                "https://www.xiaohongshu.com/search_result/68605083abcdef000000000b?x=67605083abcdef000000000a",
                "https://www.xiaohongshu.com/user/profile/67605083abcdef000000000a/68605083abcdef000000000b",
                "ObjectId('68605083abcdef000000000b')"
            })
    void isFoundInALinkToAPost(String text) {
        assertThat(TimestampedId.ofPost(text)).contains(new TimestampedId("68605083abcdef000000000b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://xhslink.com/a/68605083abcdef000000000b",
                "https://www.xiaohongshu.com/user/profile/67605083abcdef000000000a",
                "https://a.invalid/explore/68605083abcdef000000000b0",
                "https://a.invalid/68605083abcdef000000000b.jpg",
                "68605083abcdef000000000b.jpg"
            })
    void isNotFoundInOtherLinks(String text) {
        assertThat(TimestampedId.ofPost(text)).isEmpty();
    }
}
