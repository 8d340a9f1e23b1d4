package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.project.Project;
import retention.study.AnalysisSettings;
import retention.text.PostLabel;
import retention.text.ThemeTraining;
import retention.text.TopicAgreement;

@Command(
        name = "themes",
        description = {
            "Learn the themes of posts from posts that readers labelled, and print how often each theme is right.",
            "This makes the weights that the library comes with, from the posts that data/labels.csv is about."
        })
final class ThemesCommand extends Subcommand.OfPosts {

    @Option(names = "--labels", paramLabel = "CSV", description = "What readers say (default: data/labels.csv).")
    private Optional<Path> labels;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where to write the weights and how right they are.")
    private Optional<Path> out;

    @Override
    void run() throws IOException {
        var posts = posts().posts();
        var said = PostLabel.read(labels.orElse(Project.find().data().resolve("labels.csv")));
        var examples = PostLabel.join(posts, said).stream()
                .map(PostLabel.Labelled::example)
                .toList();
        var model = ThemeTraining.train(examples, ThemeTraining.SEED);
        var agreement = ThemeTraining.crossValidated(examples, ThemeTraining.SEED, progress("folds"));
        var settings = AnalysisSettings.DEFAULT;
        var topics = TopicAgreement.measured(posts, said, settings.vectorizer(), settings.topics())
                .orElseThrow();
        print(agreement.table());
        print(agreement.reliability());
        print("%s%n%s", agreement.summary(), topics);
        if (out.isPresent()) {
            ThemeTraining.write(out.get(), model, agreement, topics);
        }
    }
}
