package retention.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A list of words among the resources: lines that begin with a hash and a space are comments. */
final class WordFile {
    private WordFile() {}

    /** Its lines without comments and blank ones. */
    static List<String> lines(String resource) {
        var stream = Objects.requireNonNull(WordFile.class.getResourceAsStream(resource), resource);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its words, of which a line may have several. */
    static List<String> words(String resource) {
        return lines(resource).stream()
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .toList();
    }
}
