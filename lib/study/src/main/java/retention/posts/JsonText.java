package retention.posts;

import static retention.posts.UnusableFileException.Reason.MALFORMED;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import numerics.Numbers;
import retention.posts.PostFile.Bytes;

/**
 * A text of JSON: values one after another, in an array, or one per line, of which a line that is no JSON costs no other. It is
 * looked through for {@link JsonPosts} first, and then read, with one value in memory at a time.
 */
final class JsonText {

    /** So many values of the text, and of each array in it, are looked through for posts. */
    private static final int MOST_SAMPLED = 1_000;

    private static final Pattern BEGIN = Pattern.compile(
            "(?:\\s*+(?://[^\n]*+\n|/\\*(?s:.*?)\\*/))*+\\s*+(?:\\{|\\[\\s*+(?:\\{|]|null\\b|\\[\\s*+[\"{\\]]))");
    private static final Pattern LINE = Pattern.compile("at line ([0-9]+) ");
    private static final TypeAdapter<JsonElement> ELEMENTS = new Gson().getAdapter(JsonElement.class);

    private final Bytes bytes;
    private final TextEncoding encoding;
    private final RowCollector rows;
    private final JsonPosts posts;

    /** How many lines there are before those of the reader, and on which line the last post begins. */
    private long before;

    private long line;

    /** How many posts or tables were read; how many values have none, such as errors among answers; where the first of them begins. */
    private long valuesRead;

    private long valuesWithout;

    private long firstWithout;

    JsonText(Bytes bytes, TextEncoding encoding, RowCollector rows) {
        this.bytes = bytes;
        this.encoding = encoding;
        this.rows = rows;
        this.posts = new JsonPosts(rows);
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
        boolean areLines = findPosts();
        try (var all = new BufferedReader(encoding.open(bytes))) {
            if (areLines) {
                readLines(all);
            } else {
                readValues(all).ifPresent(this::breaksOff);
            }
        }
        rows.checkColumns();
        if (valuesWithout > 0) {
            rows.note(Numbers.text(
                    "No posts were found in %,d of the JSON values (the first in line %,d).",
                    valuesWithout, firstWithout));
        }
    }

    /** Finds out from the first values where posts are, and whether each line has an object of its own. */
    private boolean findPosts() throws IOException {
        boolean areLines = false;
        try (var reader = json(encoding.open(bytes))) {
            long first = next(reader) ? line(reader) : 0;
            for (int i = 0; i < MOST_SAMPLED && next(reader); i++) {
                find(reader);
                if (i == 0) {
                    areLines = isOutside(reader) && line(reader) == first;
                    // A comma behind the object is no JSON, so that this fails there.
                    areLines &= next(reader) && line(reader) > first;
                }
            }
        } catch (MalformedJsonException | EOFException e) {
            // What follows cannot be read, which is said when it is.
        }
        return areLines;
    }

    /** Looks for posts in the next value or, where it breaks off, in what there is of it. */
    private void find(JsonReader reader) throws IOException {
        var values = new JsonArray();
        try {
            sample(reader, values::add);
        } finally {
            values.forEach(value -> posts.find(value, JsonPosts.TOP));
        }
    }

    /** Gives the next value, which is then filled, but for what is far back in an array. */
    private static void sample(JsonReader reader, Consumer<JsonElement> taker) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                var object = new JsonObject();
                taker.accept(object);
                reader.beginObject();
                while (reader.hasNext()) {
                    var name = reader.nextName();
                    sample(reader, value -> object.add(name, value));
                }
                reader.endObject();
            }
            case BEGIN_ARRAY -> {
                var array = new JsonArray();
                taker.accept(array);
                reader.beginArray();
                while (reader.hasNext()) {
                    sample(reader, array.size() < MOST_SAMPLED ? array::add : rest -> {});
                }
                reader.endArray();
            }
            default -> taker.accept(ELEMENTS.read(reader));
        }
    }

    private void readLines(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var alone = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            if (!Characters.isBlank(line) && readValues(new StringReader(alone)).isPresent()) {
                rows.damaged(before + 1, line, "no JSON object");
            }
            before++;
        }
    }

    /** Reads all values, one after another; gives what is wrong where they are no JSON any more. */
    private Optional<IOException> readValues(Reader values) throws IOException {
        try (var reader = json(values)) {
            while (next(reader)) {
                long valuesBefore = valuesRead;
                long begin = posts.areAt(JsonPosts.TOP) ? 0 : before + line(reader);
                read(reader, JsonPosts.TOP);
                if (valuesRead == valuesBefore) {
                    firstWithout = valuesWithout == 0 ? begin : firstWithout;
                    valuesWithout++;
                }
            }
            return Optional.empty();
        } catch (MalformedJsonException | EOFException e) {
            return Optional.of(e);
        }
    }

    private void breaksOff(IOException e) {
        // Without the path, whose names anybody may have written.
        var reason = "no JSON from here on: " + e.getMessage().replaceFirst("(?s)( path |\n).*", "");
        if (!rows.isAny()) {
            throw MALFORMED.of(
                    rows.file(),
                    "%s; expected an array of objects, or one object a line.".formatted(Characters.excerpt(reason)),
                    e);
        }
        rows.damaged(line, "", reason);
    }

    /** Reads a value: posts, or what has them inside. */
    private void read(JsonReader reader, String place) throws IOException {
        if (posts.areAt(place)) {
            line = before + line(reader);
            valuesRead++;
            posts.read(line, place, ELEMENTS.read(reader));
        } else if (reader.peek() == JsonToken.BEGIN_OBJECT) {
            reader.beginObject();
            while (reader.hasNext()) {
                read(reader, JsonPosts.field(place, reader.nextName()));
            }
            reader.endObject();
        } else if (reader.peek() == JsonToken.BEGIN_ARRAY) {
            reader.beginArray();
            while (reader.hasNext()) {
                read(reader, place + JsonPosts.ELEMENT);
            }
            reader.endArray();
        } else {
            reader.skipValue();
        }
    }

    private static JsonReader json(Reader text) {
        var reader = new JsonReader(text);
        reader.setStrictness(Strictness.LENIENT);
        return reader;
    }

    /** Goes to the next value of the text, those of an array one by one, and tells whether there is one. */
    private static boolean next(JsonReader reader) throws IOException {
        while (true) {
            if (reader.peek() == JsonToken.BEGIN_ARRAY && isOutside(reader)) {
                reader.beginArray();
            } else if (reader.peek() == JsonToken.END_ARRAY) {
                reader.endArray();
            } else {
                return reader.peek() != JsonToken.END_DOCUMENT;
            }
        }
    }

    /** Whether the reader is outside of all arrays and objects. */
    private static boolean isOutside(JsonReader reader) {
        return reader.getPath().equals("$");
    }

    /** The line that the reader has come to, which it tells in words alone. */
    private static long line(JsonReader reader) {
        var line = LINE.matcher(reader.toString());
        return line.find() ? Long.parseLong(line.group(1)) : 1;
    }
}
