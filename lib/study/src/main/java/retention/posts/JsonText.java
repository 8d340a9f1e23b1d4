package retention.posts;

import static retention.posts.UnusableFileException.Reason.MALFORMED;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Posts as JSON objects: in an array, in an array somewhere inside an object, one per line, or one after another. A field of an
 * object inside a post is called {@code user.user_id}; an array of texts is one text.
 */
final class JsonText {

    private static final int DEEPEST = 4;
    private static final int MOST_COLUMNS = 1_000;
    private static final Pattern LINE = Pattern.compile("at line ([0-9]+) ");

    private final RowCollector rows;
    private final Columns columns;
    private final Map<String, Integer> positions = new HashMap<>();

    private JsonText(Columns columns, RowCollector rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Opens the text from the start, as often as it is called. */
    @FunctionalInterface
    interface Text {
        Reader open() throws IOException;
    }

    /** Whether a text that begins so is JSON. */
    static boolean begins(String head) {
        var text = Invisible.stripped(head);
        return text.startsWith("{")
                || text.equals("[]")
                || (text.startsWith("[") && text.substring(1).stripLeading().startsWith("{"));
    }

    /**
     * Reads all posts.
     *
     * @throws UnusableFileException if no object of them can be read, or they lack what a post needs
     */
    static void read(Text text, Columns columns, RowCollector rows) throws IOException {
        var json = new JsonText(columns, rows);
        if (json.isLines(text)) {
            json.readLines(text);
        } else {
            json.readWhole(text);
        }
        rows.checkColumns();
    }

    /** Whether the first line is an object of a post, whole. */
    private boolean isLines(Text text) throws IOException {
        try (var reader = json(text.open())) {
            if (reader.peek() != JsonToken.BEGIN_OBJECT || !isPost(reader)) {
                return false;
            }
        } catch (MalformedJsonException | EOFException | IllegalStateException e) {
            return false;
        }
        try (var reader = new BufferedReader(text.open())) {
            var first = reader.readLine();
            while (first != null && Invisible.stripped(first).isEmpty()) {
                first = reader.readLine();
            }
            return first != null && object(first).isPresent();
        }
    }

    /** Whether the object that begins here has a field of a post, before any array of objects. */
    private boolean isPost(JsonReader reader) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            var column = columns.column(reader.nextName());
            if (column.filter(known -> known != Column.TYPE && known != Column.TITLE && known != Column.CREATE_TIME)
                    .isPresent()) {
                return reader.peek() != JsonToken.BEGIN_ARRAY
                        || column.get() == Column.IMAGE
                        || column.get() == Column.LABEL;
            }
            if (reader.peek() == JsonToken.BEGIN_ARRAY) {
                reader.beginArray();
                if (reader.peek() == JsonToken.BEGIN_OBJECT) {
                    return false;
                }
                while (reader.hasNext()) {
                    reader.skipValue();
                }
                reader.endArray();
            } else {
                reader.skipValue();
            }
        }
        return false;
    }

    private void readLines(Text text) throws IOException {
        try (var reader = new BufferedReader(text.open())) {
            long number = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (Invisible.stripped(line).isEmpty()) {
                    continue;
                }
                if (line.indexOf(RowCollector.BAD_BYTE) >= 0) {
                    rows.damaged(number, line, RowCollector.BAD_BYTES);
                    continue;
                }
                var object = object(line);
                if (object.isPresent()) {
                    row(number, object.get());
                } else {
                    rows.damaged(number, line, "no JSON object");
                }
            }
        }
    }

    private static Optional<Map<String, String>> object(String line) throws IOException {
        try (var reader = json(new StringReader(line))) {
            var fields = new LinkedHashMap<String, String>();
            fields(reader, "", 0, fields);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(fields) : Optional.empty();
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void readWhole(Text text) throws IOException {
        boolean any = false;
        try (var reader = json(text.open())) {
            long line = 1;
            try {
                while (reader.peek() != JsonToken.END_DOCUMENT) {
                    if (reader.peek() == JsonToken.BEGIN_OBJECT && !descends(text, any)) {
                        line = line(reader);
                        any |= row(reader, line);
                        continue;
                    }
                    if (!enterArray(reader)) {
                        break;
                    }
                    while (reader.hasNext()) {
                        line = line(reader);
                        any |= row(reader, line);
                    }
                    // What follows the posts is not of interest.
                    break;
                }
            } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
                var reason = "no JSON from here on: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                if (!any) {
                    throw new UnusableFileException(
                            MALFORMED,
                            rows.file(),
                            "%s; expected an array of objects, or one object a line.".formatted(Excerpt.of(reason)),
                            e);
                }
                rows.damaged(line, "", reason);
            }
        }
    }

    /** Whether the posts are in an array inside the object with which the text begins. */
    private boolean descends(Text text, boolean any) throws IOException {
        if (any) {
            return false;
        }
        try (var reader = json(text.open())) {
            return !isPost(reader);
        }
    }

    /** Goes to the first array of objects, into it, and says whether there is any. */
    private static boolean enterArray(JsonReader reader) throws IOException {
        int depth = 0;
        while (true) {
            switch (reader.peek()) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    depth++;
                    if (reader.peek() == JsonToken.BEGIN_OBJECT) {
                        return true;
                    }
                }
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    depth++;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case END_DOCUMENT -> {
                    return false;
                }
                // Of a name and its value the name alone.
                default -> reader.skipValue();
            }
            if (depth == 0) {
                return false;
            }
        }
    }

    /** Reads one element of the array; what is no object is set aside. */
    private boolean row(JsonReader reader, long line) throws IOException {
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            reader.skipValue();
            rows.damaged(line, "", "no JSON object");
            return false;
        }
        var fields = new LinkedHashMap<String, String>();
        fields(reader, "", 0, fields);
        row(line, fields);
        return true;
    }

    private void row(long line, Map<String, String> fields) {
        boolean added = false;
        for (var name : fields.keySet()) {
            if (!positions.containsKey(name)
                    && (positions.size() < MOST_COLUMNS || columns.column(name).isPresent())) {
                positions.put(name, positions.size());
                rows.column(name);
                added = true;
            }
        }
        if (added) {
            rows.columnsAdded();
        }
        var row = new String[positions.size()];
        Arrays.fill(row, "");
        fields.forEach((name, value) -> {
            var position = positions.get(name);
            if (position != null) {
                row[position] = value;
            }
        });
        rows.row(line, row);
    }

    /** Adds the fields of the object that begins here, those of objects inside it under their path. */
    private static void fields(JsonReader reader, String path, int depth, Map<String, String> fields)
            throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            var name = path + reader.nextName();
            switch (reader.peek()) {
                case BEGIN_OBJECT -> {
                    if (depth < DEEPEST) {
                        fields(reader, name + ".", depth + 1, fields);
                    } else {
                        reader.skipValue();
                    }
                }
                case BEGIN_ARRAY -> fields.put(name, array(reader, name));
                default -> fields.put(name, scalar(reader));
            }
        }
        reader.endObject();
    }

    /** The texts of an array, hashtags joined as the study's own files join them; of an object in it, its name or address. */
    private static String array(JsonReader reader, String name) throws IOException {
        var texts = new StringJoiner(Column.called(name) == Column.LABEL ? "#" : ",");
        reader.beginArray();
        while (reader.hasNext()) {
            switch (reader.peek()) {
                case BEGIN_OBJECT -> {
                    var object = new LinkedHashMap<String, String>();
                    fields(reader, "", DEEPEST, object);
                    Optional.ofNullable(
                                    object.getOrDefault("name", object.getOrDefault("url_default", object.get("url"))))
                            .ifPresent(texts::add);
                }
                case BEGIN_ARRAY -> reader.skipValue();
                default -> texts.add(scalar(reader));
            }
        }
        reader.endArray();
        return texts.toString();
    }

    private static String scalar(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case NULL -> {
                reader.nextNull();
                yield "";
            }
            case BOOLEAN -> String.valueOf(reader.nextBoolean());
            default -> reader.nextString();
        };
    }

    private static JsonReader json(Reader text) {
        var reader = new JsonReader(text);
        reader.setStrictness(Strictness.LENIENT);
        return reader;
    }

    /** The line that the reader has come to, which it tells in words alone. */
    private static long line(JsonReader reader) {
        Matcher line = LINE.matcher(reader.toString());
        return line.find() ? Long.parseLong(line.group(1)) : 1;
    }
}
