package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import numerics.Numbers;
import org.junit.jupiter.api.Test;
import retention.text.ThemeAgreement.Counts;
import retention.text.ThemeModel.Example;

class ThemeAgreementTest {

    private final ThemeAgreement standard = ThemeAgreement.standard();

    @Test
    void countsEitherOfTwoReadersAsRight() {
        var examples = List.of(
                new Example("a", Set.of(Theme.PETS, Theme.BAN)),
                new Example("b", Set.of(Theme.PETS)),
                new Example("c", Set.of(Theme.HUMOUR)));
        var agreement = ThemeAgreement.of(examples, Theme.BAN, Theme.PETS, Theme.PETS);

        assertThat(agreement.counts(Theme.BAN)).isEqualTo(new Counts(Theme.BAN, 1, 1, 1));
        assertThat(agreement.counts(Theme.PETS)).isEqualTo(new Counts(Theme.PETS, 1, 2, 1));
        assertThat(agreement.accuracy()).isEqualTo(2.0 / 3);
        // Chance: BAN 1/3 * 1/3, PETS 1/3 * 2/3.
        assertThat(agreement.kappa()).isCloseTo((2.0 / 3 - 1.0 / 3) / (1 - 1.0 / 3), within(1e-12));
    }

    @Test
    void measuresAThemeByTheLowerLimitOfF1() {
        // J = 60 / 100, Wilson's lower limit 0.502; F1 = 2 J / (1 + J).
        var counts = new Counts(Theme.BAN, 80, 80, 60);

        assertThat(counts.f1()).isCloseTo(0.75, within(1e-12));
        assertThat(counts.lowerF1()).isCloseTo(0.6685, within(1e-3));
        assertThat(new Counts(Theme.BAN, 0, 0, 0).lowerF1()).isZero();
    }

    @Test
    void beatsWhatWasTriedBefore() {
        assertThat(standard.posts()).isEqualTo(361);
        assertThat(standard.accuracy()).isGreaterThan(0.65);
        assertThat(standard.measurable(Theme.GREETING)).isTrue();
        assertThat(standard.measurable(Theme.HOLIDAY)).isFalse();
        assertThat(standard.summary()).contains("361 labelled posts, in cross-validation");
        assertThat(standard.table().rowCount()).isEqualTo(Theme.values().length);
    }

    @Test
    void saysOnRealPostsWhatTopicsTell() {
        var topics = TopicAgreement.standard();

        assertThat(topics.posts()).isEqualTo(361);
        assertThat(topics.nmf()).isBetween(-0.05, 0.5);
        assertThat(topics)
                .hasToString(Numbers.text(
                        "Agreement with what readers say of 361 real posts: NMF %.2f, LDA %.2f.",
                        topics.nmf(), topics.lda()));
    }

    @Test
    void measuresNoTopicsWithoutLabelledPosts() {
        assertThat(TopicAgreement.measured(List.of(), PostLabel.standard(), Vectorizer.tfIdf(), 3))
                .isEmpty();
    }
}
