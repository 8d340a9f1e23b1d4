package numerics.matrix;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The golden files of topics: what other libraries made of a case. */
public final class TopicsGolden {
    private TopicsGolden() {}

    public static JsonElement read(String name) {
        var resource = "/golden/text/" + name + ".json";
        try (var in = Objects.requireNonNull(TopicsGolden.class.getResourceAsStream(resource), resource)) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SparseMatrix sparse(JsonObject csr) {
        var pointers = ints(csr.getAsJsonArray("pointers"));
        var indices = ints(csr.getAsJsonArray("indices"));
        var values = doubles(csr.getAsJsonArray("values"));
        return new SparseMatrix(
                csr.get("columns").getAsInt(),
                IntStream.range(0, pointers.length - 1)
                        .mapToObj(row -> Arrays.copyOfRange(indices, pointers[row], pointers[row + 1]))
                        .toArray(int[][]::new),
                IntStream.range(0, pointers.length - 1)
                        .mapToObj(row -> Arrays.copyOfRange(values, pointers[row], pointers[row + 1]))
                        .toArray(double[][]::new));
    }

    /** For each topic of the first, topics x terms, the cosine with that of the second which is most like it. */
    public static DoubleStream nearest(double[][] first, double[][] second) {
        return Stream.of(first).mapToDouble(topic -> Stream.of(second)
                .mapToDouble(other -> Vectors.cosine(topic, other))
                .max()
                .orElseThrow());
    }

    public static int[] ints(JsonArray array) {
        return stream(array).mapToInt(JsonElement::getAsInt).toArray();
    }

    public static double[] doubles(JsonArray array) {
        return stream(array).mapToDouble(JsonElement::getAsDouble).toArray();
    }

    public static double[][] matrix(JsonArray rows) {
        return stream(rows).map(row -> doubles(row.getAsJsonArray())).toArray(double[][]::new);
    }

    private static Stream<JsonElement> stream(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
