package retention.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import retention.posts.QualityReport;
import tech.tablesaw.api.Table;

@Command(name = "check", description = "Print the quality report of posts, and what of them cannot be used.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PostsInput input;

    @Override
    public Integer call() {
        var posts = input.posts();
        var report = QualityReport.of(posts);
        Terminal.print(spec, report.checks());
        Terminal.print(spec, report.columns());
        printUnlessEmpty(posts.quarantineTable());
        printUnlessEmpty(posts.unreadableTable());
        printUnlessEmpty(report.timeMismatchTable());
        return CommandLine.ExitCode.OK;
    }

    private void printUnlessEmpty(Table table) {
        if (!table.isEmpty()) {
            Terminal.print(spec, table);
        }
    }
}
