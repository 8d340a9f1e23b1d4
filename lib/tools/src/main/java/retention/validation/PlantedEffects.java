package retention.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic;
import numerics.matrix.Vectors;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import retention.features.ObservedFeature;
import retention.features.TextFeatures;
import retention.study.AnalysisSettings;
import retention.text.Segmenter;
import retention.text.Theme;
import retention.text.ThemeModel;
import retention.validation.Findings.Finding;
import retention.validation.Trial.Promise;
import retention.validation.Validation.Effort;
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
 */
final class PlantedEffects {

    /** What the models know of topics. */
    static final String TRUE_TOPICS = "the true shares of topics";

    static final String THEMES = "the theme found in each user's text";
    static final String FACTORS = "shares of topics found by matrix factorisation";
    static final String NOTHING = "nothing of topics";

    /**
     * The slope of what a model says of users' topics over what was planted of them, both as log odds: the share that comes back, for
     * which topics need no names.
     */
    static final String TOPICS = "topics";

    /** What else is found in a replica. */
    static final String USERS = "users";

    static final String REPLICA = "replica";
    static final String RETAINED = "retained";
    static final String RIGHT = "users whose theme is the topic that they write most about";

    /** Whether each user's account is among the newest, whose base rate is not that of the others. */
    private static final String NEWEST = "newest_accounts";

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

    private PlantedEffects() {}

    /** Makes and analyses large replicas. */
    static Findings run(Effort effort, Progress progress) {
        return Findings.in(effort.large(), progress, seed -> findings(ReplicaUsers.of(effort.posts(), false, seed)));
    }

    private static List<Finding> findings(ReplicaUsers replica) {
        var users = replica.users();
        var counts = replica.topicCounts();
        var themes = ThemeModel.standard().themes(users.texts());
        var topics = about(counts);
        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        var known = new LinkedHashMap<String, FeatureMatrix>();
        var themeCounts = themes.stream().map(theme -> Map.of(theme.toString(), 1));
        known.put(TRUE_TOPICS, topics);
        known.put(THEMES, about(themeCounts.toList()));
        known.put(
                FACTORS,
                TextFeatures.topics(documents, AnalysisSettings.DEFAULT.vectorizer(), AnalysisSettings.DEFAULT_TOPICS)
                        .fit(IntStream.range(0, users.size()).toArray()));
        var found = new ArrayList<>(ClaimRule.judge(replica));
        var newest = IntStream.range(0, users.size())
                .mapToObj(user -> new float[] {user < replica.newestFrom() ? 0 : 1})
                .toArray(float[][]::new);
        var behaviour = ObservedFeature.of(users, BEHAVIOUR).beside(FeatureMatrix.of(List.of(NEWEST), newest));
        known.forEach((given, columns) -> {
            var fitted = new FirthLogistic().fit(behaviour.beside(columns), users.labels());
            found.addAll(coefficients(replica, given, fitted));
            double slope = slope(replica, topics, columns, fitted);
            found.add(new Finding(given, TOPICS, 1, slope, slope > 0));
        });
        found.addAll(coefficients(replica, NOTHING, new FirthLogistic().fit(behaviour, users.labels())));
        found.add(new Finding(NOTHING, TOPICS, 1, 0, false));
        long right = IntStream.range(0, themes.size())
                .filter(user -> counts.get(user)
                        .getOrDefault(themes.get(user).toString(), 0)
                        .equals(Collections.max(counts.get(user).values())))
                .count();
        found.add(Finding.number(REPLICA, USERS, users.size()));
        found.add(Finding.number(REPLICA, RETAINED, users.retained()));
        found.add(Finding.number(REPLICA, RIGHT, (double) right / users.size()));
        return found;
    }

    /** The share of each topic but the one to compare with, in the order of the codebook. */
    private static FeatureMatrix about(List<Map<String, Integer>> counts) {
        var topics = Stream.of(Theme.values())
                .filter(theme -> theme != REFERENCE)
                .map(Theme::toString)
                .toList();
        var rows = counts.stream()
                .map(ofUser -> {
                    float all =
                            ofUser.values().stream().mapToInt(count -> count).sum();
                    var shares = topics.stream().mapToDouble(topic -> ofUser.getOrDefault(topic, 0) / all);
                    return Vectors.floats(shares.toArray());
                })
                .toArray(float[][]::new);
        return FeatureMatrix.of(topics.stream().map(topic -> "about_" + topic).toList(), rows);
    }

