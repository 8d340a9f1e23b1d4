package retention.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import numerics.Check;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Posts;
import retention.posts.Reading;
import retention.study.StudySettings;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/** Which posts a command reads, and how. */
class PostOptions {

    /** How many problems of one kind a command lists. */
    static final int LISTED = 1_000;

    private static final int HEAD_BYTES = 1 << 16;

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
        Protocol protocol;

        Users users() {
            return Users.of(posts(), protocol, period());
        }
    }

    final List<Path> files() {
        Check.that(
                Collections.frequency(files, Path.of("-")) <= 1,
                "- stands twice among the files; standard input can be read but once.");
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
        var console = Console.of(command);
        reading.notes().forEach(console::say);
        if (reading.quarantined() + reading.unreadableCounts() > 0) {
            console.say(reading.summary() + " bin/retention check lists them.");
        }
    }

    /**
     * Refuses to write over any file but an empty one and what the same command wrote before, so that neither posts nor settings, keys,
     * labels or anything else is lost.
     *
     * @param heads one of which every file that the command wrote before has near its start; none where not even those may be replaced
     * @throws IllegalArgumentException if the place is another file, or {@code -}, which is standard input
     */
    static void refuseToOverwrite(Path out, String... heads) {
        Check.that(!out.equals(Path.of("-")), "--out -: expected a file; standard output is /dev/stdout.");
        Check.that(!Files.isDirectory(out), "Cannot write %s: it is a folder; expected a file.", out);
        try (var old = Files.isRegularFile(out) ? Files.newInputStream(out) : InputStream.nullInputStream()) {
            var start = new String(old.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            Check.that(
                    start.isEmpty() || Stream.of(heads).anyMatch(start::contains),
                    "--out %s is a file that would be lost: name another one, or delete it first.",
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
