package retention.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import retention.text.ThemeModel.Example;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well the themes that a model finds in posts agree with what readers say of them. A post to which readers gave two themes
 * counts for the one that was found, if it is one of them, else for the first.
 *
 * @param counts one for each theme, in their order
 * @param bins of the probability that the model gave to the theme it found, from low to high
 */
public record ThemeAgreement(List<Counts> counts, List<Bin> bins) {

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
            return right == 0 ? 0 : f1(wilson(right, posts + found - right).getLowerBound());
        }

        private static double f1(double jaccard) {
            return 2 * jaccard / (1 + jaccard);
        }
    }

    /**
     * Posts to whose theme the model gave a probability in a range.
     *
     * @param from the smallest probability, inclusive
     * @param probability the mean probability, which the share of right ones should be
     */
    public record Bin(double from, int posts, double probability, int right) {}

    /** A theme is measurable if the lower limit of its F1 is at least this. */
    public static final double LOWEST_F1 = 0.5;

    private static final double LEVEL = 0.95;
    private static final double[] BINS = {0, 0.3, 0.5, 0.7, 0.9};
    static final String RESOURCE = "theme-agreement.tsv";
    private static final String THEME = "theme";
    private static final String BIN = "probability";

    public ThemeAgreement {
        counts = List.copyOf(counts);
        bins = List.copyOf(bins);
    }

    /** That of {@link ThemeModel#standard}, cross-validated on the posts of {@code data/labels.csv}. */
    public static ThemeAgreement standard() {
        return Standard.AGREEMENT;
    }

    /**
     * Compares themes found with those that readers gave.
     *
     * @param examples what readers say
     * @param found the theme of each, in the same order
     * @throws IllegalArgumentException if there is not one for each
     */
    public static ThemeAgreement of(List<Example> examples, List<Themed> found) {
        if (examples.size() != found.size()) {
            throw new IllegalArgumentException("%d themes found in %d texts: expected one for each, in their order"
                    .formatted(found.size(), examples.size()));
        }
        var truth = IntStream.range(0, found.size())
                .mapToObj(i -> examples.get(i).themes().contains(found.get(i).theme())
                        ? found.get(i).theme()
                        : examples.get(i).first())
                .toList();
        var counts = Stream.of(Theme.values())
                .map(theme -> new Counts(
                        theme,
                        (int) truth.stream().filter(theme::equals).count(),
                        (int) found.stream()
                                .filter(each -> each.theme() == theme)
                                .count(),
                        (int) IntStream.range(0, found.size())
                                .filter(i -> found.get(i).theme() == theme && truth.get(i) == theme)
                                .count()))
                .toList();
        var bins = IntStream.range(0, BINS.length)
                .mapToObj(bin -> {
                    double to = bin + 1 < BINS.length ? BINS[bin + 1] : Double.POSITIVE_INFINITY;
                    var inside = IntStream.range(0, found.size())
                            .filter(i -> found.get(i).probability() >= BINS[bin]
                                    && found.get(i).probability() < to)
                            .toArray();
                    return new Bin(
                            BINS[bin],
                            inside.length,
                            Math.rint(1000
                                            * Arrays.stream(inside)
                                                    .mapToDouble(
                                                            i -> found.get(i).probability())
                                                    .average()
                                                    .orElse(0))
                                    / 1000,
                            (int) Arrays.stream(inside)
                                    .filter(i -> found.get(i).theme() == truth.get(i))
                                    .count());
                })
                .toList();
        return new ThemeAgreement(counts, bins);
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
        return String.format(
                Locale.ROOT,
                "The theme found is one that a reader gives for %.0f %% [%.0f, %.0f] of %,d labelled posts, in cross-validation; kappa is %.2f.",
                100 * accuracy(),
                100 * interval.getLowerBound(),
                100 * interval.getUpperBound(),
                posts(),
                kappa());
    }

    /** One row for each theme: labelled posts, precision, recall, F1 with the lower limit that decides, and the decision. */
    public Table table() {
        return Table.create(
                "Themes found and themes that readers give, cross-validated",
                StringColumn.create(
                        THEME, counts.stream().map(each -> each.theme().toString())),
                integers("posts", Counts::posts),
                integers("found", Counts::found),
                numbers("precision", Counts::precision),
                numbers("recall", Counts::recall),
                numbers("F1", Counts::f1),
                numbers("F1, lower limit", Counts::lowerF1),
                BooleanColumn.create(
                        "measurable",
                        counts.stream().map(each -> measurable(each.theme())).toList()));
    }

    /** What the model's probabilities are worth: of the posts in each range, the mean probability and the share that is right. */
    public Table reliability() {
        var filled = bins.stream().filter(bin -> bin.posts() > 0).toList();
        return Table.create(
                "Probability given to the theme found, and how often it is right",
                DoubleColumn.create(
                        "from", filled.stream().mapToDouble(Bin::from).toArray()),
                IntColumn.create("posts", filled.stream().mapToInt(Bin::posts).toArray()),
                DoubleColumn.create(
                        "mean probability",
                        filled.stream().mapToDouble(Bin::probability).toArray()),
                DoubleColumn.create(
                        "share right",
                        filled.stream()
                                .mapToDouble(bin -> (double) bin.right() / bin.posts())
                                .toArray()));
    }

    /** Lines as {@link #parse} reads them. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(
                "# Themes found and themes that readers give, in cross-validation. Made by bin/retention themes; do not edit.");
        lines.add("# theme: posts, found, right. probability: from, posts, mean, right.");
        counts.forEach(each -> lines.add(line(THEME, each.theme(), each.posts(), each.found(), each.right())));
        bins.forEach(bin -> lines.add(line(BIN, bin.from(), bin.posts(), bin.probability(), bin.right())));
        return lines;
    }

    static ThemeAgreement parse(List<String> lines) {
        var cells = lines.stream().map(line -> line.split("\t")).toList();
        return new ThemeAgreement(
                cells.stream()
                        .filter(cell -> cell[0].equals(THEME))
                        .map(cell -> new Counts(
                                Theme.named(cell[1]),
                                Integer.parseInt(cell[2]),
                                Integer.parseInt(cell[3]),
                                Integer.parseInt(cell[4])))
                        .toList(),
                cells.stream()
                        .filter(cell -> cell[0].equals(BIN))
                        .map(cell -> new Bin(
                                Double.parseDouble(cell[1]),
                                Integer.parseInt(cell[2]),
                                Double.parseDouble(cell[3]),
                                Integer.parseInt(cell[4])))
                        .toList());
    }

    private static String line(Object... cells) {
        return Stream.of(cells).map(Object::toString).collect(Collectors.joining("\t"));
    }

    private static ConfidenceInterval wilson(int right, int of) {
        return new WilsonScoreInterval().createInterval(of, right, LEVEL);
    }

    private int sum(ToIntFunction<Counts> count) {
        return counts.stream().mapToInt(count).sum();
    }

    private IntColumn integers(String name, ToIntFunction<Counts> number) {
        return IntColumn.create(name, counts.stream().mapToInt(number).toArray());
    }

    private DoubleColumn numbers(String name, ToDoubleFunction<Counts> number) {
        return DoubleColumn.create(name, counts.stream().mapToDouble(number).toArray());
    }

    private static final class Standard {
        private static final ThemeAgreement AGREEMENT = parse(WordFile.lines(RESOURCE));
    }
}