    /** Each coefficient, and whether Wald's 95 % interval holds what was planted: 0 for a feature without effect. */
    private static List<Finding> coefficients(ReplicaUsers replica, String given, FittedLogistic fitted) {
        double errors = new NormalDistribution().inverseCumulativeProbability((1 + LEVEL) / 2);
        var planted = replica.effects();
        var coefficients = fitted.coefficients();
        var covariance = fitted.covariance();
        var found = new ArrayList<Finding>();
        for (int j = 0; j < coefficients.length; j++) {
            var name = fitted.names().get(j);
            double truth = planted.getOrDefault(name, 0.0);
            double estimate = coefficients[j];
            double half = errors * Math.sqrt(covariance[j + 1][j + 1]);
            found.add(new Finding(given, name, truth, estimate, Math.abs(estimate - truth) <= half));
        }
        // The base rates of old and new accounts differ by construction: this is no effect, and not without.
        found.removeIf(finding -> finding.what().equals(NEWEST));
        return found;
    }

    /** @param known what the model knows of the texts, which are its last columns */
    private static double slope(
            ReplicaUsers replica, FeatureMatrix topics, FeatureMatrix known, FittedLogistic fitted) {
        var effects = topics.names().stream()
                .mapToDouble(topic -> replica.effects().getOrDefault(topic, 0.0))
                .toArray();
        var coefficients = fitted.coefficients();
        var planted = ReplicaUsers.logOdds(topics, effects);
        var estimated = ReplicaUsers.logOdds(
                known, Arrays.copyOfRange(coefficients, coefficients.length - known.columns(), coefficients.length));
        var line = new SimpleRegression();
        for (int user = 0; user < planted.length; user++) {
            line.addData(planted[user], estimated[user]);
        }
        return line.getSlope();
    }

    /** The coefficients of the features, given the true topics. */
    private static Findings effects(Findings findings) {
        return findings.of(TRUE_TOPICS).only(finding -> !finding.what().equals(TOPICS));
    }

    static Trial trial(Findings findings) {
        var effects = effects(findings);
        var themes = findings.of(THEMES);
        var coefficients = TableOf.rows("Coefficients, means over the replicas", effects.each())
                .text("feature", each -> each.first().what())
                .number("planted", each -> each.first().planted())
                .number("given the true topics", Findings::mean)
                .text("95 % intervals that hold it", PlantedEffects::held)
                .number(
                        "given the themes found",
                        each -> themes.what(each.first().what()).mean())
                .table();
        var back = TableOf.rows(
                        "What comes back of the planted effects, means over the replicas",
                        List.of(TRUE_TOPICS, THEMES, FACTORS, NOTHING))
                .text("what the model knows of topics", given -> given);
        var ofBehaviour = effects.all().stream()
                .filter(effect -> effect.planted() != 0 && !effect.what().startsWith("about_"))
                .map(Finding::what)
                .distinct();
        Stream.concat(Stream.of(TOPICS), ofBehaviour)
                .forEach(what -> back.number(what, given -> {
                    var each = findings.of(given).what(what);
                    return each.mean() / each.first().planted();
                }));
        var tables = new LinkedHashMap<String, Table>();
        tables.put("planted_effects", coefficients);
        tables.put("what_comes_back", back.table());
        var replicas = findings.of(REPLICA);
        var summary = Numbers.text(
                "%,d replicas of %,.0f users, %.0f of them retained, are large enough to see every planted effect. The first model is given what no study has: the true share of each planted topic in a user's posts. The same model was then given what a study can find in the texts. Themes are found by the model that learned from real posts; on these texts the theme found is the topic that a user writes most about for %.0f %% of users, and the others dilute the effects of topics. The table of what comes back says by how much: 1 is all of a planted effect, 0 is nothing.",
                replicas.what(USERS).all().size(),
                replicas.what(USERS).mean(),
                replicas.what(RETAINED).mean(),
                100 * replicas.what(RIGHT).mean());
        return new Trial("Planted effects in large replicas", summary, tables, failures(effects));
    }

    private static String held(Findings effect) {
        return Numbers.text(
                "%.0f of %.0f", effect.right().numerator(), effect.right().denominator());
    }

    private static List<String> failures(Findings effects) {
        return Stream.concat(
                        COVERAGE.brokenBy(effects.right()).stream(),
                        effects.all().stream()
                                .filter(effect -> effect.planted() * effect.found() < 0)
                                .map(effect -> Numbers.text(
                                        "the effect of %s comes back with the other sign: %.3f, planted %s",
                                        effect.what(), effect.found(), effect.planted())))
                .toList();
    }
}
