package retention.study;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import numerics.Check;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import numerics.learning.CrossValidation;
import retention.features.ObservedFeature;
import retention.project.Project;
import retention.project.Sha256;
import retention.users.Cohort;

/**
 * The analysis plan in {@code docs/plan.md}, which was written before the original crawl was read: the study's one primary
 * analysis, and what its result would mean.
 *
 * @param sha256 of its text, by which results name it
 */
public record AnalysisPlan(LocalDate date, String sha256) {

    /** Whom the primary analysis is about. */
    public static final Cohort POPULATION = Cohort.WAVE;

    /** The headline's features that vary among newcomers and were not counted on the day of the crawl. */
    public static final List<ObservedFeature> PREDICTORS = List.of(ObservedFeature.POSTS, ObservedFeature.RECENCY);

    /** Five folds, split anew twenty times. */
    public static final CrossValidation FOLDS = new CrossValidation(5, 20, 42);

    /** The first two of these repetitions, for what is repeated a thousand times. */
    static final CrossValidation QUICK_FOLDS = new CrossValidation(5, 2, 42);

    static final int PERMUTATIONS = 1000;
    static final double LEVEL = 0.95;
    static final long SEED = 42;

    private static final String FILE = "docs/plan.md";
    private static final Pattern DATE = Pattern.compile("^Date: (\\d{4}-\\d{2}-\\d{2})$", Pattern.MULTILINE);
    private static final double WELL = 0.7;
    private static final double LITTLE = 0.6;
    private static final double CHANCE = 0.5;

    /** What the result of the primary analysis means. */
    public enum Conclusion {
        WELL("newcomers who are found again can be told from the others well"),
        BETTER_THAN_CHANCE(
                "newcomers who are found again can be told from the others better than by chance; how well is open"),
        LITTLE("there is little to tell newcomers who are found again from the others by in these predictors"),
        UNDECIDED("undecided: the interval says what is compatible with the data");

        private final String words;

        Conclusion(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Reads the plan of this project.
     *
     * @throws IllegalArgumentException if it has no line such as {@code Date: 2026-11-26}
     */
    public static AnalysisPlan read() {
        var file = Project.find().root().resolve(FILE);
        var text = Project.text(file);
        var date = DATE.matcher(text);
        Check.that(date.find(), "%s has no date: expected a line such as Date: 2026-11-26.", file);
        return new AnalysisPlan(LocalDate.parse(date.group(1)), Sha256.of(text));
    }

    /** What an AUC and its test mean by the plan. */
    public static Conclusion conclusion(Interval auc, LabelPermutation test) {
        if (test.pValue() <= 1 - LEVEL && auc.lower() > CHANCE) {
            return auc.lower() >= WELL ? Conclusion.WELL : Conclusion.BETTER_THAN_CHANCE;
        }
        return auc.upper() < LITTLE ? Conclusion.LITTLE : Conclusion.UNDECIDED;
    }

    /** The plan and where it stands, in a sentence. */
    @Override
    public String toString() {
        return "The plan of %s (%s, SHA-256 %s...) names one primary analysis and one test; everything else here is exploratory."
                .formatted(date, FILE, sha256.substring(0, 12));
    }
}
