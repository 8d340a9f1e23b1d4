package retention.spark;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import retention.posts.Columns;
import retention.posts.Post;
import retention.posts.Posts;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;

/** A folder of synthetic posts as crawls leave them: files of several forms and zones, posts twice, and rows that are no posts. */
final class PostFolder {

    private static final int FILES = 8;

    private PostFolder() {}

    static void write(int count, Path folder, Path scratch) throws IOException {
        var csv = scratch.resolve("replica.csv");
        Replica.write(
                new ReplicaSettings(count, false, ReplicaSettings.standard().seed()),
                csv,
                scratch.resolve("replica.truth.json"));
        var posts = Posts.read(csv).posts();
        Files.createDirectories(folder);
        int each = (posts.size() + FILES - 1) / FILES;
        for (int i = 0; i < FILES; i++) {
            var part = posts.subList(i * each, Math.min(posts.size(), (i + 1) * each));
            var file = folder.resolve("part" + i + ".csv");
            csv(part, file);
            if (i == 1) {
                gzip(file);
            } else if (i == 2) {
                inEncoding(file, Charset.forName("GB18030"));
            } else if (i == 3) {
                json(part, folder.resolve("part3.json"));
                Files.delete(file);
            } else if (i == 4) {
                eightHoursBehind(part, file);
            } else if (i == 5) {
                withBadRows(file);
            }
        }
        crawledAgain(posts.subList(0, each), folder.resolve("part8.csv"));
        Files.writeString(folder.resolve("readme.txt"), "This is no file of posts.\n");
    }

    private static void csv(List<Post> posts, Path file) {
        Posts.of(file, posts).write(file);
    }

    private static void gzip(Path file) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(Path.of(file + ".gz")))) {
            Files.copy(file, out);
        }
        Files.delete(file);
    }

    private static void inEncoding(Path file, Charset charset) throws IOException {
        Files.write(file, Files.readString(file).getBytes(charset));
    }

    private static void json(List<Post> posts, Path file) throws IOException {
        var table = Posts.of(file, posts).table();
        var rows = table.stream()
                .map(row -> {
                    var fields = new LinkedHashMap<String, String>();
                    Columns.CANONICAL.forEach(column -> fields.put(column, row.getString(column)));
                    return fields;
                })
                .toList();
        Files.writeString(file, new Gson().toJson(rows));
    }

    /** Times of another zone, which the file's ids tell. */
    private static void eightHoursBehind(List<Post> posts, Path file) {
        csv(
                posts.stream()
                        .map(post -> new Post(
                                post.file(),
                                post.line(),
                                post.title(),
                                post.content(),
                                post.address(),
                                post.label(),
                                post.userName(),
                                post.userId(),
                                post.likeCount(),
                                post.collectCount(),
                                post.commentCount(),
                                post.shareCount(),
                                post.createTime().minusHours(8),
                                post.postId(),
                                post.ipLocation(),
                                post.image(),
                                post.type()))
                        .toList(),
                file);
    }

    private static void withBadRows(Path file) throws IOException {
        var lines = Files.readString(file);
        Files.writeString(
                file,
                lines + "a,b,,,,no-id,1,1,1,1,2025-01-20 10:00:00,,,,\n"
                        + "a,b,,,,6782f0a00000000000000001,1,1,1,1,yesterday,,,,\n"
                        + "a,b,,,,6782f0a00000000000000002,many,1,1,1,2025-01-20 10:00:00,,,,\n");
    }

    /** The same posts in another order, the later crawl, with other counts: the last row of a post counts. */
    private static void crawledAgain(List<Post> posts, Path file) {
        var again = posts.stream()
                .map(post -> new Post(
                        post.file(),
                        post.line(),
                        post.title(),
                        post.content() + " ",
                        post.address(),
                        post.label(),
                        post.userName(),
                        post.userId(),
                        post.likeCount() + "0",
                        post.collectCount(),
                        "",
                        "1千+",
                        post.createTime(),
                        post.postId(),
                        post.ipLocation(),
                        post.image(),
                        post.type()))
                .toList();
        csv(again, file);
    }

    /** All posts as a single machine reads them. */
    static Posts posts(Path folder) {
        return Posts.read(List.of(folder), Columns.usual(), Optional.empty());
    }
}
