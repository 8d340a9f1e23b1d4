package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.features.ObservedFeature;
import retention.users.Period;
import retention.users.Wave;

class FeatureTextTest {

    private static final Wave WAVE = new Wave(LocalDate.of(2025, 1, 13), LocalDate.of(2025, 1, 31), Wave.Found.SET);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LIKES    | 54175  | 54,175 likes
                    LIKES    | 1      | 1 like
                    COMMENTS | 0      | 0 comments
                    COLLECTS | 999999 | 999,999 collects
                    SHARES   | 2.5e6  | 2.5 million shares
                    """)
    void saysHowManyReactionsAndNotTheirLogarithm(ObservedFeature feature, double count, String reading) {
        assertThat(FeatureText.of(feature, (float) Math.log1p(count), Period.DEFAULT, WAVE))
                .isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POSTS    | 0        | 1 post
                    POSTS    | 1.098612 | 3 posts
                    RECENCY  | 4.5      | last post 4.5 days before the end of January
                    NEWCOMER | 1        | account made since 13 January 2025
                    NEWCOMER | 0        | account older than 13 January 2025
                    WEEKEND  | 0.5      | weekend 0.50
                    """)
    void saysOtherFeaturesInWords(ObservedFeature feature, double value, String reading) {
        assertThat(FeatureText.of(feature, value, Period.DEFAULT, WAVE)).isEqualTo(reading);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LIKES    | 1.0  | 1.7
                    LIKES    | -0.5 | 0
                    NEWCOMER | 0.2  | no
                    """)
    void saysWhatIsExpectedWhereThatIsNoWholeNumber(ObservedFeature feature, double value, String number) {
        assertThat(FeatureText.number(feature, value)).isEqualTo(number);
    }
}
