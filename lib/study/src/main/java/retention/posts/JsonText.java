package retention.posts;

import static retention.posts.UnusableFileException.Reason.MALFORMED;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Posts as JSON objects: in an array, one per line, one after another, or anywhere inside objects and arrays; also as a table, of
 * which either each row or each column is an array. Where they are is found out first, from the first values. A field of an object
 * inside a post is called {@code user.user_id}; an array of texts is one text.
 */
final class JsonText {

    private static final int DEEPEST = 4;
    private static final int MOST_COLUMNS = 1_000;

    /** Among so many values it is found out where posts are. */
    private static final int MOST_SAMPLED = 1_000;

    /** Where a value is that stands in the text by itself, or in an array that does. */
    private static final String TOP = "";

    private static final Pattern BEGIN = Pattern.compile(
            "(?:\\s*+(?://[^\n]*+\n|/\\*(?s:.*?)\\*/))*+\\s*+(?:\\{|\\[\\s*+(?:\\{|\\[\\s*+\"|]\\s*+$))");
    private static final String MONGO_ID = "_id";
    private static final Pattern ANY_KEY = Pattern.compile("[0-9]+|[0-9a-fA-F]{20,}");
    private static final Pattern LINE = Pattern.compile("at line ([0-9]+) ");
    private static final TypeAdapter<JsonElement> ELEMENTS = new Gson().getAdapter(JsonElement.class);

    private final Text text;
    private final RowCollector rows;
    private final Set<String> names = new LinkedHashSet<>();

    /** Where posts are, and where tables of which each column is an array. */
    private final Set<String> places = new HashSet<>();

    private final Set<String> tables = new HashSet<>();

    /** The names of columns, in the order of the arrays that are rows; empty as long as there are none. */
    private List<String> order = List.of();

    private boolean isAny;

    JsonText(Text text, RowCollector rows) {
        this.text = text;
        this.rows = rows;
    }

    /** Opens the text from the start, as often as it is called. */
    @FunctionalInterface
    interface Text {
        Reader open() throws IOException;
    }

    /** Whether a text that begins so is JSON. */
    static boolean begins(String head) {
        return BEGIN.matcher(Characters.stripped(head)).lookingAt();
    }

    /**
     * Reads all posts.
     *
     * @throws UnusableFileException if no object of them can be read, or they lack what a post needs
     */
    void read() throws IOException {
        findPlaces();
        if (isLines()) {
            readLines();
        } else {
            readWhole();
        }
        rows.checkColumns();
    }

    /** Finds out where posts are: where objects have all that a post needs, or else where the most columns are known. */
    private void findPlaces() throws IOException {
        var likeliest = new Likeliest(TOP, 0);
        boolean isTable = false;
        try (var reader = json(text.open())) {
            boolean inArray = false;
            for (int i = 0; i < MOST_SAMPLED && !places.contains(TOP); i++) {
                inArray = nextValue(reader, inArray);
                if (reader.peek() == JsonToken.END_DOCUMENT) {
                    break;
                }
                var value = ELEMENTS.read(reader);
                isTable |= isHeader(value);
                likeliest = likeliest(value, TOP, likeliest);
            }
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            // What follows cannot be read, which is said when it is.
        }
        if (places.isEmpty() && tables.isEmpty() && !isTable) {
            places.add(likeliest.place);
        }
    }

    private record Likeliest(String place, long known) {}

    /** Goes through a value, except through posts, and adds where they are. */
    private Likeliest likeliest(JsonElement value, String place, Likeliest before) {
        var likeliest = before;
        if (places.contains(place)) {
            return likeliest;
        }
        if (value.isJsonArray()) {
            for (var element : value.getAsJsonArray()) {
                likeliest = likeliest(element, place + "[]", likeliest);
            }
        } else if (value.isJsonObject()) {
            var object = value.getAsJsonObject();
            if (isTable(object)) {
                tables.add(place);
                return likeliest;
            }
            var fields = fields(object).keySet();
            if (rows.columns().areOfPosts(fields)) {
                places.add(place);
                return likeliest;
            }
            long known = rows.columns().known(fields);
            likeliest = known > likeliest.known ? new Likeliest(place, known) : likeliest;
            for (var field : object.entrySet()) {
                likeliest = likeliest(field.getValue(), inside(place, field.getKey()), likeliest);
            }
        }
        return likeliest;
    }

