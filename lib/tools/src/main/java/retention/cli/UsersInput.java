package retention.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import retention.users.Protocol;
import retention.users.Users;

/** Which users a command is about: those of some posts, by one of the two protocols. */
final class UsersInput {

    /** The published protocol, or ours. */
    enum Rules {
        as_published,
        corrected;

        Protocol protocol() {
            return this == as_published ? Protocol.AS_PUBLISHED : Protocol.CORRECTED;
        }
    }

    @Mixin
    private PostsInput input;

    @Option(
            names = "--protocol",
            defaultValue = "corrected",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Rules rules;

    List<Path> files() {
        return input.files();
    }

    Users users() {
        return Users.of(input.posts(), rules.protocol(), input.period());
    }
}
