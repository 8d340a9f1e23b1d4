package retention.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import retention.posts.Posts;
import retention.study.StudySettings;
import retention.users.Period;

/** The posts that a command is about. */
final class PostsInput {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Files of posts, folders of them, or - for standard input:",
                "CSV, TSV, JSON, JSON Lines, Excel, each also gzipped."
            })
    private List<Path> files;

    @Mixin
    private SettingsOption settings;

    List<Path> files() {
        return files;
    }

    StudySettings settings() {
        return settings.settings();
    }

    Period period() {
        return settings().period();
    }

    /** Reads them; what was decided on the way and what was set aside goes to standard error. */
    Posts posts() {
        var posts = settings().posts(files);
        var err = command.commandLine().getErr();
        posts.notes().forEach(err::println);
        if (!posts.quarantined().isEmpty() || !posts.unreadableCounts().isEmpty()) {
            err.println(posts.summary() + " bin/retention check lists them.");
        }
        return posts;
    }
}
