package retention.validation;

import static retention.validation.Trial.mean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
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
import retention.study.Claim;
import retention.text.Segmenter;
import retention.text.Theme;
import retention.text.ThemeModel;
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
 *
 * @param runs one per replica
 */
record PlantedEffects(List<Run> runs) {

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

    /**
     * What came out for one replica, and the verdicts on the published claims there.
     *
     * @param themesRight for how many of the users the theme that was found is the topic they write most about
     * @param lines one per feature of the model
     * @param returns one per kind of knowledge of topics
     */
    record Run(
            int users, int retained, Ratio themesRight, List<Line> lines, List<Return> returns, List<Claim> claims) {}

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
                ReplicaUsers.each(effort.large(), progress, seed -> run(ReplicaUsers.of(effort.posts(), false, seed))));
    }

    private static Run run(ReplicaUsers replica) {
        var users = replica.users();
        var counts = replica.topicCounts();
        var found = users.texts().stream()
                .map(text -> ThemeModel.standard().classify(text).theme())
                .toList();
        var behaviour = ObservedFeature.of(users, BEHAVIOUR).beside(newest(replica));
        var topics = about(counts);
        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        var known = new LinkedHashMap<String, FeatureMatrix>();
        known.put("the true shares of topics", topics);
        known.put(
                "the theme found in each user's text",
                about(found.stream().map(theme -> Map.of(theme.toString(), 1)).toList()));
        known.put(
                "shares of topics found by matrix factorisation",
                TextFeatures.topics(documents, AnalysisSettings.DEFAULT.vectorizer(), AnalysisSettings.DEFAULT_TOPICS)
                        .fit(IntStream.range(0, users.size()).toArray()));
        var fits = new ArrayList<FittedLogistic>();
        var returns = new ArrayList<Return>();
        known.forEach((given, columns) -> {
            var fitted = fit(behaviour.beside(columns), users.labels());
            fits.add(fitted);
            returns.add(new Return(given, slope(replica, topics, columns, fitted), drivers(replica, fitted)));
        });
        returns.add(new Return("nothing of topics", 0, drivers(replica, fit(behaviour, users.labels()))));
        long right = IntStream.range(0, found.size())
                .filter(user -> counts.get(user)
                        .getOrDefault(found.get(user).toString(), 0)
                        .equals(Collections.max(counts.get(user).values())))
                .count();
        return new Run(
                users.size(),
                users.retained(),
                new Ratio(right, found.size()),
                lines(replica, fits.get(0), fits.get(1)),
                returns,
                ClaimRule.judge(replica));
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
        var planted = new HashMap<String, Double>();
        replica.drivers().forEach((driver, effect) -> planted.put(driver.column(), effect));
        replica.topicEffects().forEach((topic, effect) -> planted.put("about_" + topic, effect));
        double errors = new NormalDistribution().inverseCumulativeProbability((1 + LEVEL) / 2);
        var lines = new ArrayList<Line>();
        for (int j = 0; j < givenTopics.names().size(); j++) {
            var name = givenTopics.names().get(j);
            double estimate = givenTopics.coefficients()[j];
            double half = errors * Math.sqrt(givenTopics.covariance()[j + 1][j + 1]);
            // The base rates differ between the two groups by construction: this is no effect, and not without.
            if (!name.equals("newest_accounts")) {
                lines.add(new Line(
                        name,
                        planted.getOrDefault(name, 0.0),
                        new Interval(estimate, estimate - half, estimate + half, LEVEL),
                        givenThemes.coefficients()[j]));
            }
        }
        return lines;
    }

    /** @param known what the model knows of the texts, which are its last columns */
    private static double slope(
            ReplicaUsers replica, FeatureMatrix topics, FeatureMatrix known, FittedLogistic fitted) {
        var effects = topics.names().stream()
                .mapToDouble(topic -> replica.topicEffects().getOrDefault(topic.replace("about_", ""), 0.0))
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

    private static List<Double> drivers(ReplicaUsers replica, FittedLogistic fitted) {
        return replica.drivers().entrySet().stream()
                .map(driver -> fitted.coefficients()[BEHAVIOUR.indexOf(driver.getKey())] / driver.getValue())
                .toList();
    }

    private List<List<Return>> returns() {
        return Trial.across(runs.stream().map(Run::returns).toList());
    }

    /** The mean share of the planted effects of topics that comes back, in the order of {@link Run#returns}. */
    List<Double> topicsBack() {
        return returns().stream().map(each -> mean(each, Return::topics)).toList();
    }

    Trial trial() {
        var lines = Trial.across(runs.stream().map(Run::lines).toList());
        var effects = TableOf.rows("Coefficients, means over the replicas", lines)
                .text("feature", each -> each.get(0).feature)
                .number("planted", each -> each.get(0).planted)
                .number("given the true topics", each -> mean(each, line -> line.givenTopics.estimate()))
                .text(
                        "95 % intervals that hold it",
                        each -> {
                            var covered = Trial.count(each, Line::covers);
                            return Numbers.text("%.0f of %.0f", covered.numerator(), covered.denominator());
                        })
                .number("given the themes found", each -> mean(each, Line::givenThemes))
                .table();
        var back = TableOf.rows("What comes back of the planted effects, means over the replicas", returns())
                .text("what the model knows of topics", each -> each.get(0).given)
                .number("topics", each -> mean(each, Return::topics));
        for (int j = 0; j < runs.get(0).returns.get(0).drivers.size(); j++) {
            int driver = j;
            back.number(BEHAVIOUR.get(j).column(), each -> mean(each, run -> run.drivers.get(driver)));
        }
        var tables = new LinkedHashMap<String, Table>();
        tables.put("planted_effects", effects);
        tables.put("what_comes_back", back.table());
        var summary = Numbers.text(
                "%,d replicas of %,.0f users, %.0f of them retained, are large enough to see every planted effect. The first model is given what no study has: the true share of each planted topic in a user's posts. The same model was then given what a study can find in the texts. Themes are found by the model that learned from real posts; on these texts the theme found is the topic that a user writes most about for %.0f %% of users, and the others dilute the effects of topics. The table of what comes back says by how much: 1 is all of a planted effect, 0 is nothing.",
                runs.size(),
                mean(runs, Run::users),
                mean(runs, Run::retained),
                100 * mean(runs, run -> run.themesRight.value()));
        return new Trial("Planted effects in large replicas", summary, tables, failures());
    }

    List<String> failures() {
        var lines = runs.stream().flatMap(run -> run.lines.stream()).toList();
        return Stream.concat(
                        COVERAGE.brokenBy(Trial.count(lines, Line::covers)).stream(),
                        lines.stream()
                                .filter(line -> !line.rightSign())
                                .map(line -> "the effect of %s comes back with the other sign: %s, planted %s"
                                        .formatted(line.feature, line.givenTopics, line.planted)))
                .toList();
    }
}
