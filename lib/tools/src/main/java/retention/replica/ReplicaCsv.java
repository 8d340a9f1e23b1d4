package retention.replica;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import retention.posts.Columns;
import retention.project.AtomicFile;

/** The file's form: its columns, in its spelling, and how missing values look. */
final class ReplicaCsv {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private ReplicaCsv() {}

    static void write(Replica replica, Path csv) throws IOException {
        AtomicFile.write(csv, out -> print(replica, new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    }

    private static void print(Replica replica, Writer out) throws IOException {
        try (var posts = replica.posts()) {
            FORMAT.printRecord(out, Columns.CANONICAL.toArray());
            for (var post : (Iterable<ReplicaPost>) posts::iterator) {
                FORMAT.printRecord(
                        out,
                        emptyIfMissing(post.title()),
                        emptyIfMissing(post.content()),
                        post.address(),
                        emptyIfMissing(post.label()),
                        post.userName(),
                        post.userId(),
                        post.likeCount(),
                        post.collectCount(),
                        post.commentCount(),
                        post.shareCount(),
                        post.createTime(),
                        post.postId(),
                        post.ipLocation(),
                        post.image(),
                        post.type());
            }
        }
        out.flush();
    }

    /** Commons CSV quotes an empty text at the start of a line, but not a null. */
    private static Object emptyIfMissing(String text) {
        return text.isEmpty() ? null : text;
    }
}
