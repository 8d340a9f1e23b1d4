package retention.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import retention.text.ThemeModel.Example;
import tech.tablesaw.api.Table;

/**
 * How well the themes that a model finds in posts agree with what readers say of them. A post to which readers gave two themes
 * counts for the one that was found, if it is one of them, else for the first.
 *
 * @param counts one for each theme, in their order
 */
public record ThemeAgreement(List<Counts> counts) {

    /**
     * What became of one theme.
     *
     * @param posts that are about it, as readers say
     * @param found posts in which the model found it
     * @param right posts that are about it and in which it was found
     */
    public record Counts(Theme theme, int posts, int found, int right) {

        /** The share of the found posts that are about it; NaN if it was found in none. */
        public double precision() {
            return (double) right / found;
        }

        /** The share of the posts about it in which it was found; NaN if there is none. */
        public double recall() {
            return (double) right / posts;
        }

        /** The harmonic mean of {@link #precision} and {@link #recall}; NaN if nothing is or was found to be about it. */
        public double f1() {
            return 2.0 * right / (posts + found);
        }

        /**
         * The lower limit of F1's 95 % interval. Of all posts that are about the theme or were found to be, a share J is both, and
         * F1 is 2 J / (1 + J): so the interval is Wilson's of J, carried over.
         *
         * @return 0 if it was rightly found in none
         */
        public double lowerF1() {
            double lower = right == 0 ? 0 : wilson(right, posts + found - right).lower();
            return 2 * lower / (1 + lower);
        }
    }

    /** A theme is measurable if the lower limit of its F1 is at least this. */
    public static final double LOWEST_F1 = 0.5;

    /** The resource that has {@link #standard}. */
    static final String FILE = "theme-agreement.json";

    private static final int FOLDS = 10;
    private static final int SEED = 42;

    public ThemeAgreement {
        counts = List.copyOf(counts);
    }

    /** That of {@link ThemeModel#standard}, cross-validated on the posts of {@code data/labels.csv}. */
    public static ThemeAgreement standard() {
        return ThemeModel.kept(FILE, ThemeAgreement.class);
    }

    /**
     * How {@link ThemeModel#fit} does on texts that it has not learned from: each text is judged once, in one of {@value #FOLDS}
     * folds. Examples are shuffled with the seed {@value #SEED}, then each theme is spread evenly over the folds.
     *
     * @param progress is called for the folds
     * @throws IllegalArgumentException if there are fewer examples than folds
     */
    public static ThemeAgreement crossValidated(List<Example> examples, Progress progress) {
        Check.that(
                examples.size() >= FOLDS,
                "%d labelled texts, expected at least %d: give the posts that the labels are of",
                examples.size(),
                FOLDS);
        var order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        order.sort(Comparator.comparing(i -> examples.get(i).first()));
        var found = new Theme[examples.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            var out = new HashSet<Integer>();
            for (int place = fold; place < order.size(); place += FOLDS) {
                out.add(order.get(place));
            }
            var model = ThemeModel.fit(IntStream.range(0, examples.size())
                    .filter(i -> !out.contains(i))
                    .mapToObj(examples::get)
                    .toList());
            out.forEach(i -> found[i] = model.classify(examples.get(i).text()).theme());
            progress.report(fold + 1, FOLDS);
        }
        return of(examples, found);
    }

    /** @param found by a model in each of the examples, whose themes are what readers say */
    static ThemeAgreement of(List<Example> examples, Theme... found) {
        var said = IntStream.range(0, found.length)
                .mapToObj(i -> examples.get(i).judged(found[i]))
                .toList();
        var right = IntStream.range(0, found.length)
                .filter(i -> said.get(i) == found[i])
                .mapToObj(said::get)
                .toList();
        return new ThemeAgreement(Stream.of(Theme.values())
                .map(theme -> new Counts(
                        theme,
                        Collections.frequency(said, theme),
                        Collections.frequency(List.of(found), theme),
                        Collections.frequency(right, theme)))
                .toList());
    }

    /** What became of one theme. */
    public Counts counts(Theme theme) {
        return counts.stream().filter(each -> each.theme() == theme).findFirst().orElseThrow();
    }

    /** Number of posts. */
    public int posts() {
        return sum(Counts::posts);
    }

    /** The share of the posts of which the model says what a reader says. */
    public double accuracy() {
        return (double) sum(Counts::right) / posts();
    }

    /** Cohen's kappa: the accuracy beyond that of chance with the same shares of themes, 1 at most. */
    public double kappa() {
        double posts = posts();
        double chance = counts.stream()
                .mapToDouble(each -> each.posts() / posts * (each.found() / posts))
                .sum();
        return (accuracy() - chance) / (1 - chance);
    }

    /** Whether posts about a theme are found well enough to be counted: {@link Counts#lowerF1} is at least {@value #LOWEST_F1}. */
    public boolean measurable(Theme theme) {
        return counts(theme).lowerF1() >= LOWEST_F1;
    }

    /** The overall agreement in one sentence, with its 95 % interval (Wilson). */
    public String summary() {
        var interval = wilson(sum(Counts::right), posts());
        return Numbers.text(
                "The theme found is one that a reader gives for %.0f %% [%.0f, %.0f] of %,d labelled posts, in cross-validation; kappa is %.2f.",
                100 * accuracy(), 100 * interval.lower(), 100 * interval.upper(), posts(), kappa());
    }

    /** One row for each theme: labelled posts, precision, recall, F1 with the lower limit that decides, and the decision. */
    public Table table() {
        return TableOf.rows("Themes found and themes that readers give, cross-validated", counts)
                .text("theme", Counts::theme)
                .count("posts", Counts::posts)
                .count("found", Counts::found)
                .number("precision", Counts::precision)
                .number("recall", Counts::recall)
                .number("F1", Counts::f1)
                .number("F1, lower limit", Counts::lowerF1)
                .flag("measurable", each -> measurable(each.theme()))
                .table();
    }

    private static Interval wilson(int right, int of) {
        return Interval.wilson(new Ratio(right, of), 0.95);
    }

    private int sum(ToIntFunction<Counts> count) {
        return counts.stream().mapToInt(count).sum();
    }
}
