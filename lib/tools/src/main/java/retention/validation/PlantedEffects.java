package retention.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Progress;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic;
import numerics.learning.LabelledMatrix;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import retention.features.ObservedFeature;
import retention.features.TextFeatures;
import retention.study.AnalysisSettings;
import retention.text.Segmenter;
import retention.text.Theme;
import retention.text.ThemeModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The study's method, logistic regression with Firth's penalty, on replicas that are large enough to answer: do the planted effects
 * come back with their sign and size? That can only be asked of a model that holds all of them, so it is first given what no study
 * knows: the shares of the planted topics and the two groups of accounts whose base rates differ. As many features again that a
 * reader may suspect are in it, and have no effect given the planted ones.
 *
 * <p>Then the same model is given what a study has instead of the true shares: the theme that {@link ThemeModel} finds in each user's
 * text, or shares of topics found in the texts by non-negative matrix factorisation. What is misclassified dilutes the effects.
 *
 * <p>The posts were counted before they were displayed; the model sees what is displayed. Where {@code 1千+} hides up to nine
 * thousand more, an effect of likes comes back a little smaller or larger than it was planted.
 *
 * @param runs one per replica
 */
record PlantedEffects(List<Run> runs) implements Trial {

    private static final double LEVEL = 0.95;
    private static final Promise COVERAGE =
            new Promise("95 % intervals that hold the planted effect, given the true topics", 0.93, 0.97);

    /** A topic without effect, to compare the others with. */
    private static final Theme REFERENCE = Theme.HUMOUR;

    private static final List<ObservedFeature> BEHAVIOUR = List.of(
            ObservedFeature.LIKES,
            ObservedFeature.COMMENTS,
            ObservedFeature.POSTS,
            ObservedFeature.RECENCY,
            ObservedFeature.COLLECTS,
            ObservedFeature.SHARES,
            ObservedFeature.HOUR_SIN,
            ObservedFeature.HOUR_COS,
            ObservedFeature.VIDEO,
            ObservedFeature.TEXT_LENGTH,
            ObservedFeature.ACCOUNT_AGE);

    PlantedEffects {
        runs = List.copyOf(runs);
    }

    /**
     * What came out for one replica.
     *
     * @param themesRight for how many of the users the theme that was found is the topic they write most about
     * @param lines one per feature of the model
     * @param returns one per kind of knowledge of topics
     */
    record Run(int users, int retained, Ratio themesRight, List<Line> lines, List<Return> returns) {}

    /**
     * One coefficient.
     *
     * @param planted the true change of the log odds with one unit; 0 for a feature without effect
     * @param givenTopics the estimate, given the true shares of topics, with Wald's 95 % interval
     * @param givenThemes the estimate where the themes that were found stand in for the topics
     */
    record Line(String feature, double planted, Interval givenTopics, double givenThemes) {

        boolean covers() {
            return givenTopics.contains(planted);
        }

        /** Whether the estimate has the sign that was planted; a feature without effect has none to miss. */
        boolean rightSign() {
            return planted == 0 || Math.signum(planted) == Math.signum(givenTopics.estimate());
        }
    }

    /**
     * How much of the planted effects comes back, 1 being all.
     *
     * @param given what the model knows of topics
     * @param topics the slope of what the model says of users' topics over what was planted of them, both as log odds; it needs no
     *     names of topics
     * @param drivers the estimated effects of the four drivers over the planted ones
     */
    record Return(String given, double topics, List<Double> drivers) {}

    /** Makes and analyses large replicas. */
    static PlantedEffects run(Effort effort, Progress progress) {
        return new PlantedEffects(
                Replicas.each(effort.large(), 1, progress, seed -> run(ReplicaUsers.of(effort.posts(), false, seed))));
    }

