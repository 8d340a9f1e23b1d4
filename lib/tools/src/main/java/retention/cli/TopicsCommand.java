package retention.cli;

import java.util.concurrent.Callable;
import numerics.topics.TopicShares;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.study.AnalysisSettings;
import retention.study.GroupRetention;
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
            defaultValue = "" + AnalysisSettings.DEFAULT_TOPICS,
            description = "How many topics (default: ${DEFAULT-VALUE}).")
    private int number;

    @Override
    public Integer call() {
        var users = input.users();
        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        var matrix = AnalysisSettings.DEFAULT.vectorizer().fitTransform(documents);
        var model = matrix.nmf(number);
        var names = model.names(matrix.terms(), WORDS);
        var groups = model.shares().dominant().stream()
                .map(topic -> topic == TopicShares.NONE ? "" : names.get(topic))
                .toList();
        Terminal.print(spec, GroupRetention.table("Retention by topic", groups, users.labels(), names));
        return CommandLine.ExitCode.OK;
    }
}
