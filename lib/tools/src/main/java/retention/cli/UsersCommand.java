package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.study.CsvExport;

@Command(name = "users", description = "Write one row per user of the observed month, with the outcome, as CSV.")
final class UsersCommand extends Subcommand.OfUsers {

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    void run() throws IOException {
        refuseToOverwrite(out, files());
        var users = users();
        CsvExport.write(users.table(), out);
        print("%s: %,d users, %,d retained", out, users.size(), users.retained());
    }
}
