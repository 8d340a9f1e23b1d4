package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.project.Project;
import retention.study.AnalysisSettings;
import retention.text.PostLabel;
import retention.text.ThemeTraining;
import retention.text.TopicAgreement;

@Command(
        name = "themes",
        description = {
            "Learn what posts are about from posts that readers labelled, and say how often it is right.",
            "Makes the weights that the library comes with; give the posts that data/labels.csv is of."
        })
final class ThemesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PostsInput input;

    @Option(names = "--labels", paramLabel = "CSV", description = "What readers say (default: data/labels.csv).")
    private Path labels;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where to write the weights and how they were judged (default: nowhere).")
    private Path out;

    @Override
    public Integer call() throws IOException {
        var posts = input.posts().posts();
        var said = PostLabel.read(labels == null ? Project.find().data().resolve("labels.csv") : labels);
        var examples = PostLabel.join(posts, said).stream()
                .map(PostLabel.Labelled::example)
                .toList();
        var model = ThemeTraining.train(examples, ThemeTraining.SEED);
        var agreement = ThemeTraining.crossValidated(examples, ThemeTraining.SEED, (done, total) -> spec.commandLine()
                .getErr()
                .printf("fold %d of %d%n", done, total));
        var topics = TopicAgreement.measured(
                        posts, said, AnalysisSettings.DEFAULT.vectorizer(), AnalysisSettings.DEFAULT_TOPICS)
                .orElseThrow();
        Terminal.print(spec, agreement.table());
        Terminal.print(spec, agreement.reliability());
        spec.commandLine().getOut().println(agreement.summary());
        spec.commandLine().getOut().println(topics);
        if (out != null) {
            ThemeTraining.write(out, model, agreement, topics);
        }
        return CommandLine.ExitCode.OK;
    }
}
