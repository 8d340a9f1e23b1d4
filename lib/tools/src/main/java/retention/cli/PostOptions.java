package retention.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import numerics.Check;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import retention.posts.Columns;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Posts;
import retention.posts.Reading;
import retention.posts.UnusableFileException;
import retention.study.StudySettings;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/** Which posts a command reads, and how. */
class PostOptions {

    /** How many problems of one kind a command lists. */
    static final int LISTED = 1_000;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Files of posts, folders of them, or - for standard input:",
                "CSV, TSV, JSON, JSON Lines, Excel, each also gzipped or zipped."
            })
    private List<Path> files;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Columns, zone and months (default: study.properties in the project's folder).")
    private Path settings;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The same of the users of these posts, by one of the two protocols. */
    static final class OfUsers extends PostOptions {

        @Option(names = "--protocol", defaultValue = "corrected", description = "Rules: as_published or corrected.")
        private Protocol protocol;

        Protocol protocol() {
            return protocol;
        }

        Users users() {
            return Users.of(posts(), protocol, period());
        }
    }

    final List<Path> files() {
        Check.that(!files.contains(Path.of("")), "The name of a file is empty; expected the path of a file of posts.");
        return files;
    }

    final StudySettings settings() {
        return settings == null ? StudySettings.find() : StudySettings.read(settings);
    }

    final Period period() {
        return settings().period();
    }

    /** Reads the posts; what was decided on the way and what was set aside goes to standard error. */
    final Posts posts() {
        var posts = settings().posts(files());
        tell(posts.reading());
        return posts;
    }

    /** The same for posts that are taken one after another. */
    final <T> PostStream.Read<T> stream(Supplier<T> start, BiConsumer<T, Post> add) {
        var read = settings().stream(files(), LISTED, start, add);
        tell(read.reading());
        return read;
    }

    private void tell(Reading reading) {
        var console = new Console(
                command.commandLine().getOut(), command.commandLine().getErr());
        reading.notes().forEach(console::say);
        if (reading.quarantined() + reading.unreadableCounts() > 0) {
            console.say(reading.summary() + " bin/retention check lists them.");
        }
    }

    /**
     * Refuses to write over what a command reads, and over any posts, since raw data are not changed.
     *
     * @param others what the command reads besides these posts
     * @throws IllegalArgumentException if the place is one of these files
     */
    final void refuseToOverwrite(Path out, Path... others) throws IOException {
        if (!Files.isRegularFile(out)) {
            return;
        }
        boolean read = false;
        for (var input : Stream.concat(files().stream(), Stream.of(others)).toList()) {
            read |= Files.exists(input) && Files.isSameFile(input, out);
        }
        if (read || holdsPosts(out)) {
            throw new IllegalArgumentException(
                    "--out %s is a file of posts that would be lost: name another one, or delete it first."
                            .formatted(out));
        }
    }

    /** Whether there is a post in a file, which is read to the first one and no further. */
    private static boolean holdsPosts(Path file) {
        var found = new AtomicBoolean();
        try {
            PostStream.read(List.of(file), Columns.usual(), Optional.empty(), 0, () -> found, (any, post) -> {
                any.set(true);
                throw new CancellationException("one post is enough");
            });
        } catch (CancellationException | UnusableFileException e) {
            // There is a post, or the file has none.
        }
        return found.get();
    }
}
