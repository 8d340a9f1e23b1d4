package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.evaluation.Metrics;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.model.SeededDropout;
import retention.model.TrainingSettings;
import retention.study.SeedRuns.Run;
import retention.users.Protocol;

class SeedRunsTest {

    private static final NetworkProtocol QUICK = new NetworkProtocol(
            "AS_PUBLISHED",
            Protocol.AS_PUBLISHED,
            Protocol.AS_PUBLISHED,
            NetworkProtocol.Sums.RAW,
            NetworkProtocol.Text.CLS_OF_THE_LAST_LAYER,
            TrainingSettings.AS_RUN.withEpochs(2),
            4,
            Optional.empty(),
            OptionalDouble.of(0.5));

    @TempDir
    Path folder;

    private final SeedRuns runs = new SeedRuns(
            List.of(new Run(42, 9, 0.99, 0.6, 0), new Run(43, 11, 0.98, 0.7, 2), new Run(44, 10, 0.97, 0.9, 0)),
            new double[] {0.25, 0.75});

    @Test
    void judgeEachSeedOnTheUsersThatItLearnedFrom() {
        var data = data();
        var made = SeedRuns.of(data, SeedRunsTest::linear, QUICK, Progress.NONE);

        assertThat(made.runs()).extracting(Run::seed).containsExactly(42, 43, 44, 45);
        assertThat(made.runs()).extracting(Run::auc).doesNotHaveDuplicates();
        var first = made.first();
        assertThat(made.runs().get(0).auc()).isEqualTo(Metrics.aucRoc(data.labels(), first));
        assertThat(made.runs().get(0).named()).isEqualTo((int)
                IntStream.range(0, first.length).filter(i -> first[i] >= 0.5).count());
        assertThat(made.runs().get(0).epochs()).isEqualTo(2);
        var again = SeedRuns.of(data, SeedRunsTest::linear, QUICK, Progress.NONE);
        assertThat(again.runs()).isEqualTo(made.runs());
        assertThat(again.first()).isEqualTo(first);
    }

    @Test
    void haveAMedianAndQuantilesAsNumPys() {
        assertThat(runs.shareNaming()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(runs.percentile(Run::auc, 50)).isEqualTo(0.7);
        assertThat(runs.percentile(Run::auc, 5)).isCloseTo(0.61, within(1e-12));
        assertThat(runs.percentile(Run::auc, 95)).isCloseTo(0.88, within(1e-12));
        assertThat(runs.table().columnNames()).containsExactly("figure", "median", "5 %", "95 %");
        assertThat(runs.table().stringColumn("median").asList()).containsExactly("0.9800", "0.7000", "0", "10");
        assertThat(runs.table().name())
                .isEqualTo("3 seeds, judged on the users learned from; 33 % of the seeds name anybody");
        assertThat(runs.runsTable().rowCount()).isEqualTo(3);
    }

    @Test
    void areLookedUpWhereTheSameNetworkWasTrainedBefore() {
        assertThat(trained(0.3, QUICK)).isEqualTo(1);
        assertThat(trained(0.3, QUICK)).isZero();
        assertThat(trained(0.31, QUICK)).as("another rate of dropout").isEqualTo(1);
        assertThat(trained(0.3, QUICK)).as("the last one alone is kept").isEqualTo(1);
        var longer = new NetworkProtocol(
                QUICK.name(),
                QUICK.users(),
                QUICK.outcome(),
                QUICK.sums(),
                QUICK.text(),
                QUICK.training().withEpochs(3),
                QUICK.seeds(),
                QUICK.folds(),
                QUICK.threshold());
        assertThat(trained(0.3, longer)).as("another training").isEqualTo(1);
    }

    /** How often networks are trained. */
    private int trained(double dropout, NetworkProtocol protocol) {
        var count = new AtomicInteger();
        Supplier<Block> network = () -> new SequentialBlock()
                .add(new SeededDropout(dropout))
                .add(Linear.builder().setUnits(1).build());
        var kept = new Store(folder).trained("seeds", protocol, network, data(), SeedRuns.class, () -> {
            count.incrementAndGet();
            return runs;
        });
        assertThat(kept.what().runs()).isEqualTo(runs.runs());
        return count.get();
    }

    @Test
    void areReadBackUnlessTheyWereMadeOfOtherUsers() throws IOException {
        var store = new Store(folder);
        assertThat(store.kept("seeds", QUICK, SeedRuns.class)).isEmpty();
        store.trained("seeds", QUICK, SeedRunsTest::linear, data(), SeedRuns.class, () -> runs);
        var read = store.kept("seeds", QUICK, SeedRuns.class).orElseThrow().what();
        assertThat(read.runs()).isEqualTo(runs.runs());
        assertThat(read.first()).isEqualTo(runs.first());
        assertThat(store.kept("seeds", NetworkProtocol.CORRECTED, SeedRuns.class))
                .isEmpty();
        var json = folder.resolve("seeds_AS_PUBLISHED.json");
        var text = Files.readString(json);
        for (var damaged : List.of(
                "",
                "{",
                "[]",
                "{}",
                text.replace("\"trainer\"", "\"coach\""),
                text.replace("\"runs\"", "\"rows\""),
                text.replace("\"first\"", "\"last\""))) {
            assertThat(damaged).isNotEqualTo(text);
            Files.writeString(json, damaged);
            assertThat(store.kept("seeds", QUICK, SeedRuns.class)).as(damaged).isEmpty();
        }
    }

    @Test
    void needARunAndAThreshold() {
        assertThatThrownBy(() -> new SeedRuns(List.of(), new double[0])).hasMessageContaining("No run");
        assertThatThrownBy(() -> SeedRuns.of(data(), SeedRunsTest::linear, NetworkProtocol.CORRECTED, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CORRECTED has no threshold");
    }

    @Test
    void areOfThePublishedRules() {
        assertThat(NetworkProtocol.AS_PUBLISHED.users()).isEqualTo(Protocol.AS_PUBLISHED);
        assertThat(NetworkProtocol.AS_PUBLISHED.seeds()).isEqualTo(20);
    }

    private static Block linear() {
        return Linear.builder().setUnits(1).build();
    }

    private static LabelledMatrix data() {
        var random = new Random(1);
        var values = new float[120][6];
        var labels = new boolean[120];
        for (int i = 0; i < 120; i++) {
            for (int j = 0; j < 6; j++) {
                values[i][j] = (float) random.nextGaussian();
            }
            labels[i] = values[i][0] + values[i][5] > 1;
        }
        return new LabelledMatrix(FeatureMatrix.numbered("x", values), labels);
    }
}
