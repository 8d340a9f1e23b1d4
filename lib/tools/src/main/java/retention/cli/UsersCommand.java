package retention.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.study.CsvExport;

@Command(name = "users", description = "Turn posts into labelled January users, as CSV.")
final class UsersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private UsersInput input;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    public Integer call() {
        Output.other(out, input.files());
        var users = input.users();
        CsvExport.write(users.table(), out);
        Terminal.print(spec, "%s: %,d users, %,d retained", out, users.size(), users.retained());
        return CommandLine.ExitCode.OK;
    }
}
