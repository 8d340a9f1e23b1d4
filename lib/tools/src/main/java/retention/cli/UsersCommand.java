package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.posts.CsvExport;
import retention.users.UserColumn;
import retention.users.UserStream;

@Command(name = "users", description = "Write one row per user of the observed month, with the outcome, as CSV.")
final class UsersCommand extends Subcommand.OfUsers {

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    void run() throws IOException {
        refuseToOverwrite(out, files());
        var counts = new int[2];
        try (var users = new UserStream(protocol(), period())) {
            var reading = stream(users);
            CsvExport.write(
                    UserColumn.names(),
                    out,
                    rows -> users.forEach(reading, user -> {
                        rows.accept(UserColumn.row(user));
                        counts[0]++;
                        counts[1] += user.retained() ? 1 : 0;
                    }));
        }
        print("%s: %,d users, %,d retained", out, counts[0], counts[1]);
    }
}
