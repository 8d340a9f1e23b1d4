package retention.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.posts.Post;
import retention.posts.Posts;
import retention.posts.TimestampedId;
import retention.study.CsvExport;
import retention.text.Language;
import retention.text.ThemeAgreement;
import retention.text.ThemeModel;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Command(
        name = "annotate",
        description = {
            "Write one row per post: in which language it is, what it is about and how probably, and when its author joined;",
            "and one row for each row that was set aside, with the reason. Languages and themes are named as in data/labels.csv."
        })
final class AnnotateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PostsInput input;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    public Integer call() {
        Output.other(out, input.files());
        var posts = input.posts();
        CsvExport.write(annotated(posts).append(setAside(posts.quarantined())), out);
        Terminal.print(
                spec,
                "%s: %,d posts, %,d rows that were set aside",
                out,
                posts.posts().size(),
                posts.quarantined().size());
        Terminal.print(spec, "%s", ThemeAgreement.standard().summary());
        return CommandLine.ExitCode.OK;
    }

    private Table annotated(Posts read) {
        var posts = read.posts();
        var wave = Users.of(posts, Protocol.CORRECTED, input.period()).wave();
        var themes = posts.parallelStream()
                .map(post -> ThemeModel.standard().classify(post.text()))
                .toList();
        return table(
                texts("file", posts, Post::file),
                posts.stream().mapToLong(Post::line),
                texts("post_id", posts, post -> post.postId()
                        .map(TimestampedId::text)
                        .orElse("")),
                texts("language", posts, post -> Language.of(post.text()).code()),
                StringColumn.create(
                        "theme", themes.stream().map(each -> each.theme().toString())),
                themes.stream().mapToDouble(each -> each.probability()).toArray(),
                texts("cohort", posts, post -> wave.cohort(post.userId().createdInChina())),
                texts("set_aside", posts, post -> ""));
    }

    private static Table setAside(List<Posts.Problem> rows) {
        Function<Posts.Problem, String> nothing = row -> "";
        return table(
                texts("file", rows, Posts.Problem::file),
                rows.stream().mapToLong(Posts.Problem::line),
                texts("post_id", rows, nothing),
                texts("language", rows, nothing),
                texts("theme", rows, nothing),
                DoubleColumn.create("theme_probability", rows.size()).asDoubleArray(),
                texts("cohort", rows, nothing),
                texts("set_aside", rows, Posts.Problem::inWords));
    }

    private static Table table(
            StringColumn file,
            LongStream lines,
            StringColumn post,
            StringColumn language,
            StringColumn theme,
            double[] probabilities,
            StringColumn cohort,
            StringColumn setAside) {
        return Table.create(
                "Annotated posts",
                file,
                LongColumn.create("line", lines.toArray()),
                post,
                language,
                theme,
                DoubleColumn.create("theme_probability", probabilities),
                cohort,
                setAside);
    }

    private static <T> StringColumn texts(String name, List<T> rows, Function<T, ?> cell) {
        return StringColumn.create(name, rows.stream().map(cell).map(String::valueOf));
    }
}
