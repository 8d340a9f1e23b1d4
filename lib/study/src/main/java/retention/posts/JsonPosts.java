package retention.posts;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which values of a text of JSON are posts. Posts are found in some values, and are then at the same places in all. A place is the
 * path to a value, such as {@code .data.items[]}. A field of an object inside a post is called {@code user.user_id}; an array of
 * texts is one text.
 */
final class JsonPosts {

    /** What is found at a place. */
    private enum Form {
        /** An object that is a post. */
        OBJECT,
        /** An array of the cells of a post, or of the names of columns. */
        ROW,
        /** An object whose fields are columns, each with the values of all posts in an array or under their numbers. */
        TABLE
    }

    /** Where a value is that stands in the text by itself, or in an array that does. */
    static final String TOP = "";

    /** What stands behind the place of an array in that of what is in it. */
    static final String ELEMENT = "[]";

    private static final int DEEPEST = 4;
    private static final int MOST_COLUMNS = 1_000;
    private static final String MONGO_ID = "_id";
    private static final Pattern ANY_KEY = Pattern.compile("[0-9]+|[0-9a-fA-F]{20,}");

    private final RowCollector rows;
    private final Map<String, Form> forms = new HashMap<>();

    /** The place at which the most columns are known, and how many. */
    private String likeliest = TOP;

    private long most;

    /** The arrays that name columns, and the names in that which was read last. */
    private final Set<JsonElement> headers = new HashSet<>();

    private List<String> header = List.of();

    /** The names of all fields so far. */
    private final Set<String> names = new LinkedHashSet<>();

    JsonPosts(RowCollector rows) {
        this.rows = rows;
    }

    /** The place of a field; keys that are numbers or ids, of which each has one of the same things, make no difference. */
    static String field(String place, String key) {
        return place + "." + (ANY_KEY.matcher(key).matches() ? "*" : key);
    }

    /** Whether posts were found at a place or, if nowhere, more of what a post needs than at any other. */
    boolean areAt(String place) {
        return forms.isEmpty() ? place.equals(likeliest) : forms.containsKey(place);
    }

    /** Goes through a value, except through posts, and adds where there are any. */
    void find(JsonElement value, String place) {
        if (forms.containsKey(place)) {
            return;
        }
        if (value.isJsonArray()) {
            if (isHeader(value.getAsJsonArray())) {
                headers.add(value);
                forms.put(place, Form.ROW);
            } else if (place.endsWith(ELEMENT) && !headers.isEmpty()) {
                forms.put(place, Form.ROW);
            } else {
                value.getAsJsonArray().forEach(element -> find(element, place + ELEMENT));
            }
        } else if (value.isJsonObject()) {
            var object = value.getAsJsonObject();
            var fields = fields(object).keySet();
            if (isTable(object)) {
                forms.put(place, Form.TABLE);
            } else if (rows.columns().areOfPosts(fields)) {
                forms.put(place, Form.OBJECT);
            } else {
                long known = rows.columns().known(fields);
                likeliest = known > most ? place : likeliest;
                most = Math.max(most, known);
                object.asMap().forEach((key, inside) -> find(inside, field(place, key)));
            }
        }
    }

    /** Whether these are the names of columns, and so those of arrays that are rows. */
    private boolean isHeader(JsonArray array) {
        return array.asList().stream().allMatch(JsonElement::isJsonPrimitive)
                && rows.columns().areOfPosts(texts(array).toList());
    }

    /** Whether the users of an object, which every post has, are those of many. */
    private boolean isTable(JsonObject object) {
        return rows.columns().areOfPosts(object.keySet())
                && object.asMap().entrySet().stream()
                        .filter(field -> rows.columns().column(field.getKey()).equals(Optional.of(Column.USER_ID)))
                        .map(field -> plain(field.getValue()))
                        .allMatch(users -> users.isJsonArray() || users.isJsonObject());
    }

    /** Reads a value at a place where there are posts; what is none of them is set aside. */
    void read(long line, String place, JsonElement value) {
        var form = forms.get(place);
        if (form == Form.ROW && value.isJsonArray()) {
            read(line, value.getAsJsonArray());
        } else if (!value.isJsonObject()) {
            rows.damaged(line, "", "no JSON object");
        } else if (form == Form.TABLE) {
            posts(value.getAsJsonObject()).forEach(post -> read(line, post));
        } else {
            read(line, value.getAsJsonObject());
        }
    }

