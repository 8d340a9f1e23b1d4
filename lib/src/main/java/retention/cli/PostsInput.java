package retention.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;
import retention.posts.Posts;

/** Which posts a command is about. */
final class PostsInput {

    @Parameters(arity = "1", paramLabel = "FILE", description = "The file of posts.")
    private List<Path> files;

    List<Path> files() {
        return files;
    }

    Posts posts() {
        return Posts.read(files.get(0));
    }
}
