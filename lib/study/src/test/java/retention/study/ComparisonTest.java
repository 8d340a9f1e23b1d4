package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void saysWhatAgreesAndWhatDoesNot() {
        var comparison = Published.read()
                .compare("t")
                .exact("rows", 4117, 4117)
                .within("correlation", 0.73, 0.75, 0.05)
                .exact("AUC", 0.7012, 0.65);
        assertThat(comparison.table().stringColumn("agreement").asList())
                .containsExactly("same", "within 0.0500", "differs");
        assertThat(comparison.differing()).isEqualTo(1);
    }

    @Test
    void writesWholeNumbersWithoutDecimals() {
        assertThat(Published.read()
                        .compare("t")
                        .exact("rows", 4117, 0.5)
                        .table()
                        .row(0)
                        .getString("published"))
                .isEqualTo("4,117");
    }

    @Test
    void readsPublishedFiguresByTheirPath() {
        var published = Published.read();
        assertThat(published.number("exact", "rows")).isEqualTo(4117);
        assertThat(published.numbers("exact", "feature_matrix")).containsExactly(3249, 772);
        assertThat(published.numbersByName("exact", "non_null")).containsEntry("title", 3420.0);
        assertThat(published.sentences("claims_to_check")).hasSize(6);
    }

    @Test
    void namesAPublishedFigureThatDoesNotExist() {
        assertThatThrownBy(() -> Published.read().number("exact", "nonsense"))
                .hasMessageContaining("has no exact / nonsense");
    }
}
