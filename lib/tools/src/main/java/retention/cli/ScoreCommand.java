package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.posts.CsvExport;
import retention.posts.Post;
import retention.project.Project;
import retention.scoring.Scorer;
import retention.scoring.ScoringModel;
import retention.study.Study;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.Table;

@Command(
        name = "score",
        description = "Score new users with the model of the study.")
final class ScoreCommand extends Subcommand.OfPosts {

    private static final int SHOWN = 10;

    @Option(
            names = "--study",
            paramLabel = "CSV",
            description = "The posts to learn from (default: those of the report).")
    private Optional<Path> learnedFrom;

    @Option(
            names = "--out",
            paramLabel = "CSV",
            description = "Where to write (default: build/scores/NAME_HASH.csv, with a hash of the file).")
    private Optional<Path> given;

    @Override
    void run() throws IOException {
        var posts = posts();
        var out = given.orElseGet(() -> place(files().get(0)));
        refuseToOverwrite(out, files());
        var users = Users.of(posts, Protocol.CORRECTED, period());
        var study = learnedFrom.map(file -> Study.of(file, settings())).orElseGet(Study::open);
        refuseToOverwrite(out, List.of(study.file()));
        var scorer = Scorer.of(study);
        var scores = scorer.model().score(users);
        CsvExport.write(scores, out);
        print(scores.first(SHOWN));
        print(
                "%s: %,d users scored, %,d of them unlike the training",
                out, scores.rowCount(), filled(scores, ScoringModel.UNLIKE));
        print(
                "not scored: %,d users without a post %s, %,d rows that were set aside",
                posts.posts().stream().map(Post::userId).distinct().count() - users.size(),
                period().whenObservedFull(),
                posts.quarantined().size());
        print(
                scorer.model().hasLearned()
                        ? "because: the features that move the log odds most, up (+) or down (-), from those of the mean training user."
                        : "The model has learned nothing: everybody has the same probability, the share of retained users in the training, and nobody is ranked.");
        int known = filled(scores, ScoringModel.IN_TRAINING);
        if (known > 0) {
            print(
                    "The model was trained on %,d of these users (in_training): their scores are no predictions. Judge the model by its card.",
                    known);
        }
        if (study.synthetic()) {
            print("Trained on synthetic data: nothing here is about people.");
        }
        print("Read before use: %s", scorer.card());
    }

    private static int filled(Table scores, String column) {
        return scores.rowCount() - scores.column(column).countMissing();
    }

    /** Where scores go by default; two files of one name get two places. */
    static Path place(Path posts) {
        var name = Objects.toString(posts.getFileName(), "root").replaceFirst("\\.[A-Za-z0-9]+$", "");
        return Project.find().build().resolve("scores/%s_%s.csv".formatted(name, Study.hashOf(posts)));
    }
}
