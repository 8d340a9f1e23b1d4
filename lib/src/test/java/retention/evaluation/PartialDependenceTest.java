package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import retention.model.FeatureMatrix;

class PartialDependenceTest {

    private static final JsonObject GOLDEN = Golden.read("additions").json().getAsJsonObject("dependence");
    private static final FeatureMatrix COUNTS =
            FeatureMatrix.of(List.of("posts", "likes"), new float[][] {{1, 10}, {1, 20}, {1, 30}, {8, 40}});

    @Test
    void agreesWithScikitLearnAtTheSameQuantiles() {
        var rows = LogisticFormula.rows(GOLDEN);
        var predictor = LogisticFormula.of(GOLDEN);
        for (int column = 0; column < 3; column++) {
            var curve = GOLDEN.getAsJsonArray("curves").get(column).getAsJsonArray();
            var points = PartialDependence.atQuantiles(
                            predictor, rows, rows.names().get(column), 9)
                    .points();
            assertThat(points.stream()
                            .mapToDouble(PartialDependence.Point::value)
                            .toArray())
                    .containsExactly(Golden.doubles(curve.get(0).getAsJsonArray()));
            assertThat(points.stream()
                            .mapToDouble(PartialDependence.Point::meanPrediction)
                            .toArray())
                    .containsExactly(Golden.doubles(curve.get(1).getAsJsonArray()), within(1e-12));
        }
    }

    @Test
    void quantilesAreValuesThatSomeUserHasAndEachComesOnce() {
        assertThat(PartialDependence.atQuantiles(rows -> new double[rows.rows()], COUNTS, "posts", 5)
                        .points())
                .extracting(PartialDependence.Point::value)
                .containsExactly(1.0, 8.0);
    }

    @Test
    void onlyTheAskedFeatureChanges() {
        var points = PartialDependence.at(rows -> rows.values("likes"), COUNTS, "posts", 0, 100)
                .points();
        assertThat(points).containsExactly(new PartialDependence.Point(0, 25), new PartialDependence.Point(100, 25));
    }

    @Test
    void everybodyGetsTheValue() {
        assertThat(PartialDependence.at(rows -> rows.values("posts"), COUNTS, "posts", 3)
                        .points())
                .containsExactly(new PartialDependence.Point(3, 3));
    }

    @Test
    void tableIsNamedByTheFeature() {
        assertThat(PartialDependence.at(rows -> rows.values("posts"), COUNTS, "posts", 3)
                        .table()
                        .columnNames())
                .containsExactly("posts", "mean prediction");
    }

    @Test
    void unknownFeatureIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialDependence.atQuantiles(rows -> rows.values("posts"), COUNTS, "shares", 5))
                .withMessageContaining("No feature 'shares' among [posts, likes]");
    }

    @Test
    void oneQuantileIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialDependence.atQuantiles(rows -> rows.values("posts"), COUNTS, "posts", 1))
                .withMessageContaining("1 quantiles: expected 2 or more");
    }

    @Test
    void valuesThatDoNotAscendAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialDependence.at(rows -> rows.values("posts"), COUNTS, "posts", 2, 2))
                .withMessageContaining("The values of 'posts' are [2.0, 2.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialDependence.at(rows -> rows.values("posts"), COUNTS, "posts"))
                .withMessageContaining("[]: expected one or more");
    }
}
