package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkLearnerTest {

    private static final TrainingSettings QUICK =
            TrainingSettings.AS_RUN.withEpochs(3).withClassWeights(ClassWeights.Rule.BALANCED);

    private final LabelledMatrix data = Rows.learnable(150, 5, 0.3, 1);

    @Test
    void fitsScalerAndNetworkToAllButWhatEarlyStoppingWatches() {
        var split = data.holdOutStratified(NetworkLearner.VALIDATION_FRACTION, 42);
        var scaler = StandardScaler.fitFirst(4, split.training().features());
        var scaled = new LabelledMatrix.Split(
                split.training().withFeatures(scaler.transform(split.training().features())),
                split.validation()
                        .withFeatures(scaler.transform(split.validation().features())));

        try (var byHand = NetworkTrainer.published(QUICK.withSeed(42)).fit(scaled);
                var fitted = NetworkLearner.published(QUICK, 4).fit(data, 42)) {
            assertThat(fitted.predict(data.features())).isEqualTo(byHand.predict(scaler.transform(data.features())));
        }
    }

    @Test
    void theSeedOfTheFitCountsAndNotThatOfTheSettings() {
        var learner = NetworkLearner.published(QUICK, 5);
        var other = NetworkLearner.published(QUICK.withSeed(1), 5);

        assertThat(predict(other, 7)).isEqualTo(predict(learner, 7));
        assertThat(predict(learner, 8)).isNotEqualTo(predict(learner, 7));
    }

    private double[] predict(Learner learner, long seed) {
        try (var fitted = learner.fit(data, seed)) {
            return fitted.predict(data.features());
        }
    }

    @Test
    void tellsOfEachEpochAndKeepsItsHistory() {
        var seen = new ArrayList<Integer>();

        try (var fitted =
                NetworkLearner.published(QUICK, 5).fit(data, 7, (epoch, done, total) -> seen.add(epoch.number()))) {
            assertThat(seen).containsExactly(1, 2, 3);
            assertThat(fitted.history().epochs()).hasSize(3);
            assertThat(fitted.summary().layers()).hasSize(9);
        }
    }

    @Test
    void refusesOtherFeaturesAtPrediction() {
        try (var fitted = NetworkLearner.published(QUICK, 5).fit(data, 7)) {
            var swapped = data.features().columns("f1", "f0", "f2", "f3", "f4");

            assertThatThrownBy(() -> fitted.predict(swapped))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[f0, f1, f2, f3, f4], got 5: [f1, f0");
        }
    }

    @Test
    void refusesToPredictOnceClosed() {
        var fitted = NetworkLearner.published(QUICK, 5).fit(data, 7);
        fitted.close();
        fitted.close();

        assertThatThrownBy(() -> fitted.predict(data.features()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been closed");
    }

    @Test
    void refusesAMissingClass() {
        var lost = LabelledMatrix.of(data.features(), new boolean[150]);

        assertThatThrownBy(() -> NetworkLearner.published(QUICK, 5).fit(lost, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the 0 rows labelled true");
    }

    @Test
    void refusesMoreColumnsToScaleThanThereAre() {
        assertThatThrownBy(() -> NetworkLearner.published(QUICK, 6).fit(data, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first 6 columns");
        assertThatThrownBy(() -> NetworkLearner.published(QUICK, -1)).hasMessageContaining("scaledColumns is -1");
    }

    @Test
    void resamplesWhatTheNetworkLearnsFromAndNotWhatEarlyStoppingWatches() {
        for (var resampling : List.of(new Resampling.Over(1), new Resampling.Smote(1, 2), new Resampling.Under(1))) {
            var learner = (NetworkLearner) resampling.before(NetworkLearner.published(QUICK, 5));
            var plain = NetworkLearner.published(QUICK, 5).split(data, 42).rows();

            var rows = learner.split(data, 42).rows();

            assertThat(rows.validation().features().toArray())
                    .isDeepEqualTo(plain.validation().features().toArray());
            assertThat(rows.training().positives()).isEqualTo(rows.training().rows() / 2);
            assertThat(rows(rows.training())).doesNotContainAnyElementsOf(rows(rows.validation()));
        }
    }

    @Test
    void trainsOnTheResampledRows() {
        var over = new Resampling.Over(1);
        var split = NetworkLearner.published(QUICK, 5).split(data, 42);
        var resampled = new LabelledMatrix.Split(
                over.resample(split.rows().training(), 42), split.rows().validation());

        try (var byHand = NetworkTrainer.published(QUICK.withSeed(42)).fit(resampled);
                var fitted = over.before(NetworkLearner.published(QUICK, 5)).fit(data, 42)) {
            assertThat(fitted.predict(data.features()))
                    .isEqualTo(byHand.predict(split.scaler().transform(data.features())));
        }
    }

    @Test
    void holdsOutBeforeResamplingEvenIfItSeesAPartOfTheFeaturesOrOfTheRows() {
        var over = new Resampling.Over(1);
        var network = NetworkLearner.published(QUICK, 2);

        var some = over.before(network.on("f0", "f1"));
        var thinned = over.before(new Thinned(network, 0.5));

        assertThat(some).isEqualTo(new Selected(network.behind(over), List.of("f0", "f1")));
        assertThat(thinned).isEqualTo(new Thinned(network.behind(over), 0.5));
    }

    private static List<List<Float>> rows(LabelledMatrix rows) {
        return IntStream.range(0, rows.rows())
                .mapToObj(i -> IntStream.range(0, rows.features().columns())
                        .mapToObj(j -> rows.features().value(i, j))
                        .toList())
                .toList();
    }
}
