package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import numerics.Progress;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.Test;
import retention.encoder.Readout;
import retention.model.NetworkLearner;
import retention.model.PublishedNetwork;
import retention.model.TrainingSettings;
import retention.users.Protocol;

class NetworkProtocolTest {

    @Test
    void itsTableShowsInWhatTwoOfThemDiffer() {
        var published = NetworkProtocol.AS_PUBLISHED;
        var corrected = NetworkProtocol.CORRECTED;
        var rows = new LinkedHashMap<String, String>();
        var table = NetworkProtocol.table(published, corrected);
        table.forEach(row -> rows.put(row.getString(0), row.getString(1) + " | " + row.getString(2)));

        assertThat(rows)
                .containsEntry("counts and texts by the rules", "as published | corrected")
                .containsEntry("outcome by the rules", "as published | corrected")
                .containsEntry("sums of reactions", "as they are | log(1 + sum)")
                .containsEntry(
                        "text vector", "[CLS] of the last layer | mean over the tokens of the layer three quarters up")
                .containsEntry("scaler of the sums fitted on", "all users | the users that are learned from")
                .containsEntry("rows in a batch", "16 | 32")
                .containsEntry(
                        "weights in the loss and in the watched loss",
                        "every user weighs the same | both classes weigh the same")
                .containsEntry("early stopping watches", "the last fifth by user id | a fifth of each class, drawn")
                .containsEntry("seeds", "20, each judged alone | 5 in each fold, logits averaged")
                .containsEntry(
                        "judged on", "the users that it learned from | users not seen, 5 folds, split anew 2 times")
                .containsEntry("threshold", "0.5 | the cheapest in the other folds");
        assertThat(rows).hasSize(11);
        var names = Arrays.stream(NetworkProtocol.class.getRecordComponents())
                .map(component -> component.getName())
                .collect(Collectors.toList());
        assertThat(names)
                .containsExactly("name", "users", "outcome", "sums", "text", "training", "seeds", "folds", "threshold");
    }

    @Test
    void readsTheEncoderOutAsItSays() {
        assertThat(NetworkProtocol.AS_PUBLISHED.text().of(12)).isEqualTo(Readout.cls(12));
        assertThat(NetworkProtocol.CORRECTED.text().of(12)).isEqualTo(Readout.mean(9));
        assertThat(NetworkProtocol.CORRECTED.text().of(1)).isEqualTo(Readout.mean(1));
    }

    @Test
    void isRefusedToJudgeOutOfFoldWithoutFolds() {
        var rows = new LabelledMatrix(FeatureMatrix.numbered("x", new float[4][5]), new boolean[4]);
        assertThatThrownBy(() -> NetworkProtocol.AS_PUBLISHED.outOfFold(rows, PublishedNetwork::create, Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AS_PUBLISHED has no folds");
    }

    @Test
    void networksPredictByTheMeanOfTheirLogitsAndEachAlone() {
        var protocol = new NetworkProtocol(
                "TWO",
                Protocol.CORRECTED,
                Protocol.CORRECTED,
                NetworkProtocol.Sums.RAW,
                NetworkProtocol.Text.CLS_OF_THE_LAST_LAYER,
                TrainingSettings.AS_RUN.withEpochs(2).balanced(),
                3,
                Optional.of(new CrossValidation(2, 2, 1)),
                OptionalDouble.empty());
        var data = RandomRows.learnable(120, 6, 0.3, 1);
        var heard = new ArrayList<String>();

        var networks =
                protocol.outOfFold(data, PublishedNetwork::create, (done, total) -> heard.add(done + " of " + total));

        assertThat(networks).hasSize(4);
        assertThat(heard).contains("4 of 12", "12 of 12");
        var learner = new NetworkLearner(PublishedNetwork::create, protocol.training(), Study.BEHAVIOUR_FEATURES);
        var drawn = new SplittableRandom(4);
        drawn.nextLong();
        long third = drawn.nextLong();
        var folds = networks.get(0).splits().get(1).get(1);
        for (var fit : Map.of(1, 4L, 3, third).entrySet()) {
            try (var alone = learner.fit(data.select(folds.train()), fit.getValue())) {
                var scores = networks.get(fit.getKey()).repetitions().get(1);
                assertThat(Outcomes.pick(scores, folds.test()))
                        .isEqualTo(alone.predict(data.features().select(folds.test())));
            }
        }
        for (int user = 0; user < data.rows(); user++) {
            int row = user;
            double mean = networks.subList(1, 4).stream()
                    .mapToDouble(alone -> logit(alone, row))
                    .average()
                    .orElseThrow();
            assertThat(logit(networks.get(0), user)).isCloseTo(mean, within(1e-9));
        }
    }

    private static double logit(OutOfFold predictions, int user) {
        double p = predictions.repetitions().get(1)[user];
        return Math.log(p / (1 - p));
    }
}
