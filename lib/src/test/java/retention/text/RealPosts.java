package retention.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import retention.project.Project;

/** Real posts beside the checkout, which are not part of it, and what readers called them; tests are skipped where there are none. */
final class RealPosts {

    /**
     * A post and its labels, of which any one is right.
     *
     * @param text its title and content
     */
    record Labelled(String id, String text, Set<Language> languages, Set<String> themes) {}

    private RealPosts() {}

    /** The posts that have labels. */
    static List<Labelled> labelled() {
        var texts = texts();
        return records(Project.find().data().resolve("labels.csv")).stream()
                .map(label -> new Labelled(
                        label.get("post_id"),
                        texts.get(label.get("post_id")),
                        alternatives(label.get("language"))
                                .map(RealPosts::language)
                                .collect(Collectors.toSet()),
                        alternatives(label.get("theme")).collect(Collectors.toSet())))
                .toList();
    }

    /** Title and content of every post, by its id. */
    static Map<String, String> texts() {
        var sample = Project.find().root().resolve("../shared/real/sample.csv").normalize();
        assumeTrue(Files.isRegularFile(sample), "no real posts in " + sample);
        var texts = new HashMap<String, String>();
        records(sample)
                .forEach(post -> texts.put(
                        post.get("post_id"),
                        Stream.of(post.get("title"), post.get("content"))
                                .filter(part -> !part.isBlank())
                                .collect(Collectors.joining("\n"))));
        return texts;
    }

    private static Stream<String> alternatives(String label) {
        return Stream.of(label.split("\\|"));
    }

    private static Language language(String label) {
        return switch (label) {
            case "en" -> Language.ENGLISH;
            case "zh" -> Language.CHINESE;
            case "both" -> Language.MIXED;
            case "none" -> Language.NONE;
            default -> Language.OTHER;
        };
    }

    private static List<CSVRecord> records(Path file) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try {
            var text = Files.readString(file);
            return format.parse(new java.io.StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text))
                    .getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
