package retention.survival;

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
        return groups("all").get(0).observations();
    }

    List<Group> groups() {
        return groups("");
    }

    /** By name; under one name if that is given. */
    private List<Group> groups(String one) {
        var subjects = json.getAsJsonObject("subjects");
        var days = doubles(subjects.getAsJsonArray("days"));
        var events = doubles(subjects.getAsJsonArray("events"));
        var names = subjects.getAsJsonArray("group");
        var groups = new TreeMap<String, List<Observation>>();
        for (int i = 0; i < days.length; i++) {
            groups.computeIfAbsent(one.isEmpty() ? names.get(i).getAsString() : one, name -> new ArrayList<>())
                    .add(new Observation(days[i], events[i] == 1));
        }
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
