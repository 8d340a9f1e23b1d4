package numerics.survival;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** One golden file: what lifelines made of a case. */
record Golden(JsonObject json) {

    static Golden read(String name) {
        var resource = "/golden/survival/" + name + ".json";
        try (var in = Objects.requireNonNull(Golden.class.getResourceAsStream(resource), resource)) {
            return new Golden(JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Observation> observations() {
        return groups().stream().flatMap(group -> group.observations().stream()).toList();
    }

    /** By name. */
    List<Group> groups() {
        return groups(subject -> true);
    }

    /** The groups of each stratum. */
    List<List<Group>> strata() {
        var strata = json.getAsJsonObject("subjects").getAsJsonArray("stratum");
        return StreamSupport.stream(strata.spliterator(), false)
                .distinct()
                .map(stratum -> groups(subject -> strata.get(subject).equals(stratum)))
                .toList();
    }

    private List<Group> groups(IntPredicate which) {
        var subjects = json.getAsJsonObject("subjects");
        var days = doubles(subjects.getAsJsonArray("days"));
        var events = doubles(subjects.getAsJsonArray("events"));
        var names = subjects.getAsJsonArray("group");
        var groups = new TreeMap<String, List<Observation>>();
        IntStream.range(0, days.length).filter(which).forEach(i -> groups.computeIfAbsent(
                        names.get(i).getAsString(), name -> new ArrayList<>())
                .add(new Observation(days[i], events[i] == 1)));
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    List<JsonObject> curves() {
        return StreamSupport.stream(json.getAsJsonArray("curves").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    JsonObject logRank() {
        return json.getAsJsonObject("log_rank");
    }

    static double[] doubles(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }
}