    private static Run run(ReplicaUsers replica) {
        var users = replica.users();
        var counts = replica.topicCounts();
        var found = users.texts().stream()
                .map(text -> ThemeModel.standard().classify(text).theme())
                .toList();
        var behaviour = ObservedFeature.of(users, BEHAVIOUR).beside(newest(replica));
        var topics = about(counts);
        var themes =
                about(found.stream().map(theme -> Map.of(theme.toString(), 1)).toList());
        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        var factors = TextFeatures.topics(
                        documents, AnalysisSettings.DEFAULT.vectorizer(), AnalysisSettings.DEFAULT_TOPICS)
                .fit(IntStream.range(0, users.size()).toArray());
        var labels = users.labels();
        var givenTopics = fit(behaviour.beside(topics), labels);
        var givenThemes = fit(behaviour.beside(themes), labels);
        long right = IntStream.range(0, found.size())
                .filter(user -> isMainTopic(found.get(user), counts.get(user)))
                .count();
        return new Run(
                users.size(),
                users.retained(),
                new Ratio(right, found.size()),
                lines(replica, givenTopics, givenThemes),
                List.of(
                        comesBack("the true shares of topics", replica, topics, topics, givenTopics),
                        comesBack("the theme found in each user's text", replica, topics, themes, givenThemes),
                        comesBack(
                                "shares of topics found by matrix factorisation",
                                replica,
                                topics,
                                factors,
                                fit(behaviour.beside(factors), labels)),
                        new Return("nothing of topics", 0, drivers(replica, fit(behaviour, labels)))));
    }

    private static boolean isMainTopic(Theme theme, Map<String, Integer> counts) {
        int posts = counts.getOrDefault(theme.toString(), 0);
        return counts.values().stream().allMatch(count -> count <= posts);
    }

    private static FittedLogistic fit(FeatureMatrix features, boolean[] labels) {
        return new FirthLogistic().fit(LabelledMatrix.of(features, labels), 1);
    }

    /** Whether each user's account is among the newest, whose base rate is not that of the others. */
    private static FeatureMatrix newest(ReplicaUsers replica) {
        var rows = new float[replica.users().size()][1];
        for (int user = replica.newestFrom(); user < rows.length; user++) {
            rows[user][0] = 1;
        }
        return FeatureMatrix.of(List.of("newest_accounts"), rows);
    }

    /** The share of each topic but the one to compare with, in the order of the codebook. */
    private static FeatureMatrix about(List<Map<String, Integer>> counts) {
        var topics = Stream.of(Theme.values())
                .filter(theme -> theme != REFERENCE)
                .map(Theme::toString)
                .toList();
        var rows = new float[counts.size()][topics.size()];
        for (int user = 0; user < rows.length; user++) {
            float all =
                    counts.get(user).values().stream().mapToInt(count -> count).sum();
            for (int j = 0; j < topics.size(); j++) {
                rows[user][j] = counts.get(user).getOrDefault(topics.get(j), 0) / all;
            }
        }
        return FeatureMatrix.of(topics.stream().map(topic -> "about_" + topic).toList(), rows);
    }

    private static List<Line> lines(ReplicaUsers replica, FittedLogistic givenTopics, FittedLogistic givenThemes) {
        var planted = new LinkedHashMap<String, Double>();
        replica.drivers().forEach((driver, effect) -> planted.put(driver.column(), effect));
        replica.topicEffects().forEach((topic, effect) -> planted.put("about_" + topic, effect));
        double errors = new NormalDistribution().inverseCumulativeProbability((1 + LEVEL) / 2);
        var names = givenTopics.names();
        var lines = new ArrayList<Line>();
        for (int j = 0; j < names.size(); j++) {
            double estimate = givenTopics.coefficients()[j];
            double half = errors * Math.sqrt(givenTopics.covariance()[j + 1][j + 1]);
            // The base rates differ between the two groups by construction: this is no effect, and not without.
            if (!names.get(j).equals("newest_accounts")) {
                lines.add(new Line(
                        names.get(j),
                        planted.getOrDefault(names.get(j), 0.0),
                        new Interval(estimate, estimate - half, estimate + half, LEVEL),
                        givenThemes.coefficients()[j]));
            }
        }
        return lines;
    }

    /** @param known what the model knows of the texts, which are its last columns */
    private static Return comesBack(
            String given, ReplicaUsers replica, FeatureMatrix topics, FeatureMatrix known, FittedLogistic fitted) {
        var effects = replica.topicEffects();
        var coefficients = fitted.coefficients();
        int first = coefficients.length - known.columns();
        var line = new SimpleRegression();
        for (int i = 0; i < known.rows(); i++) {
            int user = i;
            line.addData(
                    IntStream.range(0, topics.columns())
                            .mapToDouble(j ->
                                    effects.getOrDefault(topics.names().get(j).replace("about_", ""), 0.0)
                                            * topics.value(user, j))
                            .sum(),
                    IntStream.range(0, known.columns())
                            .mapToDouble(j -> coefficients[first + j] * known.value(user, j))
                            .sum());
        }
        return new Return(given, line.getSlope(), drivers(replica, fitted));
    }

