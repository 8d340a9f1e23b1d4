package retention.cli;

import java.util.stream.IntStream;
import numerics.topics.Nmf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.study.Choices;
import retention.study.GroupRetention;
import retention.study.Study;
import retention.text.Segmenter;

@Command(name = "topics", description = "Print what users write about, and how many users of each topic were retained.")
final class TopicsCommand extends Subcommand.OfUsers {

    private static final int WORDS = 5;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "" + Choices.DEFAULT_TOPICS,
            description = "How many topics.")
    private int number;

    @Override
    void run() {
        var users = users();
        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        var matrix = Study.vectorizer().fitTransform(documents);
        var model = Nmf.fit(matrix.values(), Nmf.Settings.of(number));
        var names = IntStream.range(0, number)
                .mapToObj(topic -> String.join(" ", model.topWords(topic, matrix.terms(), WORDS)))
                .toList();
        print(GroupRetention.byDominantTopic(model.shares(), users.labels(), names)
                .table());
    }
}
