package retention.validation;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import retention.evaluation.BenjaminiHochberg;
import retention.evaluation.Interval;
import retention.evaluation.Ratio;
import retention.features.ObservedFeature;
import retention.model.FeatureMatrix;
import retention.model.FirthLogistic;
import retention.model.LabelledMatrix;
import retention.replica.ReplicaSettings;
import retention.replica.Topic;
import retention.users.Protocol;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The study's method, logistic regression with Firth's penalty, on a replica that is large enough to answer: do the planted effects
 * come back with their sign and size? That can only be asked of a model that holds all of them, so this one is given what no study
 * knows: the shares of the planted topics and the two groups of accounts whose base rates differ. As many features again that a
 * reader may suspect are in it, and have no effect given the planted ones.
 *
 * <p>The posts were counted before they were displayed; the model sees what is displayed. Where {@code 1千+} hides up to nine
 * thousand more, an effect of likes comes back a little smaller or larger than it was planted.
 *
 * @param users how many users the replica has who are observed
 * @param retained how many of them were retained
 * @param lines one a feature
 */
public record PlantedEffects(int users, int retained, List<Line> lines) {

    private static final double LEVEL = 0.95;
    private static final double THRESHOLD = 0.05;

    public PlantedEffects {
        lines = List.copyOf(lines);
    }

    /**
     * One coefficient.
     *
     * @param feature its name
     * @param planted the true change of the log odds with one unit; 0 for a feature without effect
     * @param estimate with Wald's 95 % interval, which holds for this one alone
     * @param together the same with an interval so wide that those of all features together hold at 95 % (Bonferroni)
     * @param pValue Wald's, two-sided
     * @param qValue after Benjamini and Hochberg, over the features without effect and with
     */
    public record Line(
            String feature, double planted, Interval estimate, Interval together, double pValue, double qValue) {

        /** Whether the 95 % interval holds the truth, as 19 of 20 should. */
        public boolean covers() {
            return estimate.contains(planted);
        }

        /** Whether the wider interval does, as all of them should in 19 of 20 replicas. */
        public boolean coversTogether() {
            return together.contains(planted);
        }

        /** Whether the estimate has the sign that was planted; a feature without effect has none to miss. */
        public boolean rightSign() {
            return planted == 0 || Math.signum(planted) == Math.signum(estimate.estimate());
        }

        /** Whether it differs from 0 at a false discovery rate of 5 % in this model. */
        public boolean discovered() {
            return qValue <= THRESHOLD;
        }
    }

