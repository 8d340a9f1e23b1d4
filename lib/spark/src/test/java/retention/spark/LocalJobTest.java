package retention.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import retention.posts.Columns;
import retention.posts.Posts;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;

/** The job in one process. */
class LocalJobTest {

    @TempDir
    private Path scratch;

    private Path folder;
    private Path out;

    @BeforeEach
    void writePosts() throws IOException {
        folder = scratch.resolve("posts");
        out = scratch.resolve("out");
        PostFolder.write(600, folder, scratch);
    }

    @AfterEach
    void stop() {
        session().stop();
    }

    private static SparkSession session() {
        return ClusterJob.session(0);
    }

    private static void run(Path posts, Path out, String steps) throws IOException {
        var job = new ClusterJob();
        new CommandLine(job)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(posts.toString(), "--out", out.toString(), "--settings", "/dev/null", "--steps", steps);
        job.run(session());
    }

    private List<User> users() {
        return session().read().parquet(out.resolve("users").toString()).orderBy("user_id").collectAsList().stream()
                .map(Rows::user)
                .toList();
    }

    /** The posts of the folder as text in Parquet, a row without a user included. */
    private Path parquet() {
        var columns = Columns.CANONICAL;
        var schema = new StructType();
        for (var column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        var rows = Stream.concat(
                        PostFolder.posts(folder).table().stream()
                                .map(row -> RowFactory.create(
                                        columns.stream().map(row::getString).toArray())),
                        Stream.of(
                                RowFactory.create(new Object[columns.size()]),
                                RowFactory.create(columns.stream()
                                        .map(column -> column.equals("title") ? "nobody" : null)
                                        .toArray())))
                .toList();
        var file = scratch.resolve("parquet");
        session().createDataFrame(rows, schema).coalesce(1).write().parquet(file.toString());
        return file;
    }

    @Test
    void parquetGivesTheUsersThatOtherFormsGive() throws IOException {
        run(parquet(), out, "users");
        assertThat(users())
                .isEqualTo(Users.of(PostFolder.posts(folder), Protocol.CORRECTED, Period.DEFAULT)
                        .list());
        var aside = session().read().parquet(out.resolve("set_aside").toString());
        assertThat(aside.where("cause = 'NO_USER'").count()).isEqualTo(1);
    }

    @Test
    void parquetIsWrittenAsFilesThatASingleMachineReads() throws IOException {
        run(parquet(), out, "users");
        var written = Posts.read(List.of(out.resolve("posts")), Columns.usual(), Optional.empty());
        assertThat(Users.of(written, Protocol.CORRECTED, Period.DEFAULT).list())
                .isEqualTo(Users.of(PostFolder.posts(folder), Protocol.CORRECTED, Period.DEFAULT)
                        .list());
    }

    @Test
    void folderWithoutFilesIsRefusedInOneLine() throws IOException {
        var empty = Files.createDirectory(scratch.resolve("empty"));
        assertThatThrownBy(() -> run(empty, out, "users"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("a folder without files; expected files of posts.");
    }

    @Test
    void filesOfFoldersInTheFolderAreReadAsWellUnlessTheyAreHidden() throws IOException {
        var inside = Files.createDirectories(folder.resolve("more"));
        var hidden = Files.createDirectories(folder.resolve(".cache"));
        var before = PostFiles.in(folder.toString(), session());
        Files.writeString(inside.resolve("a.csv"), "");
        Files.writeString(hidden.resolve("b.csv"), "");
        assertThat(PostFiles.in(folder.toString(), session()))
                .hasSize(before.size() + 1)
                .anyMatch(file -> file.endsWith("more/a.csv"));
    }

    @Test
    void damagedFileIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("part9.json"), "[{\"user_id\": ");
        assertThatThrownBy(() -> run(folder, out, "users")).hasStackTraceContaining("part9.json");
    }
}
