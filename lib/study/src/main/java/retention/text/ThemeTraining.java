package retention.text;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import numerics.Progress;
import retention.project.AtomicFile;
import retention.text.ThemeAgreement.Judged;
import retention.text.ThemeModel.Example;

/**
 * Learns what posts are about from posts that readers labelled, and measures by cross-validation how often it is right. The
 * penalty is chosen inside each training set by the logarithmic loss in folds of its own, so that no post that judges the model has
 * had a say in it. Every draw comes from the seed.
 */
public final class ThemeTraining {

    /** Of the folds with which the committed weights and figures are made. */
    public static final long SEED = 42;

    private static final List<Double> PENALTIES = List.of(0.3, 0.1, 0.03);
    private static final int OUTER_FOLDS = 10;
    private static final int INNER_FOLDS = 5;

    /** A theme that no training post has is not impossible, and its logarithm is no infinite loss. */
    private static final double SMALLEST_PROBABILITY = 1e-9;

    /** The resources that are made here. */
    static final String MODEL = "theme-model.json";

    static final String AGREEMENT = "theme-agreement.json";
    static final String TOPICS = "topic-agreement.json";

    private ThemeTraining() {}

    /** Writes a model and how it was measured as the files that are among the library's resources. */
    public static void write(Path folder, ThemeModel model, ThemeAgreement themes, TopicAgreement topics) {
        var files = Map.of(MODEL, model.learned(), AGREEMENT, themes, TOPICS, topics);
        for (var file : files.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), new Gson().toJson(file.getValue()) + "\n");
        }
    }

    /** What was written to a file that is now among the resources. */
    static <T> T kept(String resource, Class<T> type) {
        return new Gson().fromJson(Lexicon.text(resource), type);
    }

    /**
     * The model of all examples.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #INNER_FOLDS}
     */
    public static ThemeModel train(List<Example> examples, long seed) {
        if (examples.size() < INNER_FOLDS) {
            throw new IllegalArgumentException(
                    "%d labelled texts, expected at least %d: give the posts that the labels are of"
                            .formatted(examples.size(), INNER_FOLDS));
        }
        double penalty = PENALTIES.stream()
                .min(Comparator.comparingDouble(each -> loss(examples, each, seed)))
                .orElseThrow();
        return ThemeModel.fit(examples, penalty);
    }

    /**
     * How {@link #train} does on texts that it has not learned from: each text is judged once, in one of {@value #OUTER_FOLDS}
     * folds.
     *
     * @param progress is called for the folds
     * @throws IllegalArgumentException if a fold has too few texts to train on
     */
    public static ThemeAgreement crossValidated(List<Example> examples, long seed, Progress progress) {
        var models = outOfFold(examples, OUTER_FOLDS, seed, training -> train(training, seed), progress);
        return ThemeAgreement.of(IntStream.range(0, examples.size())
                .mapToObj(i -> Judged.of(
                        examples.get(i), models.get(i).classify(examples.get(i).text())))
                .toList());
    }

    private static double loss(List<Example> examples, double penalty, long seed) {
        var models =
                outOfFold(examples, INNER_FOLDS, seed, training -> ThemeModel.fit(training, penalty), Progress.NONE);
        return IntStream.range(0, examples.size())
                .mapToDouble(i -> loss(models.get(i), examples.get(i)))
                .sum();
    }

    private static double loss(ThemeModel model, Example example) {
        var probabilities = model.probabilities(example.text());
        double right = example.themes().stream().mapToDouble(probabilities::get).sum();
        return -Math.log(Math.max(right, SMALLEST_PROBABILITY));
    }

    /** For each example the model that has not seen it. Examples are shuffled, then each theme is spread evenly over the folds. */
    private static List<ThemeModel> outOfFold(
            List<Example> examples, int folds, long seed, Function<List<Example>, ThemeModel> fit, Progress progress) {
        var order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.comparing(i -> examples.get(i).first()));
        var fold = new int[examples.size()];
        for (int place = 0; place < fold.length; place++) {
            fold[order.get(place)] = place % folds;
        }
        var models = new ArrayList<ThemeModel>();
        for (int out = 0; out < folds; out++) {
            int left = out;
            models.add(fit.apply(IntStream.range(0, fold.length)
                    .filter(i -> fold[i] != left)
                    .mapToObj(examples::get)
                    .toList()));
            progress.report(out + 1, folds);
        }
        return IntStream.of(fold).mapToObj(models::get).toList();
    }
}