    /** The place of a field; keys that are numbers or ids, of which each has one of the same things, make no difference. */
    private static String inside(String place, String key) {
        return place + "." + (ANY_KEY.matcher(key).matches() ? "*" : key);
    }

    /** Whether the fields of an object are columns, each with the values of all posts in an array or under their numbers. */
    private boolean isTable(JsonObject object) {
        return rows.columns().areOfPosts(object.keySet())
                && object.entrySet().stream()
                        .filter(field -> rows.columns().column(field.getKey()).equals(Optional.of(Column.USER_ID)))
                        .allMatch(field -> field.getValue().isJsonArray()
                                || (field.getValue().isJsonObject()
                                        && plain(field.getValue()).isJsonObject()));
    }

    /** Whether a value has an array in it that names what a post needs, and so the columns of arrays that are rows. */
    private boolean isHeader(JsonElement value) {
        if (value.isJsonObject()) {
            return value.getAsJsonObject().asMap().values().stream().anyMatch(this::isHeader);
        }
        if (!value.isJsonArray()) {
            return false;
        }
        var array = value.getAsJsonArray().asList();
        boolean ofTexts = array.stream().allMatch(JsonElement::isJsonPrimitive);
        return ofTexts
                ? rows.columns()
                        .areOfPosts(array.stream().map(JsonElement::getAsString).toList())
                : !array.isEmpty() && isHeader(array.get(0));
    }

    /** Whether the first line that is not blank is a whole object, and not all that there is. */
    private boolean isLines() throws IOException {
        try (var reader = new BufferedReader(text.open())) {
            int first = reader.read();
            while (first >= 0 && Characters.isBlank(first)) {
                first = reader.read();
            }
            if (first != '{') {
                return false;
            }
            var line = "{" + reader.readLine();
            var next = reader.readLine();
            while (next != null && Characters.isBlank(next)) {
                next = reader.readLine();
            }
            return next != null && object(line).isPresent();
        }
    }

