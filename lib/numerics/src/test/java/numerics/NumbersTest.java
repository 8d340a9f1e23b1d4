package numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Locale usual = Locale.getDefault();

    @BeforeEach
    void writeCommasForDecimals() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void writeAsUsual() {
        Locale.setDefault(usual);
    }

    @Test
    void numbersAreTheSameInEveryCountry() {
        assertThat(Numbers.fixed(1234.5, 1)).isEqualTo("1234.5");
        assertThat(Numbers.count(3249)).isEqualTo("3,249");
        assertThat(Numbers.percent(0.9938, 2)).isEqualTo("99.38 %");
        assertThat(Numbers.interval(0.858, 0.764, 0.919, 2)).isEqualTo("0.86 [0.76, 0.92]");
        assertThat(Numbers.plain(2.50)).isEqualTo("2.5");
    }

    @Test
    void zeroHasNoSignAndOtherNumbersKeepTheirs() {
        assertThat(Numbers.fixed(-0.04, 1)).isEqualTo("0.0");
        assertThat(Numbers.fixed(-0.4, 0)).isEqualTo("0");
        assertThat(Numbers.fixed(-0.06, 1)).isEqualTo("-0.1");
        assertThat(Numbers.fixed(-10.0, 1)).isEqualTo("-10.0");
    }

    @Test
    void twoDigitsOfTheWidthAreShownAndFourDecimalsAtMost() {
        assertThat(Numbers.decimals(0.21)).isEqualTo(2);
        assertThat(Numbers.decimals(3)).isEqualTo(1);
        assertThat(Numbers.decimals(400)).isZero();
        assertThat(Numbers.decimals(1e-9)).isEqualTo(4);
        assertThat(Numbers.decimals(0)).isEqualTo(2);
    }
}
