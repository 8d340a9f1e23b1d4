package retention.study;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.evaluation.BenjaminiHochberg;
import retention.evaluation.CrossValidatedAucDifference;
import retention.evaluation.EffectSizes;
import retention.evaluation.Interval;
import retention.evaluation.PermutationImportance;
import retention.evaluation.StratifiedFolds;
import retention.features.ObservedFeature;
import retention.model.FirthLogistic;
import retention.model.Forest;
import retention.model.LabelledMatrix;
import retention.users.Cohort;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What goes with being retained, looked at in three ways that can fail differently: each feature alone, each given the others of
 * the headline model, and each as a forest uses it on users that it has not seen.
 *
 * <p>Each look tests all features and has its q-values (Benjamini and Hochberg), so that each by itself sees something in nothing
 * in one data set of twenty at most. <i>Alone</i>: shuffled labels, by ranks ({@link EffectSizes}). <i>Together</i>: the profile of
 * the penalised likelihood, for a feature of the headline given the other four, and for any other given those five. <i>Unseen</i>:
 * by how much a forest's AUC falls when the feature is shuffled among held-out users, compared as two models are
 * ({@link PermutationImportance#aucDrops}).
 *
 * <p>A look speaks for a feature whose q is at most 0.05. A <i>factor</i> has all three looks on its side, and one sign in the two that
 * have a sign. A <i>hint</i> has one or two. So where nothing decides who stays, a study calls any feature a factor at most once in
 * twenty and anything a hint at most three times in twenty; {@code make validate} measures both.
 *
 * @param lines one a feature that is known of anybody, in the order of {@link ObservedFeature}
 */
public record Factors(List<Line> lines) {

    private static final double LEVEL = 0.95;
    private static final double THRESHOLD = 0.05;
    private static final int REPEATS = 4;
    private static final int SHUFFLES = 2;
    private static final long SEED = 42;
    private static final StratifiedFolds FOLDS = new StratifiedFolds(5, SEED);

    /** The forest of the models, but for fewer trees: it has to predict a thousand times. */
    private static final Forest FOREST = new Forest(200, 3, 4, 2);

    public Factors {
        lines = List.copyOf(lines);
    }

    /** What the three looks together say. */
    public enum Verdict {
        FACTOR("factor"),
        HINT("hint"),
        DIVIDED("signs differ"),
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
     * A feature given those of the headline.
     *
     * @param oddsRatio of one standard deviation, with its profile interval
     * @param pValue of the profile
     * @param qValue over all features that have an odds ratio
     */
    public record Together(Interval oddsRatio, double pValue, double qValue) {}

    /**
     * A feature as a forest uses it on users whom it has not seen.
     *
     * @param drop by how much the AUC within folds falls when the feature is shuffled there
     * @param qValue of its being above 0, over all features
     */
    public record Unseen(CrossValidatedAucDifference drop, double qValue) {}

    /**
     * One feature.
     *
     * @param alone Cliff's delta, p and q
     * @param together given the headline's; none if it never varies among these users or follows from the headline's
     * @param unseen what it is worth to a forest
     */
    public record Line(EffectSizes.Effect alone, Optional<Together> together, Unseen unseen) {

        /** By the rule of {@link Factors}. */
        public Verdict verdict() {
            if (aloneSpeaks() && togetherSpeaks() && !sameSign()) {
                return Verdict.DIVIDED;
            }
            if (aloneSpeaks() && togetherSpeaks() && unseenSpeaks()) {
                return Verdict.FACTOR;
            }
            return aloneSpeaks() || togetherSpeaks() || unseenSpeaks() ? Verdict.HINT : Verdict.NONE;
        }

        /** Whether the retained have more of it, or less. */
        public boolean aloneSpeaks() {
            return alone.qValue() <= THRESHOLD;
        }

        /** Whether it adds to the headline's. */
        public boolean togetherSpeaks() {
            return together.filter(given -> given.qValue() <= THRESHOLD).isPresent();
        }

        /** Whether a forest is worse without it. */
        public boolean unseenSpeaks() {
            return unseen.qValue() <= THRESHOLD;
        }

        private boolean sameSign() {
            double odds = together.orElseThrow().oddsRatio().estimate();
            return alone.cliffsDelta().estimate() > 0 == odds > 1;
        }
    }

    /**
     * Looks at all features of these users.
     *
     * @throws IllegalArgumentException if fewer than five are retained
     */
    public static Factors of(Users users) {
        var features = ObservedFeature.of(users);
        var labels = users.labels();
        var names = features.names();
        var alone = EffectSizes.of(
                labels, names, names.stream().map(features::values).toList(), LEVEL, SEED);
        var all = ObservedFeature.known(users, List.of(ObservedFeature.values()));
        var data = LabelledMatrix.of(features, labels);
        var together = together(data);
        var unseen = unseen(data);
        return new Factors(IntStream.range(0, names.size())
                .mapToObj(i -> new Line(
                        alone.effects().get(i),
                        Optional.ofNullable(together.get(all.get(i))),
                        unseen.get(names.get(i))))
                .toList());
    }

    /** The same of the newcomers alone; none if too few of them are retained to judge. */
    public static Optional<Factors> ofNewcomers(Users users) {
        var newcomers = Robustness.only(users, Cohort.WAVE);
        return newcomers.retained() < Robustness.FEWEST_RETAINED ? Optional.empty() : Optional.of(of(newcomers));
    }

    /** The headline's odds ratios of one standard deviation by feature, with profile intervals. */
    public static Map<String, Interval> together(Users users) {
        var ratios = new LinkedHashMap<String, Interval>();
        var data = LabelledMatrix.of(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels());
        headline(data).forEach(feature -> given(data, feature)
                .ifPresent(given -> ratios.put(feature.column(), given.oddsRatio())));
        return ratios;
    }

    /** The odds ratios of one standard deviation given the headline's other features, with profile intervals, by feature. */
    public Map<String, Interval> oddsRatios() {
        var ratios = new LinkedHashMap<String, Interval>();
        lines.forEach(line ->
                line.together().ifPresent(given -> ratios.put(line.alone().feature(), given.oddsRatio())));
        return ratios;
    }

    /** What was seen of one feature. */
    public Line line(ObservedFeature feature) {
        return lines.stream()
                .filter(line -> line.alone().feature().equals(feature.column()))
                .findFirst()
                .orElseThrow();
    }

    /** How many features have this verdict. */
    public long count(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    private record Given(Interval oddsRatio, double pValue) {}

    private static Map<ObservedFeature, Together> together(LabelledMatrix data) {
        var given = new EnumMap<ObservedFeature, Given>(ObservedFeature.class);
        for (var feature : among(data, List.of(ObservedFeature.values()))) {
            given(data, feature).ifPresent(found -> given.put(feature, found));
        }
        var qValues = BenjaminiHochberg.qValues(
                given.values().stream().mapToDouble(Given::pValue).toArray());
        var together = new EnumMap<ObservedFeature, Together>(ObservedFeature.class);
        given.forEach((feature, found) ->
                together.put(feature, new Together(found.oddsRatio(), found.pValue(), qValues[together.size()])));
        return together;
    }

    /** The headline's features, but for those that are known of nobody and so not among the data. */
    private static List<ObservedFeature> headline(LabelledMatrix data) {
        return among(data, ObservedFeature.HEADLINE);
    }

    private static List<ObservedFeature> among(LabelledMatrix data, List<ObservedFeature> features) {
        return features.stream()
                .filter(feature -> data.features().names().contains(feature.column()))
                .toList();
    }

    /** A feature given the headline's others; none where it has no coefficient of its own. */
    private static Optional<Given> given(LabelledMatrix data, ObservedFeature feature) {
        var headline = headline(data);
        var features = headline.contains(feature)
                ? headline
                : Stream.concat(headline.stream(), Stream.of(feature)).toList();
        var matrix = data.features().columns(ObservedFeature.columns(features));
        int column = features.indexOf(feature);
        try {
            var fitted = new FirthLogistic().fit(LabelledMatrix.of(matrix, data.labels()), SEED);
            double coefficient = fitted.coefficients()[column];
            if (coefficient == 0) {
                return Optional.empty();
            }
            double deviation = fitted.standardised()[column] / coefficient;
            var limits = fitted.interval(feature.column(), LEVEL);
            return Optional.of(new Given(
                    new Interval(
                            Math.exp(coefficient * deviation),
                            Math.exp(limits.lower() * deviation),
                            Math.exp(limits.upper() * deviation),
                            LEVEL),
                    fitted.pValue(feature.column())));
        } catch (IllegalArgumentException | IllegalStateException followsFromTheOthers) {
            return Optional.empty();
        }
    }

    private static Map<String, Unseen> unseen(LabelledMatrix data) {
        var drops = PermutationImportance.aucDrops(
                FOREST, data, FOLDS.repeated(data.labels(), REPEATS), SHUFFLES, LEVEL, SEED);
        var qValues = BenjaminiHochberg.qValues(drops.values().stream()
                .mapToDouble(CrossValidatedAucDifference::oneSidedPValue)
                .toArray());
        var unseen = new LinkedHashMap<String, Unseen>();
        drops.forEach((name, drop) -> unseen.put(name, new Unseen(drop, qValues[unseen.size()])));
        return unseen;
    }

    /**
     * feature | verdict | alone: Cliff's delta | together: odds ratio of one standard deviation | unseen: drop of the forest's
     * AUC; each with its 95 % interval and its q.
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
                        lines.stream()
                                .map(line -> shown(
                                        line.alone().cliffsDelta(),
                                        2,
                                        line.alone().qValue()))),
                StringColumn.create("together: odds ratio", lines.stream().map(line -> line.together()
                        .map(given -> shown(given.oddsRatio(), 2, given.qValue()))
                        .orElse("-"))),
                StringColumn.create(
                        "unseen: drop of the AUC",
                        lines.stream()
                                .map(line -> shown(
                                        line.unseen().drop().difference(),
                                        3,
                                        line.unseen().qValue()))));
    }

    private static String shown(Interval interval, int digits, double qValue) {
        var format = "%%.%df [%%.%df, %%.%df], q %%s".formatted(digits, digits, digits);
        return String.format(
                Locale.ROOT, format, interval.estimate(), interval.lower(), interval.upper(), qValue(qValue));
    }

    private static String qValue(double q) {
        return q < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", q);
    }
}
