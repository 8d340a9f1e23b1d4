package retention.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import retention.posts.Post;
import retention.posts.Posts;
import retention.project.Project;
import retention.text.ThemeModel.Example;

/** Real posts beside the checkout, which are not part of it, and what readers called them; tests are skipped where there are none. */
final class RealPosts {

    private RealPosts() {}

    /** The posts that have labels. */
    static Map<Post, PostLabel> labelled() {
        return PostLabel.join(posts(), PostLabel.standard());
    }

    /** The same, to learn themes from. */
    static List<Example> examples() {
        return labelled().entrySet().stream()
                .map(each -> new Example(each.getKey().text(), each.getValue().themes()))
                .toList();
    }

    /** The languages that readers give for labelled posts, by the posts' ids. */
    static Map<String, Set<Language>> languages() throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var rows =
                format.parse(Files.newBufferedReader(Project.find().data().resolve("labels.csv")))) {
            return rows.stream().collect(Collectors.toMap(row -> row.get("post_id"), row -> Stream.of(
                            row.get("language").split("\\|"))
                    .map(RealPosts::language)
                    .collect(Collectors.toSet())));
        }
    }

    private static Language language(String code) {
        return Stream.of(Language.values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** All posts. */
    static List<Post> posts() {
        var sample = Project.find().root().resolve("../shared/real/sample.csv").normalize();
        assumeTrue(Files.isRegularFile(sample), "no real posts in " + sample);
        return Posts.read(sample).posts();
    }
}
