package retention.study;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import numerics.Check;
import numerics.Numbers;
import numerics.learning.FittedLogistic;
import retention.features.ObservedFeature;
import retention.posts.Post;
import retention.posts.TimestampedId;
import retention.project.Project;
import retention.users.Users;

/**
 * What was planted in synthetic posts, from the file {@code posts.truth.json} beside {@code posts.csv}, and whether an answer agrees
 * with it. There is no such file beside other posts: of them nothing is known, and every check says so.
 */
public final class PlantedTruth {

    /** The features that retention is drawn from, by their names in the file. */
    private static final Map<String, ObservedFeature> DRIVERS = Map.of(
            "log1p_likes", ObservedFeature.LIKES,
            "log1p_comments", ObservedFeature.COMMENTS,
            "log_january_posts", ObservedFeature.POSTS,
            "days_from_last_january_post_to_1_february", ObservedFeature.RECENCY);

    private static final String UNKNOWN = "Nothing was planted here that could tell whether this is right.";

    /** The object of the file; empty where there is none. */
    private final JsonObject root;

    private final Optional<Map<String, String>> topics;
    private final boolean hasEffects;

    /** Of posts about which nothing is known. */
    private PlantedTruth() {
        root = new JsonObject();
        topics = Optional.empty();
        hasEffects = false;
    }

    private PlantedTruth(JsonObject root) {
        this.root = root;
        var byPost = new Gson().fromJson(root.get("topics"), new TypeToken<Map<String, String>>() {});
        topics = Optional.ofNullable(byPost).map(Map::copyOf);
        hasEffects = !root.getAsJsonObject("settings").get("null_model").getAsBoolean();
    }

    /**
     * Reads the file beside some posts, if there is one.
     *
     * @throws IllegalArgumentException if it does not hold the truth of synthetic posts
     */
    static PlantedTruth beside(Path posts) {
        var file = Origin.truthFile(posts);
        return Files.isRegularFile(file) ? in(file) : new PlantedTruth();
    }