    /**
     * Makes and analyses one replica.
     *
     * @param posts of the replica; 64,000 give some 50,000 users
     * @param seed of the replica
     */
    public static PlantedEffects run(int posts, long seed) {
        var replica = ReplicaUsers.of(new ReplicaSettings(posts, false, seed), Protocol.CORRECTED);
        var users = replica.users();
        var features = features(replica);
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(features, users.labels()), seed);
        var planted = planted(replica.truth());
        var coefficients = fitted.coefficients();
        var covariance = fitted.covariance();
        var pValues = IntStream.range(0, coefficients.length)
                .mapToDouble(j -> 2
                        * new NormalDistribution()
                                .cumulativeProbability(
                                        -Math.abs(coefficients[j]) / Math.sqrt(covariance[j + 1][j + 1])))
                .toArray();
        var qValues = BenjaminiHochberg.qValues(pValues);
        var lines = IntStream.range(0, coefficients.length)
                .mapToObj(j -> {
                    var name = features.names().get(j);
                    double error = Math.sqrt(covariance[j + 1][j + 1]);
                    return new Line(
                            name,
                            planted.getOrDefault(name, 0.0),
                            wald(coefficients[j], error, LEVEL),
                            wald(coefficients[j], error, 1 - (1 - LEVEL) / features.columns()),
                            pValues[j],
                            qValues[j]);
                })
                .toList();
        return new PlantedEffects(users.size(), users.retained(), lines);
    }

    private static Interval wald(double coefficient, double error, double level) {
        double half = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2) * error;
        return new Interval(coefficient, coefficient - half, coefficient + half, level);
    }

    /** Names of the study's features for those of the truth file. */
    private static final Map<String, String> NAMES = Map.of(
            "log1p_likes", ObservedFeature.LIKES.column(),
            "log1p_comments", ObservedFeature.COMMENTS.column(),
            "log_january_posts", ObservedFeature.POSTS.column(),
            "days_from_last_january_post_to_1_february", ObservedFeature.RECENCY.column());

    /** The planted effects by the study's names of features, those of topics too. */
    static Map<String, Double> planted(JsonObject truth) {
        var planted = new TreeMap<String, Double>();
        var retention = truth.getAsJsonObject("retention");
        retention
                .getAsJsonObject("coefficients")
                .entrySet()
                .forEach(effect -> planted.put(
                        NAMES.get(effect.getKey()), effect.getValue().getAsDouble()));
        retention
                .getAsJsonObject("coefficients_of_topic_shares_of_january_posts")
                .entrySet()
                .forEach(effect -> planted.put(
                        "about_" + effect.getKey(), effect.getValue().getAsDouble()));
        return planted;
    }

    /**
     * The study's features but for those that only repeat others, shares of the planted topics but for one without effect to
     * compare with, and the two groups of users whose base rates the published split fixed.
     */
    private static FeatureMatrix features(ReplicaUsers replica) {
        var users = replica.users();
        var behaviour = ObservedFeature.of(
                users,
                List.of(
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
                        ObservedFeature.ACCOUNT_AGE));
        var topics = Stream.of(Topic.values())
                .map(Topic::key)
                .filter(topic -> !topic.equals(Topic.HUMOUR.key()))
                .toList();
        var names = new ArrayList<String>();
        names.add("newest_accounts");
        topics.forEach(topic -> names.add("about_" + topic));
        int newest = newestFrom(replica.truth());
        var rows = new float[users.size()][names.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = i >= newest ? 1 : 0;
            var written = replica.topics().get(users.list().get(i).id());
            var counts = new HashMap<String, Integer>();
            written.forEach(topic -> counts.merge(topic, 1, Integer::sum));
            for (int j = 0; j < topics.size(); j++) {
                rows[i][j + 1] = counts.getOrDefault(topics.get(j), 0) / (float) written.size();
            }
        }
        return behaviour.beside(FeatureMatrix.of(names, rows));
    }

    private static int newestFrom(JsonObject truth) {
        var groups = truth.getAsJsonObject("retention").getAsJsonArray("groups");
        return groups.get(groups.size() - 1)
                .getAsJsonObject()
                .get("users_by_ascending_id_from")
                .getAsInt();
    }

    /** The base rates differ between the two groups by construction, so that this is no feature without effect. */
    private static boolean judged(Line line) {
        return !line.feature().equals("newest_accounts");
    }

    /** Features with an effect. */
    public List<Line> effects() {
        return lines.stream().filter(line -> line.planted() != 0).toList();
    }

    /** Features without one. */
    public List<Line> withoutEffect() {
        return lines.stream()
                .filter(line -> line.planted() == 0 && judged(line))
                .toList();
    }

    /** How many of the effects, and of the features without one, have a 95 % interval that holds the truth. */
    public Ratio covered() {
        return share(lines.stream().filter(PlantedEffects::judged).toList(), Line::covers);
    }

    /** How many of the features without effect differ from 0 in this model. */
    public Ratio falselyDiscovered() {
        return share(withoutEffect(), Line::discovered);
    }

    private static Ratio share(List<Line> of, Predicate<Line> which) {
        return new Ratio(of.stream().filter(which).count(), of.size());
    }

    /** feature | planted | estimate | lower | upper: 95 % limits | holds | together: whether the wider interval holds | q. */
    public Table table() {
        var judged = lines.stream().filter(PlantedEffects::judged).toList();
        return Table.create(
                "Planted and found, with 95 % intervals of each",
                StringColumn.create("feature", judged.stream().map(Line::feature)),
                DoubleColumn.create("planted", judged.stream().mapToDouble(Line::planted)),
                DoubleColumn.create("estimate", judged.stream().mapToDouble(line -> line.estimate()
                        .estimate())),
                DoubleColumn.create("lower", judged.stream().mapToDouble(line -> line.estimate()
                        .lower())),
                DoubleColumn.create("upper", judged.stream().mapToDouble(line -> line.estimate()
                        .upper())),
                BooleanColumn.create("holds", judged.stream().map(Line::covers).toList()),
                BooleanColumn.create(
                        "together", judged.stream().map(Line::coversTogether).toList()),
                DoubleColumn.create("q", judged.stream().mapToDouble(Line::qValue)));
    }

    /** Such as {@code 50,507 users, 358 retained: of 12 planted effects 12 have their sign, 11 of 12 95 % intervals ...}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d users, %d retained, in a model that is given the planted topics: of %d planted effects %d have their sign; of %d effects and features without one, %d lie within their 95 %% interval, where 95 of 100 should, and %d within the wider ones that hold together; %d of the %d without effect differ from 0",
                users,
                retained,
                effects().size(),
                effects().stream().filter(Line::rightSign).count(),
                (int) covered().denominator(),
                (int) covered().numerator(),
                lines.stream()
                        .filter(PlantedEffects::judged)
                        .filter(Line::coversTogether)
                        .count(),
                (int) falselyDiscovered().numerator(),
                withoutEffect().size());
    }
}