    private static List<Double> drivers(ReplicaUsers replica, FittedLogistic fitted) {
        return replica.drivers().entrySet().stream()
                .map(driver -> fitted.coefficients()[BEHAVIOUR.indexOf(driver.getKey())] / driver.getValue())
                .toList();
    }

    private Stream<Line> lines() {
        return runs.stream().flatMap(run -> run.lines.stream());
    }

    @Override
    public List<String> failures() {
        long covered = lines().filter(Line::covers).count();
        return Stream.concat(
                        COVERAGE.brokenBy(new Ratio(covered, lines().count())).stream(),
                        lines().filter(line -> !line.rightSign())
                                .map(line -> "the effect of %s comes back with the other sign: %s, planted %s"
                                        .formatted(line.feature, line.givenTopics, line.planted)))
                .toList();
    }

    @Override
    public String heading() {
        return "Planted effects in large replicas";
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%,d replicas of %,.0f users, %.0f of them retained, are large enough to see every planted effect. The first model is given what no study has: the true share of each planted topic in a user's posts. The same model was then given what a study can find in the texts. Themes are found by the model that learned from real posts; on these texts the theme found is the topic that a user writes most about for %s of users, and the others dilute the effects of topics. The table of what comes back says by how much: 1 is all of a planted effect, 0 is nothing.",
                runs.size(),
                runs.stream().mapToInt(Run::users).average().orElseThrow(),
                runs.stream().mapToInt(Run::retained).average().orElseThrow(),
                String.format(Locale.ROOT, "%.0f %%", 100 * mean(run -> run.themesRight.value())));
    }

    private double mean(ToDoubleFunction<Run> value) {
        return runs.stream().mapToDouble(value).average().orElseThrow();
    }

    /** The mean share of the planted effects of topics that comes back, in the order of {@link Run#returns}. */
    List<Double> topicsBack() {
        return IntStream.range(0, runs.get(0).returns.size())
                .mapToObj(i -> mean(run -> run.returns.get(i).topics))
                .toList();
    }

    @Override
    public Map<String, Table> tables() {
        var tables = new LinkedHashMap<String, Table>();
        tables.put("planted_effects", effects());
        tables.put("what_comes_back", returns());
        return tables;
    }

    private Table effects() {
        var features = runs.get(0).lines;
        var rows = IntStream.range(0, features.size()).boxed().toList();
        return Table.create(
                "Coefficients, means over the replicas",
                StringColumn.create("feature", features.stream().map(Line::feature)),
                DoubleColumn.create("planted", features.stream().mapToDouble(Line::planted)),
                column("given the true topics", rows, line -> line.givenTopics.estimate()),
                StringColumn.create(
                        "95 % intervals that hold it",
                        rows.stream().map(row -> "%d of %d"
                                .formatted(
                                        runs.stream()
                                                .filter(run ->
                                                        run.lines.get(row).covers())
                                                .count(),
                                        runs.size()))),
                column("given the themes found", rows, Line::givenThemes));
    }

    private DoubleColumn column(String name, List<Integer> rows, ToDoubleFunction<Line> value) {
        return DoubleColumn.create(
                name, rows.stream().mapToDouble(row -> mean(run -> value.applyAsDouble(run.lines.get(row)))));
    }

    private Table returns() {
        var first = runs.get(0).returns;
        var rows = IntStream.range(0, first.size()).boxed().toList();
        var table = Table.create(
                "What comes back of the planted effects, means over the replicas",
                StringColumn.create(
                        "what the model knows of topics", first.stream().map(Return::given)),
                DoubleColumn.create("topics", topicsBack()));
        for (int j = 0; j < first.get(0).drivers.size(); j++) {
            int driver = j;
            table.addColumns(DoubleColumn.create(
                    BEHAVIOUR.get(j).column(),
                    rows.stream()
                            .mapToDouble(row ->
                                    mean(run -> run.returns.get(row).drivers.get(driver)))));
        }
        return table;
    }
}
