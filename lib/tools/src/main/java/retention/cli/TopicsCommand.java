package retention.cli;

import numerics.topics.TopicShares;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.study.AnalysisSettings;
import retention.study.GroupRetention;
import retention.text.Segmenter;

@Command(name = "topics", description = "Print what users write about, and how many users of each topic were retained.")
final class TopicsCommand extends Subcommand.OfUsers {

    private static final int WORDS = 5;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "" + AnalysisSettings.DEFAULT_TOPICS,
            description = "How many topics.")
    private int number;

    @Override
    void run() {
        var users = users();
        var segmenter = Segmenter.standard().withoutStopWords();
        var matrix = AnalysisSettings.DEFAULT
                .vectorizer()
                .fitTransform(users.texts().parallelStream().map(segmenter::words));
        var model = matrix.nmf(number);
        var names = model.names(matrix.terms(), WORDS);
        var groups = model.shares().dominant().stream()
                .map(topic -> topic == TopicShares.NONE ? "" : names.get(topic))
                .toList();
        print(GroupRetention.table("Retention by topic", groups, users.labels(), names));
    }
}
