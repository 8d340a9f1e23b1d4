package retention.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.study.Choices;
import retention.study.GroupRetention;
import retention.study.Study;
import retention.text.Segmenter;

@Command(
        name = "topics",
        description = "Print what January users write about, and how many of each topic were retained.")
final class TopicsCommand implements Callable<Integer> {

    private static final int WORDS = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private UsersInput input;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "" + Choices.DEFAULT_TOPICS,
            description = "How many topics (default: ${DEFAULT-VALUE}).")
    private int number;

    @Override
    public Integer call() {
        var users = input.users();
        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        var matrix = Study.vectorizer().fitTransform(documents);
        var model = matrix.nmf(number);
        var names = model.names(matrix.terms(), WORDS);
        Terminal.print(
                spec,
                GroupRetention.byDominantTopic(model.shares(), users.labels(), names)
                        .table());
        return CommandLine.ExitCode.OK;
    }
}
