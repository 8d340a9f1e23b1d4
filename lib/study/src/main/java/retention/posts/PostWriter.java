package retention.posts;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import retention.project.AtomicFile;

/** Posts as a CSV of the study's own columns. */
final class PostWriter {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /** What a spreadsheet takes for a formula, and what looks as if it had been guarded against that. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    private PostWriter() {}

    static void write(List<Post> posts, Path csv) {
        try {
            AtomicFile.write(csv, out -> {
                var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                FORMAT.printRecord(writer, Columns.CANONICAL.toArray());
                for (var post : posts) {
                    FORMAT.printRecord(
                            writer,
                            Stream.of(Column.values())
                                    .map(column -> guarded(field(post, column)))
                                    .toArray());
                }
                writer.flush();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + csv, e);
        }
    }

    private static String guarded(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** What a post has in a column, as text. */
    static String field(Post post, Column column) {
        return switch (column) {
            case TITLE -> post.title();
            case CONTENT -> post.content();
            case ADDRESS -> post.address();
            case LABEL -> post.label();
            case USER_NAME -> post.userName();
            case USER_ID -> post.userId().text();
            case LIKE_COUNT -> post.likeCount();
            case COLLECT_COUNT -> post.collectCount();
            case COMMENT_COUNT -> post.commentCount();
            case SHARE_COUNT -> post.shareCount();
            case CREATE_TIME -> Posts.CREATE_TIME.format(post.createTime());
            case POST_ID -> post.postId().map(TimestampedId::text).orElse("");
            case IP_LOCATION -> post.ipLocation();
            case IMAGE -> post.image();
            case TYPE -> post.type();
        };
    }
}