    /**
     * Reads a file of truth.
     *
     * @throws IllegalArgumentException if it does not hold the truth of synthetic posts
     */
    public static PlantedTruth in(Path file) {
        try {
            return new PlantedTruth(JsonParser.parseString(Project.text(file)).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            var why =
                    "%s does not hold the truth of a replica: expected settings with null_model, and topics by post. Delete it, or make the replica again.";
            throw new IllegalArgumentException(why.formatted(file), e);
        }
    }

    /** Whether the outcome was drawn from effects of what users do, and not independently of everything. */
    boolean hasEffects() {
        return hasEffects;
    }

    /**
     * How many of each user's observed posts were made about each topic, in the users' order.
     *
     * @param posts all of the file
     * @return none of other posts than a replica's
     */
    public Optional<List<Map<String, Integer>>> topicCounts(List<Post> posts, Users users) {
        return topics.map(known -> {
            var counts = new HashMap<TimestampedId, Map<String, Integer>>();
            for (var post : posts) {
                if (users.period().observes(post.createTime())) {
                    var ofUser = counts.computeIfAbsent(post.userId(), id -> new TreeMap<>());
                    ofUser.merge(of(post, known), 1, Integer::sum);
                }
            }
            return users.list().stream().map(user -> counts.get(user.id())).toList();
        });
    }

    private static String of(Post post, Map<String, String> topics) {
        var id = post.identity();
        var topic = topics.get(id);
        Check.that(topic != null, "The truth file has no topic of post %s: make the replica again.", id);
        return topic;
    }

    /** A number of the file, which is known to be there; see {@link #check(String, double, double, String...)} for the path. */
    public double number(String... path) {
        return at(path).orElseThrow().getAsDouble();
    }

    /** The coefficient of each feature that retention was drawn from; empty where none was planted. */
    public Map<ObservedFeature, Double> drivers() {
        var drivers = new EnumMap<ObservedFeature, Double>(ObservedFeature.class);
        coefficients("coefficients").forEach((name, effect) -> drivers.put(DRIVERS.get(name), effect));
        return drivers;
    }

    /** The same by the feature's name. */
    public Map<String, Double> effects() {
        var effects = new LinkedHashMap<String, Double>();
        drivers().forEach((feature, effect) -> effects.put(feature.column(), effect));
        return effects;
    }

    /** The coefficients of a group, such as {@code coefficients_of_topic_shares_of_january_posts}, by their names in the file. */
    public Map<String, Double> coefficients(String group) {
        var coefficients = new LinkedHashMap<String, Double>();
        at("retention", group).ifPresent(planted -> planted.getAsJsonObject()
                .asMap()
                .forEach((name, value) -> coefficients.put(name, value.getAsDouble())));
        return coefficients;
    }

    /**
     * Whether a number is the planted one, in a sentence.
     *
     * @param what the number is of, as the sentence begins
     * @param yours the answer
     * @param tolerance how far the answer may be from the truth, as a share of the truth; 0 if it must be the same
     * @param path to the number in the file, such as {@code "sizes", "retained"}; a list is entered by position, from 0
     */
    public String check(String what, double yours, double tolerance, String... path) {
        var planted = at(path);
        if (planted.isEmpty()) {
            return "%s: %s. %s".formatted(what, plain(yours), UNKNOWN);
        }
        double truth = planted.get().getAsDouble();
        double off = Math.abs(yours - truth);
        if (off > tolerance * Math.abs(truth)) {
            var size = truth == 0 ? plain(off) : Numbers.percent(off / Math.abs(truth), 1);
            var direction = yours > truth ? "large" : "small";
            return "%s: %s. Not yet: this is %s too %s.".formatted(what, plain(yours), size, direction);
        }
        var right = off == 0 ? "as many were" : plain(truth) + (truth == Math.rint(truth) ? " were" : " was");
        return "%s: %s. Right, %s planted.".formatted(what, plain(yours), right);
    }

    /** How many of these features retention was drawn from, and how many of those are not among them, in a sentence. */
    public String check(List<String> features) {
        if (!hasEffects()) {
            return UNKNOWN;
        }
        var planted = effects().keySet();
        var parts = new TreeSet<>(features).stream().collect(Collectors.partitioningBy(planted::contains));
        int others = planted.size() - parts.get(true).size();
        return "Planted: %s. Not planted: %s. Planted, but not among yours: %s."
                .formatted(named(parts.get(true)), named(parts.get(false)), others);
    }

    /** Whether the interval of a coefficient holds the planted one, which is 0 for a feature that was not planted, in a sentence. */
    public String check(FittedLogistic.Effect effect) {
        var found = effect.coefficient();
        var yours =
                Numbers.text("%s: %.2f [%.2f, %.2f].", effect.feature(), found.value(), found.lower(), found.upper());
        double planted = effects().getOrDefault(effect.feature(), 0.0);
        var lies = planted < found.lower() || planted > found.upper() ? "outside" : "inside";
        return hasEffects
                ? "%s The planted coefficient, %s, lies %s this interval.".formatted(yours, plain(planted), lies)
                : yours + " " + UNKNOWN;
    }

    /** What the planted coefficients give for each user, up to a constant: a ranking by all that the features know; nothing if none were planted. */
    public Optional<double[]> scores(Users users) {
        var effects = effects();
        var features = ObservedFeature.of(users);
        var scores = new double[users.size()];
        effects.forEach((feature, effect) -> {
            var values = features.values(feature);
            Arrays.setAll(scores, user -> scores[user] + effect * values[user]);
        });
        return effects.isEmpty() ? Optional.empty() : Optional.of(scores);
    }

    private static String named(List<String> features) {
        return features.isEmpty() ? "none" : String.join(", ", features);
    }

    private Optional<JsonElement> at(String... path) {
        Optional<JsonElement> value = Optional.of(root);
        for (var key : path) {
            value = value.flatMap(from -> from.isJsonArray()
                    ? from.getAsJsonArray().asList().stream()
                            .skip(Integer.parseInt(key))
                            .findFirst()
                    : Optional.ofNullable(from.getAsJsonObject().get(key)));
        }
        return value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Numbers.text("%,d", (long) value) : Numbers.text("%.2f", value);
    }
}
