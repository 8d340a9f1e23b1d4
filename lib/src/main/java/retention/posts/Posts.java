package retention.posts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All rows of a file: the posts in the file's order, and the rows that could not be used.
 *
 * @param file where they were read from
 */
public record Posts(Path file, List<Post> posts, List<Quarantined> quarantined) {

    public Posts {
        posts = List.copyOf(posts);
        quarantined = List.copyOf(quarantined);
    }

    /**
     * Reads a whole file.
     *
     * @throws UnusableFileException if the file cannot be read as posts at all
     */
    public static Posts read(Path file) {
        var posts = new ArrayList<Post>();
        var quarantined = new ArrayList<Quarantined>();
        try (var reader = PostReader.open(file)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                row.get().post().ifPresent(posts::add);
                row.get().quarantined().ifPresent(quarantined::add);
            }
        }
        return new Posts(file, posts, quarantined);
    }

    /** The posts as a table of text, a row a post, with the file's columns in the file's order. */
    public Table table() {
        return Table.create(
                "Posts",
                text("title", Post::title),
                text("content", Post::content),
                text("address", Post::address),
                text("label", Post::label),
                text("user_name", Post::userName),
                text("user_id", post -> post.userId().text()),
                text("like_count", Post::likeCount),
                text("collect_count", Post::collectCount),
                text("comment_count", Post::commentCount),
                text("share_count", Post::shareCount),
                text("create_time", post -> PostReader.CREATE_TIME.format(post.createTime())),
                text("post_id", post -> post.postId().text()),
                text("ip_localtion", Post::ipLocation),
                text("image", Post::image),
                text("type", Post::type));
    }

    /** The rows that could not be used: line | column | value | reason. */
    public Table quarantineTable() {
        return Table.create(
                "Rows that cannot be used",
                LongColumn.create(
                        "line",
                        quarantined.stream().mapToLong(Quarantined::line).toArray()),
                StringColumn.create("column", quarantined.stream().map(Quarantined::column)),
                StringColumn.create("value", quarantined.stream().map(Quarantined::value)),
                StringColumn.create("reason", quarantined.stream().map(Quarantined::reason)));
    }

    private StringColumn text(String name, Function<Post, String> field) {
        return StringColumn.create(name, posts.stream().map(field));
    }
}