    private void read(long line, JsonArray cells) {
        if (headers.contains(cells)) {
            header = texts(cells).toList();
        } else if (cells.size() > header.size()) {
            rows.damaged(
                    line,
                    texts(cells).collect(Collectors.joining(",")),
                    "%s fields, expected the header's %s".formatted(cells.size(), header.size()));
        } else {
            var post = new JsonObject();
            for (int i = 0; i < cells.size(); i++) {
                post.add(header.get(i), cells.get(i));
            }
            read(line, post);
        }
    }

    /** The posts of a table whose fields are its columns. */
    private static Collection<JsonObject> posts(JsonObject table) {
        var posts = new LinkedHashMap<String, JsonObject>();
        table.asMap().forEach((name, column) -> {
            var values = new LinkedHashMap<String, JsonElement>();
            if (column.isJsonArray()) {
                column.getAsJsonArray().forEach(value -> values.put(String.valueOf(values.size()), value));
            } else if (column.isJsonObject()) {
                values.putAll(column.getAsJsonObject().asMap());
            }
            values.forEach((key, value) ->
                    posts.computeIfAbsent(key, first -> new JsonObject()).add(name, value));
        });
        return posts.values();
    }

    private void read(long line, JsonObject post) {
        var fields = fields(post);
        int before = names.size();
        for (var name : fields.keySet()) {
            if (names.size() < MOST_COLUMNS || rows.columns().column(name).isPresent()) {
                names.add(name);
            }
        }
        if (names.size() > before) {
            rows.header(List.copyOf(names));
        }
        if (!fields.isEmpty() && fields.values().stream().allMatch(Characters::isBlank)) {
            // What it has may be posts, of which none was sought here.
            rows.damaged(line, "", "no text in a JSON object");
            return;
        }
        rows.row(line, names.stream().map(name -> fields.getOrDefault(name, "")).toArray(String[]::new));
    }

    /** The fields of an object, those of objects inside it under their path. */
    private static Map<String, String> fields(JsonObject object) {
        var fields = new LinkedHashMap<String, String>();
        flatten(object, "", fields, 0);
        return fields;
    }

    private static void flatten(JsonObject object, String path, Map<String, String> fields, int depth) {
        object.asMap().forEach((key, wrapped) -> {
            var name = path + key;
            var value = plain(wrapped);
            if (key.equals(MONGO_ID) && value != wrapped) {
                // It is made when a database takes the post in, and has the time of that.
                return;
            }
            if (!value.isJsonObject()) {
                // Hashtags are joined as the study's own files join them.
                boolean isLabel = value.isJsonArray() && Column.called(name).equals(Optional.of(Column.LABEL));
                fields.put(name, texts(value).collect(Collectors.joining(isLabel ? "#" : ",")));
            } else if (depth < DEEPEST) {
                flatten(value.getAsJsonObject(), name + ".", fields, depth + 1);
            }
        });
    }

    /** A value without what MongoDB writes around it to tell its type, as in {@code {"$numberLong": "5"}}. */
    private static JsonElement plain(JsonElement value) {
        if (value.isJsonObject() && value.getAsJsonObject().size() == 1) {
            var field = value.getAsJsonObject().entrySet().iterator().next();
            return field.getKey().startsWith("$") ? plain(field.getValue()) : value;
        }
        return value;
    }

    /** The texts of a value or an array; of an object in it, its name or address. */
    private static Stream<String> texts(JsonElement value) {
        if (value.isJsonArray()) {
            return value.getAsJsonArray().asList().stream()
                    .filter(element -> !element.isJsonArray())
                    .flatMap(JsonPosts::texts);
        }
        if (value.isJsonObject()) {
            var object = value.getAsJsonObject();
            return Stream.of("name", "url_default", "url")
                    .filter(object::has)
                    .limit(1)
                    .map(object::get)
                    .filter(inside -> !inside.isJsonObject())
                    .map(inside -> texts(inside).collect(Collectors.joining(",")));
        }
        boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        return Stream.of(
                value.isJsonNull() ? "" : isNumber ? Workbook.plain(value.getAsString()) : value.getAsString());
    }
}
