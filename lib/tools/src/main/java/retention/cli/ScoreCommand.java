package retention.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.posts.Post;
import retention.project.Project;
import retention.scoring.Score;
import retention.scoring.Scorer;
import retention.scoring.ScoringModel;
import retention.study.CsvExport;
import retention.study.Study;
import retention.users.Protocol;
import retention.users.Users;

@Command(
        name = "score",
        description =
                "Score new users by the study's model, which is trained on the study's data when it is first asked for.")
final class ScoreCommand implements Callable<Integer> {

    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PostsInput input;

    @Option(
            names = "--study",
            paramLabel = "CSV",
            description = "The posts to learn from (default: those of the report).")
    private Path studyFile;

    @Option(
            names = "--out",
            paramLabel = "CSV",
            description = "Where to write (default: build/scores/NAME_HASH.csv, with the hash of what is in the file).")
    private Path given;

    @Override
    public Integer call() {
        var out = given == null ? place(input.files().get(0)) : given;
        Output.other(out, input.files());
        var posts = input.posts();
        var users = Users.of(posts, Protocol.CORRECTED, input.period());
        var study = studyFile == null ? Study.open() : Study.of(studyFile, input.settings());
        Output.other(out, List.of(study.file()));
        var scorer = Scorer.of(study);
        var scores = scorer.model().score(users);
        var table = ScoringModel.table(scores);
        CsvExport.write(table, out);
        var terminal = spec.commandLine().getOut();
        Terminal.print(spec, table.first(SHOWN));
        long unlike =
                scores.stream().filter(score -> score.unlike().isPresent()).count();
        long known = scores.stream().filter(Score::inTraining).count();
        long elsewhere = posts.posts().stream().map(Post::userId).distinct().count() - users.size();
        terminal.printf(
                Locale.ROOT, "%s: %,d users scored, %,d of them unlike the training%n", out, scores.size(), unlike);
        terminal.printf(
                Locale.ROOT,
                "not scored: %,d users without a post %s, %,d rows that were set aside%n",
                elsewhere,
                input.period().whenObservedFull(),
                posts.quarantined().size());
        terminal.println(
                scorer.model().hasLearned()
                        ? "because: what moved the log odds most, up (+) or down (-), from those of the mean user of the training."
                        : "The model has learned nothing: everybody has the same probability, the share of the retained in the training, and nobody is ranked.");
        if (known > 0) {
            terminal.printf(
                    Locale.ROOT,
                    "The model was trained on %,d of these users (in_training): their scores are no predictions. Judge the model by its card.%n",
                    known);
        }
        if (study.synthetic()) {
            terminal.println("Trained on synthetic data: nothing here is about people.");
        }
        terminal.printf("Read before use: %s%n", scorer.card());
        return CommandLine.ExitCode.OK;
    }

    /** Where scores go by default; two files of one name get two places. */
    static Path place(Path posts) {
        var name = posts.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "") + "_" + Study.hashOf(posts)
                + ".csv";
        return Project.find().build().resolve("scores").resolve(name);
    }
}
