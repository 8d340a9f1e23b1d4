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
 * Posts as JSON objects: in an array, in an array somewhere inside an object, one per line, or one after another. A field of an
 * object inside a post is called {@code user.user_id}; an array of texts is one text.
 */
final class JsonText {

    private static final int DEEPEST = 4;
    private static final int MOST_COLUMNS = 1_000;
    private static final Pattern LINE = Pattern.compile("at line ([0-9]+) ");
    private static final TypeAdapter<JsonElement> ELEMENTS = new Gson().getAdapter(JsonElement.class);

    /** What objects of all kinds have, and so does not tell that one is a post. */
    private static final Set<Column> OF_ANYTHING = Set.of(Column.TYPE, Column.TITLE, Column.CREATE_TIME);

    private final Text text;
    private final RowCollector rows;
    private final Set<String> names = new LinkedHashSet<>();

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
        var text = Characters.stripped(head);
        return text.startsWith("{")
                || text.equals("[]")
                || (text.startsWith("[") && text.substring(1).stripLeading().startsWith("{"));
    }

    /**
     * Reads all posts.
     *
     * @throws UnusableFileException if no object of them can be read, or they lack what a post needs
     */
    void read() throws IOException {
        if (isLines()) {
            readLines();
        } else {
            readWhole(!beginsWithPost());
        }
        rows.checkColumns();
    }

    /** Whether the first line that is not blank is a whole post. */
    private boolean isLines() throws IOException {
        try (var reader = new BufferedReader(text.open())) {
            var first = reader.readLine();
            while (first != null && Characters.stripped(first).isEmpty()) {
                first = reader.readLine();
            }
            return first != null && object(first).filter(this::isPost).isPresent();
        }
    }

    private boolean beginsWithPost() throws IOException {
        try (var reader = json(text.open())) {
            return reader.peek() == JsonToken.BEGIN_OBJECT && isPost(ELEMENTS.read(reader));
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            // What breaks off in its first object can be none but one post.
            return true;
        }
    }

    /** Whether an object has a field of a post, before any array of objects. */
    private boolean isPost(JsonElement object) {
        for (var field : object.getAsJsonObject().entrySet()) {
            var column = rows.columns().column(field.getKey()).filter(known -> !OF_ANYTHING.contains(known));
            var value = field.getValue();
            if (column.isPresent()) {
                return !value.isJsonArray() || column.get() == Column.IMAGE || column.get() == Column.LABEL;
            }
            if (value.isJsonArray()
                    && !value.getAsJsonArray().isEmpty()
                    && value.getAsJsonArray().get(0).isJsonObject()) {
                return false;
            }
        }
        return false;
    }

    private void readLines() throws IOException {
        try (var reader = new BufferedReader(text.open())) {
            long number = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                var object = object(line);
                if (object.isPresent()) {
                    row(number, object.get());
                } else if (!Characters.stripped(line).isEmpty()) {
                    rows.damaged(number, line, "no JSON object");
                }
            }
        }
    }

    private static Optional<JsonElement> object(String line) throws IOException {
        try (var reader = json(new StringReader(line))) {
            var element = ELEMENTS.read(reader);
            return element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT
                    ? Optional.of(element)
                    : Optional.empty();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads elements of the first array of objects or, if the text begins with a post, objects one after another. */
    private void readWhole(boolean inArray) throws IOException {
        boolean any = false;
        long line = 1;
        try (var reader = json(text.open())) {
            if (inArray && !enterArray(reader)) {
                return;
            }
            while (inArray ? reader.hasNext() : reader.peek() != JsonToken.END_DOCUMENT) {
                line = line(reader);
                row(line, ELEMENTS.read(reader));
                any = true;
            }
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            // Without the path, whose names anybody may have written.
            var message = String.valueOf(e.getMessage()).replaceFirst("(?s) path .*", "");
            var reason = "no JSON from here on: " + message.lines().findFirst().orElse("");
            if (!any) {
                throw MALFORMED.of(
                        rows.file(),
                        "%s; expected an array of objects, or one object a line.".formatted(Characters.excerpt(reason)),
                        e);
            }
            rows.damaged(line, "", reason);
        }
    }

    /** Goes into the first array of objects, and says whether there is any. */
    private static boolean enterArray(JsonReader reader) throws IOException {
        while (reader.peek() != JsonToken.END_DOCUMENT) {
            switch (reader.peek()) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    if (reader.peek() == JsonToken.BEGIN_OBJECT) {
                        return true;
                    }
                }
                case BEGIN_OBJECT -> reader.beginObject();
                case END_ARRAY -> reader.endArray();
                case END_OBJECT -> reader.endObject();
                // Of a name and its value the name alone.
                default -> reader.skipValue();
            }
        }
        return false;
    }

    /** Reads an element; what is no object is set aside. */
    private void row(long line, JsonElement element) {
        if (!element.isJsonObject()) {
            rows.damaged(line, "", "no JSON object");
            return;
        }
        var fields = new LinkedHashMap<String, String>();
        flatten(element.getAsJsonObject(), "", fields, 0);
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

    /** Adds the fields of an object, those of objects inside it under their path. */
    private static void flatten(JsonObject object, String path, Map<String, String> fields, int depth) {
        object.asMap().forEach((key, value) -> {
            var name = path + key;
            if (!value.isJsonObject()) {
                // Hashtags are joined as the study's own files join them.
                boolean isLabel = value.isJsonArray() && Column.called(name).equals(Optional.of(Column.LABEL));
                fields.put(name, texts(value).collect(Collectors.joining(isLabel ? "#" : ",")));
            } else if (depth < DEEPEST) {
                flatten(value.getAsJsonObject(), name + ".", fields, depth + 1);
            }
        });
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
