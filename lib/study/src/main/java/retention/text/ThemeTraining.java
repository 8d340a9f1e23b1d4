package retention.text;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.Resources;
import retention.project.AtomicFile;
import retention.text.ThemeAgreement.Judged;
import retention.text.ThemeModel.Example;

/**
 * Learns what posts are about from posts that readers labelled, and measures by cross-validation how often it is right. The folds
 * come from the seed.
 */
public final class ThemeTraining {

    /** Of the folds with which the committed weights and figures are made. */
    public static final long SEED = 42;

    private static final int FOLDS = 10;

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
        return new Gson().fromJson(Resources.text(ThemeTraining.class, resource), type);
    }

    /**
     * The model of all examples.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #FOLDS}
     */
    public static ThemeModel train(List<Example> examples) {
        if (examples.size() < FOLDS) {
            throw new IllegalArgumentException(
                    "%d labelled texts, expected at least %d: give the posts that the labels are of"
                            .formatted(examples.size(), FOLDS));
        }
        return ThemeModel.fit(examples);
    }

    /**
     * How {@link #train} does on texts that it has not learned from: each text is judged once, in one of {@value #FOLDS} folds.
     * Examples are shuffled, then each theme is spread evenly over the folds.
     *
     * @param progress is called for the folds
     */
    public static ThemeAgreement crossValidated(List<Example> examples, long seed, Progress progress) {
        var order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        order.sort(Comparator.comparing(i -> examples.get(i).first()));
        var fold = new int[examples.size()];
        for (int place = 0; place < fold.length; place++) {
            fold[order.get(place)] = place % FOLDS;
        }
        var models = new ArrayList<ThemeModel>();
        for (int out = 0; out < FOLDS; out++) {
            int left = out;
            models.add(ThemeModel.fit(IntStream.range(0, fold.length)
                    .filter(i -> fold[i] != left)
                    .mapToObj(examples::get)
                    .toList()));
            progress.report(out + 1, FOLDS);
        }
        return ThemeAgreement.of(IntStream.range(0, fold.length)
                .mapToObj(i -> Judged.of(
                        examples.get(i),
                        models.get(fold[i]).classify(examples.get(i).text()).theme()))
                .toList());
    }
}