    private void readLines() throws IOException {
        try (var reader = new BufferedReader(text.open())) {
            long number = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                var object = object(line);
                if (object.isPresent() && places.contains(TOP)) {
                    row(number, object.get());
                } else if (object.isPresent()) {
                    long here = number;
                    try (var inside = json(new StringReader(line))) {
                        read(inside, TOP, () -> here);
                    }
                } else if (!Characters.stripped(line).isEmpty()) {
                    rows.damaged(number, line, "no JSON object");
                }
            }
        }
    }

    /** The object that a line is, be there a comma behind it. */
    private static Optional<JsonElement> object(String line) throws IOException {
        var alone = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
        try (var reader = json(new StringReader(alone))) {
            var element = ELEMENTS.read(reader);
            return element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT
                    ? Optional.of(element)
                    : Optional.empty();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads all values, one after another. */
    private void readWhole() throws IOException {
        long line = 1;
        try (var reader = json(text.open())) {
            for (boolean inArray = nextValue(reader, false);
                    reader.peek() != JsonToken.END_DOCUMENT;
                    inArray = nextValue(reader, inArray)) {
                line = line(reader);
                read(reader, TOP, () -> line(reader));
            }
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            // Without the path, whose names anybody may have written.
            var message = String.valueOf(e.getMessage()).replaceFirst("(?s) path .*", "");
            var reason = "no JSON from here on: " + message.lines().findFirst().orElse("");
            if (!isAny) {
                throw MALFORMED.of(
                        rows.file(),
                        "%s; expected an array of objects, or one object a line.".formatted(Characters.excerpt(reason)),
                        e);
            }
            rows.damaged(line, "", reason);
        }
    }

    /** Goes to the next value of the text, those of an array one by one, or to its end; tells whether it is inside an array. */
    private static boolean nextValue(JsonReader reader, boolean wasInArray) throws IOException {
        boolean inArray = wasInArray;
        while (true) {
            if (inArray && reader.peek() == JsonToken.END_ARRAY) {
                reader.endArray();
                inArray = false;
            } else if (!inArray && reader.peek() == JsonToken.BEGIN_ARRAY) {
                reader.beginArray();
                inArray = true;
            } else {
                return inArray;
            }
        }
    }

    /** Reads a value: a post, a table of them, or what has them inside. */
    private void read(JsonReader reader, String place, LongSupplier line) throws IOException {
        long first = line.getAsLong();
        if (places.contains(place)) {
            row(first, ELEMENTS.read(reader));
            isAny = true;
        } else if (tables.contains(place)) {
            transposed(first, ELEMENTS.read(reader));
            isAny = true;
        } else if (reader.peek() == JsonToken.BEGIN_OBJECT) {
            reader.beginObject();
            while (reader.hasNext()) {
                var name = reader.nextName();
                read(reader, inside(place, name), line);
            }
            reader.endObject();
        } else if (reader.peek() == JsonToken.BEGIN_ARRAY) {
            var values = new ArrayList<String>();
            reader.beginArray();
            while (reader.hasNext()) {
                boolean isArray = reader.peek() == JsonToken.BEGIN_ARRAY;
                if (places.contains(place + "[]")
                        || reader.peek() == JsonToken.BEGIN_OBJECT
                        || (isArray && (values.isEmpty() || order.isEmpty()))) {
                    read(reader, place + "[]", line);
                } else {
                    values.add(texts(ELEMENTS.read(reader)).collect(Collectors.joining(",")));
                }
            }
            reader.endArray();
            if (!values.isEmpty()) {
                array(first, place, values);
            }
        } else {
            reader.skipValue();
        }
    }

    /** Takes an array of texts for the names of the columns, or for a row where these are known. */
    private void array(long line, String place, List<String> values) {
        if (rows.columns().areOfPosts(values)) {
            order = values;
        } else if (!order.isEmpty() && (place.equals(TOP) || place.endsWith("[]"))) {
            isAny = true;
            if (values.size() > order.size()) {
                rows.damaged(
                        line,
                        String.join(",", values),
                        "%s fields, expected the header's %s".formatted(values.size(), order.size()));
                return;
            }
            var fields = new LinkedHashMap<String, String>();
            for (int i = 0; i < values.size(); i++) {
                fields.put(order.get(i), values.get(i));
            }
            row(line, fields);
        }
    }

    /** Reads the rows of a table whose fields are its columns. */
    private void transposed(long line, JsonElement table) {
        if (!table.isJsonObject()) {
            rows.damaged(line, "", "no JSON object");
            return;
        }
        var byKey = new LinkedHashMap<String, Map<String, String>>();
        table.getAsJsonObject().asMap().forEach((name, column) -> {
            if (column.isJsonArray()) {
                var values = column.getAsJsonArray();
                for (int i = 0; i < values.size(); i++) {
                    value(byKey, String.valueOf(i), name, values.get(i));
                }
            } else if (column.isJsonObject()) {
                column.getAsJsonObject().asMap().forEach((key, value) -> value(byKey, key, name, value));
            }
        });
        byKey.values().forEach(fields -> row(line, fields));
    }

    private static void value(Map<String, Map<String, String>> byKey, String key, String name, JsonElement value) {
        var object = new JsonObject();
        object.add(name, value);
        byKey.computeIfAbsent(key, first -> new LinkedHashMap<>()).putAll(fields(object));
    }

    /** Reads an element; what is no object is set aside. */
    private void row(long line, JsonElement element) {
        if (element.isJsonObject()) {
            row(line, fields(element.getAsJsonObject()));
        } else {
            rows.damaged(line, "", "no JSON object");
        }
    }

    private void row(long line, Map<String, String> fields) {
        int before = names.size();
        for (var name : fields.keySet()) {
            if (!names.contains(name)
                    && (names.size() < MOST_COLUMNS
                            || rows.columns().column(name).isPresent())) {
                names.add(name);
            }
        }
        if (names.size() > before) {
            rows.header(List.copyOf(names));
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
                    .flatMap(JsonText::texts);
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
        return Stream.of(value.isJsonNull() ? "" : value.getAsString());
    }

    private static JsonReader json(Reader text) {
        var reader = new JsonReader(text);
        reader.setStrictness(Strictness.LENIENT);
        return reader;
    }

    /** The line that the reader has come to, which it tells in words alone. */
    private static long line(JsonReader reader) {
        var line = LINE.matcher(reader.toString());
        return line.find() ? Long.parseLong(line.group(1)) : 1;
    }
}
