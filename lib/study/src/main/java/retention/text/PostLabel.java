package retention.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Check;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import retention.posts.Post;
import retention.project.Project;
import retention.project.Sha256;

/**
 * What readers say that a real post is about: a row of {@code data/labels.csv}. Where two readers differ, both themes are there, and
 * either is right.
 *
 * @param postId the pseudonymised id
 * @param originalIdSha256 of the post's own id in lower case, by which the original file's posts are found
 * @param themes what it is mostly about
 */
public record PostLabel(String postId, String originalIdSha256, Set<Theme> themes) {

    public PostLabel {
        themes = Set.copyOf(themes);
    }

    /** The labels that come with the project. */
    public static List<PostLabel> standard() {
        return read(Project.find().data().resolve("labels.csv"));
    }

    /**
     * The labels of a file with the columns {@code post_id}, {@code original_post_sha256} and {@code theme}.
     *
     * @throws IllegalArgumentException which names the file, if it cannot be read, it is no text in UTF-8, a column is missing, a post has two rows, or a
     *     theme is not one of {@link Theme}
     */
    public static List<PostLabel> read(Path file) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var records = format.parse(new StringReader(Project.text(file)))) {
            var labels = records.stream().map(PostLabel::of).toList();
            var seen = new HashSet<String>();
            for (var label : labels) {
                Check.that(
                        label.ids().allMatch(seen::add),
                        "post %s has two rows; expected one, with themes such as pets|ban where readers differ",
                        label.postId);
            }
            return labels;
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("Cannot read labels from %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** What its post is known by. */
    private Stream<String> ids() {
        return Stream.of(postId, originalIdSha256).filter(id -> !id.isEmpty());
    }

    private static PostLabel of(CSVRecord row) {
        return new PostLabel(
                row.get("post_id").toLowerCase(Locale.ROOT),
                row.get("original_post_sha256").toLowerCase(Locale.ROOT),
                Stream.of(row.get("theme").split("\\|")).map(Theme::named).collect(Collectors.toSet()));
    }

    /**
     * The posts that have a label, by their id or its SHA-256; a post that was crawled twice counts once.
     *
     * @return their labels, in the order of the posts
     */
    public static Map<Post, PostLabel> join(Collection<Post> posts, List<PostLabel> labels) {
        var byId = new HashMap<String, PostLabel>();
        labels.forEach(label -> label.ids().forEach(id -> byId.put(id, label)));
        var joined = new LinkedHashMap<Post, PostLabel>();
        var seen = new HashSet<PostLabel>();
        posts.forEach(post -> post.postId().ifPresent(postId -> {
            var id = postId.text().toLowerCase(Locale.ROOT);
            var label = byId.getOrDefault(id, byId.get(Sha256.of(id)));
            if (label != null && seen.add(label)) {
                joined.put(post, label);
            }
        }));
        return joined;
    }
}
