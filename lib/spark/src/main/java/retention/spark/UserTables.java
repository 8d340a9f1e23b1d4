package retention.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import com.google.common.collect.Iterators;
import com.google.common.collect.Streams;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Progress;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.Utils;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.Readout;
import retention.features.ObservedFeature;
import retention.scoring.ScoringModel;
import retention.text.Segmenter;
import retention.text.ThemeModel;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;

/**
 * Tables about users, one row per user, by the corrected protocol. Each asks the library for what it says of some users at a time.
 */
record UserTables(JobSettings settings) implements Serializable {

    private static final Protocol PROTOCOL = Protocol.CORRECTED;
    private static final int USERS_AT_ONCE = 2_000;

    /** Stands for what is not known of reactions, of which no feature is negative. */
    private static final float UNKNOWN = -1;

    private static final String SCORES =
            "probability DOUBLE, lower DOUBLE, upper DOUBLE, because_1 STRING, because_2 STRING, because_3 STRING, "
                    + ScoringModel.UNLIKE + " STRING, " + ScoringModel.IN_TRAINING + " STRING";

    /** The one encoder of a process. */
    private static final class Shared {
        private static final Encoder ENCODER = Encoder.open();
    }

    /** What is made of some users. */
    private interface OfUsers extends Serializable {
        Stream<Row> rows(Users users);
    }

    /** The users of posts, which are as {@link Rows#POST} has them, as {@link Rows#USER} has them. */
    Dataset<Row> users(Dataset<Row> posts) {
        return posts.groupBy("user_id")
                .as(Encoders.STRING(), Encoders.row(Rows.POST))
                .flatMapSortedGroups(
                        new Column[] {col("place")},
                        (FlatMapGroupsFunction<String, Row, Row>) (id, own) -> user(own),
                        Encoders.row(Rows.USER));
    }

    private Iterator<Row> user(Iterator<Row> own) {
        var posts = Streams.stream(own).map(Rows::post).toList();
        var user = Users.user(posts, PROTOCOL, settings.study().period());
        return user.map(Rows::of).stream().iterator();
    }

    /** user_id | words: those that the term matrices of the study count, in their order. */
    Dataset<Row> tokens(Dataset<Row> users) {
        return of(users, "words ARRAY<STRING>", some -> {
            var segmenter = Segmenter.standard().withoutStopWords();
            return some.list().stream()
                    .map(user -> row(user, (Object) segmenter.words(user.text()).toArray(String[]::new)));
        });
    }

    /** user_id | theme | probability: what each user's text is most likely about. */
    Dataset<Row> themes(Dataset<Row> users) {
        return of(users, "theme STRING, probability DOUBLE", some -> some.list().stream()
                .map(user -> {
                    var found = ThemeModel.standard().classify(user.text());
                    return row(user, found.theme().toString(), found.probability());
                }));
    }

    /** user_id | the features of the headline model, null where one is not known of a user. */
    Dataset<Row> features(Dataset<Row> users) {
        var features = ObservedFeature.HEADLINE;
        var unknown = new double[features.size()];
        Arrays.fill(unknown, UNKNOWN);
        var columns = String.join(" FLOAT, ", ObservedFeature.columns(features)) + " FLOAT";
        return of(users, columns, some -> {
            var matrix = ObservedFeature.of(some, features, unknown);
            return IntStream.range(0, some.size())
                    .mapToObj(i -> row(
                            some.list().get(i),
                            Arrays.stream(matrix.row(i))
                                    .mapToObj(value -> value == UNKNOWN ? null : (Float) (float) value)
                                    .toArray()));
        });
    }

    /** The columns of {@link ScoringModel#score} but for the rank, which follows from the probability: the rows are in its order. */
    Dataset<Row> scores(Dataset<Row> users, ScoringModel model) {
        var columns = schema(SCORES).fieldNames();
        return of(users, SCORES, some -> model.score(some).stream()
                        .map(row -> RowFactory.create(
                                Stream.of(columns).map(row::getObject).toArray())))
                .orderBy(col("probability").desc(), col("user_id"));
    }

    /** user_id | vector: of each user's text. Each process loads one model, and texts of about the same length share a batch. */
    Dataset<Row> embeddings(Dataset<Row> users, int layer) {
        return of(users, "vector ARRAY<FLOAT>", some -> {
            var vectors = vectors(some.texts(), layer);
            return IntStream.range(0, some.size()).mapToObj(i -> row(some.list().get(i), (Object) vectors[i]));
        });
    }

    /** The vectors of texts in their order, of all their tokens' mean. Tasks of one process take turns. */
    private static synchronized float[][] vectors(List<String> texts, int layer) {
        var readout = Readout.mean(layer);
        var folder = Utils.createTempDir(System.getProperty("java.io.tmpdir"), "embeddings");
        try {
            return new EmbeddingStore(folder.toPath())
                    .embed(Shared.ENCODER, texts, List.of(readout), Progress.NONE)
                    .get(readout);
        } finally {
            Utils.deleteRecursively(folder);
        }
    }

    private static Row row(User user, Object... values) {
        return RowFactory.create(
                Stream.concat(Stream.of(user.id().text()), Stream.of(values)).toArray());
    }

    private static StructType schema(String columns) {
        return StructType.fromDDL("user_id STRING, " + columns);
    }

    /** Makes rows of some users at a time, whose wave is that of all: the user's id, and these columns. */
    private Dataset<Row> of(Dataset<Row> users, String columns, OfUsers rows) {
        var accounts = users.groupBy(to_date(col("account_created"))).count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getDate(0).toLocalDate(), row -> row.getLong(1)));
        var wave = Wave.of(settings.study().period(), accounts);
        return users.mapPartitions(
                (MapPartitionsFunction<Row, Row>) part -> Streams.stream(Iterators.partition(part, USERS_AT_ONCE))
                        .flatMap(some -> {
                            var list = some.stream().map(Rows::user).toList();
                            return rows.rows(
                                    new Users(PROTOCOL, settings.study().period(), wave, list));
                        })
                        .iterator(),
                Encoders.row(schema(columns)));
    }
}
