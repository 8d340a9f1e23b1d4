package retention.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.evaluation.CrossValidation;
import retention.evaluation.EffectSizes;
import retention.evaluation.Interval;
import retention.evaluation.Metrics;
import retention.evaluation.PermutationImportance;
import retention.features.JanuaryFeature;
import retention.model.FirthLogistic;
import retention.model.Forest;
import retention.model.LabelledMatrix;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What goes with being retained, looked at in three ways that can fail differently: each feature alone, each given the others of
 * the headline model, and each as a forest uses it on users that it has not seen.
 *
 * <p>The rule, stated before looking. <i>Alone</i> speaks for a feature whose q-value is at most 0.05; <i>together</i>, if the
 * logistic regression's 95 % interval excludes an odds ratio of 1; <i>unseen</i>, if shuffling it lowers the forest's AUC on
 * held-out users in all of the folds. A factor has all the looks on its side that were taken, at least two; a hint has one or more;
 * the rest has none.
 *
 * @param lines one a feature, in the order of {@link JanuaryFeature}
 */
public record Factors(List<Line> lines) {

    private static final double LEVEL = 0.95;
    private static final double THRESHOLD = 0.05;
    private static final int SHUFFLES = 5;
    private static final long SEED = 42;
    private static final CrossValidation FOLDS = new CrossValidation(5, 1, SEED);

    public Factors {
        lines = List.copyOf(lines);
    }

    /** What the three looks together say. */
    public enum Verdict {
        FACTOR("factor"),
        HINT("hint"),
        NONE("nothing seen");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One feature.
     *
     * @param alone Cliff's delta, p and q
     * @param together odds ratio of one standard deviation given the other headline features; none if it is not among them
     * @param drops by how much the forest's AUC falls in each fold when the feature is shuffled there
     */
    public record Line(EffectSizes.Effect alone, Optional<Interval> together, List<Double> drops) {

        public Line {
            drops = List.copyOf(drops);
        }

        /** The mean of the drops. */
        public double meanDrop() {
            return drops.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        /** By the rule of {@link Factors}. */
        public Verdict verdict() {
            long taken = together.isPresent() ? 3 : 2;
            long speaking = Stream.of(
                            alone.qValue() <= THRESHOLD,
                            together.filter(ratio -> ratio.lower() > 1 || ratio.upper() < 1)
                                    .isPresent(),
                            drops.stream().allMatch(drop -> drop > 0))
                    .filter(each -> each)
                    .count();
            return speaking == taken ? Verdict.FACTOR : speaking > 0 ? Verdict.HINT : Verdict.NONE;
        }
    }

    /**
     * Looks at all features of these users.
     *
     * @throws IllegalArgumentException if fewer than five are retained
     */
    public static Factors of(Users users) {
        var features = JanuaryFeature.of(users);
        var labels = users.labels();
        var names = features.names();
        var alone = EffectSizes.of(
                labels, names, names.stream().map(features::values).toList(), LEVEL, SEED);
        var together = together(users);
        var data = LabelledMatrix.of(features, labels);
        var folds = FOLDS.split(labels).get(0);
        var importances = IntStream.range(0, folds.size())
                .mapToObj(fold -> PermutationImportance.overFolds(
                        Forest.DEFAULT, data, List.of(folds.get(fold)), Metrics::aucRoc, SHUFFLES, SEED + fold))
                .toList();
        return new Factors(IntStream.range(0, names.size())
                .mapToObj(i -> new Line(
                        alone.effects().get(i),
                        Optional.ofNullable(together.get(names.get(i))),
                        importances.stream()
                                .map(each -> each.features().get(i).meanDrop())
                                .toList()))
                .toList());
    }

    /** Odds ratios of one standard deviation by feature, with profile intervals. */
    public static Map<String, Interval> together(Users users) {
        var features = JanuaryFeature.of(users, JanuaryFeature.HEADLINE);
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(features, users.labels()), SEED);
        var ratios = new LinkedHashMap<String, Interval>();
        for (int j = 0; j < features.columns(); j++) {
            var name = features.names().get(j);
            double coefficient = fitted.coefficients()[j];
            // A feature that never varies among these users has no odds ratio.
            if (coefficient != 0) {
                double deviation = fitted.standardised()[j] / coefficient;
                var limits = fitted.interval(name, LEVEL);
                ratios.put(
                        name,
                        new Interval(
                                Math.exp(coefficient * deviation),
                                Math.exp(limits.lower() * deviation),
                                Math.exp(limits.upper() * deviation),
                                LEVEL));
            }
        }
        return ratios;
    }

    /**
     * feature | verdict | alone: Cliff's delta | its q | together: odds ratio of one standard deviation | unseen: drop of the
     * forest's AUC in the worst fold and on average.
     */
    public Table table() {
        return Table.create(
                "What goes with being retained [95 % intervals]",
                StringColumn.create(
                        "feature", lines.stream().map(line -> line.alone().feature())),
                StringColumn.create(
                        "verdict", lines.stream().map(line -> line.verdict().toString())),
                StringColumn.create(
                        "alone: Cliff's delta",
                        lines.stream().map(line -> shown(line.alone().cliffsDelta()))),
                StringColumn.create(
                        "q", lines.stream().map(line -> number(line.alone().qValue(), 3))),
                StringColumn.create("together: odds ratio", lines.stream().map(line -> line.together()
                        .map(Factors::shown)
                        .orElse("-"))),
                StringColumn.create("unseen: worst, mean drop", lines.stream().map(line -> "%s, %s"
                        .formatted(number(least(line).orElseThrow(), 3), number(line.meanDrop(), 3)))));
    }

    private static OptionalDouble least(Line line) {
        return line.drops().stream().mapToDouble(Double::doubleValue).min();
    }

    private static String shown(Interval interval) {
        return "%s [%s, %s]"
                .formatted(number(interval.estimate(), 2), number(interval.lower(), 2), number(interval.upper(), 2));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
