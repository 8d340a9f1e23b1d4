package retention.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import retention.model.NetworkTrainer;
import retention.model.PublishedNetwork;
import retention.model.TrainingSettings;

/** Fits and their judgement, on random rows of the study's shape: 3,249 users, of whom 23 are positive. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ModelKernels {

    private static final int ROWS = 3249;
    private static final int POSITIVES = 23;

    private final CrossValidation folds = new CrossValidation(5, 2, 42);
    private final NetworkTrainer oneEpoch =
            new NetworkTrainer(PublishedNetwork::create, TrainingSettings.AS_RUN.withEpochs(1));
    private boolean[] labels;
    private LabelledMatrix fiveFeatures;
    private LabelledMatrix.Split networkRows;
    private OutOfFold predicted;

    @Setup
    public void draw() {
        labels = new boolean[ROWS];
        for (int i = 0; i < POSITIVES; i++) {
            labels[i * ROWS / POSITIVES] = true;
        }
        fiveFeatures = new LabelledMatrix(random(5), labels);
        networkRows = new LabelledMatrix(random(772), labels).holdOutLast(0.2);
        predicted = crossValidatedFirth();
    }

    private static FeatureMatrix random(int columns) {
        var random = new Random(42);
        var rows = new float[ROWS][columns];
        for (var row : rows) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return FeatureMatrix.numbered("x", rows);
    }

    @Benchmark
    public FittedLogistic firthOfFiveFeatures() {
        return new FirthLogistic().fit(fiveFeatures, 42);
    }

    @Benchmark
    public OutOfFold crossValidatedFirth() {
        return folds.predict(fiveFeatures.features(), labels, new FirthLogistic());
    }

    @Benchmark
    public Interval crossValidatedAuc() {
        return MetricIntervals.auc(predicted, 0.95);
    }

    /** 163 steps of 16 rows, and the validation of 650. */
    @Benchmark
    public void epochOfThePublishedNetwork() {
        oneEpoch.fit(networkRows, 42).close();
    }
}
