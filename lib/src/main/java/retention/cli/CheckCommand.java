package retention.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import retention.posts.QualityReport;

@Command(name = "check", description = "Print the quality report of a file of posts.")
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
        if (!posts.quarantined().isEmpty()) {
            Terminal.print(spec, posts.quarantineTable());
        }
        return CommandLine.ExitCode.OK;
    }
}
