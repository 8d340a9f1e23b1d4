package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistributionsTest {

    @Test
    void valuesThatAreAllTheSameHaveAHistogram() {
        assertThat(Html.of(Histograms.equalBins("Likes", "likes", new double[] {0, 0}, 30)))
                .doesNotContain("NaN");
    }

    @Test
    void aGroupWithoutUsersHasNoViolin() {
        var values = new double[] {1, 2, 3};

        var html = Html.of(Violins.byRetention("Likes", "likes", values, new boolean[3]));

        assertThat(html).contains("lost (3)").doesNotContain("retained (0)");
        assertThat(Html.of(Violins.byRetention("Likes", "likes", values, new boolean[] {true, true, true})))
                .contains("retained (3)")
                .doesNotContain("lost (0)");
    }
}
