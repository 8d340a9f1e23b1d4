package retention.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import retention.study.Study;

@Command(
        name = "where",
        description = "Read the posts of the report, and print where what is computed of them is kept.")
final class WhereCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Terminal.print(spec, "%s", Study.open().folder());
        return CommandLine.ExitCode.OK;
    }
}
