package numerics.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** One golden file: what other libraries made of a case. */
final class Golden {

    private final JsonObject json;

    private Golden(JsonObject json) {
        this.json = json;
    }

    static Golden read(String name) {
        var resource = "/golden/evaluation/" + name + ".json";
        try (var in = Objects.requireNonNull(Golden.class.getResourceAsStream(resource), resource)) {
            return new Golden(JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject json() {
        return json;
    }

    boolean[] labels() {
        var labels = new boolean[scores().length];
        json.getAsJsonArray("retained_rows").forEach(row -> labels[row.getAsInt()] = true);
        return labels;
    }

    double[] scores() {
        return doubles(json.getAsJsonArray("scores"));
    }

    double expected(String figure) {
        return json.getAsJsonObject("expected").get(figure).getAsDouble();
    }

    double[] expectedColumn(String figure) {
        return doubles(json.getAsJsonObject("expected").getAsJsonArray(figure));
    }

    /** One column of a curve; {@code null} in JSON stands for an infinite threshold. */
    double[] expectedColumn(String curve, int column) {
        return doubles(json.getAsJsonObject("expected")
                .getAsJsonArray(curve)
                .get(column)
                .getAsJsonArray());
    }

    static double[] doubles(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(Golden::toDouble)
                .toArray();
    }

    private static double toDouble(JsonElement element) {
        return element.isJsonNull() ? Double.POSITIVE_INFINITY : element.getAsDouble();
    }
}
