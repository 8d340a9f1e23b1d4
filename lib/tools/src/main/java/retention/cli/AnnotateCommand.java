package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.posts.CsvExport;
import retention.posts.Posts;
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
            "Write the language, the theme and the author's cohort of each post, as CSV.",
            "A row that was set aside is written with the reason. Languages and themes are named as in data/labels.csv."
        })
final class AnnotateCommand extends Subcommand.OfPosts {

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    void run() throws IOException {
        refuseToOverwrite(out, files());
        var posts = posts();
        CsvExport.writeForExcel(annotated(posts), out);
        print(
                "%s: %,d posts, %,d rows that were set aside",
                out, posts.posts().size(), posts.quarantined().size());
        print("%s", ThemeAgreement.standard().summary());
    }

    private Table annotated(Posts posts) {
        var table = Table.create(
                "Annotated posts",
                StringColumn.create("file"),
                LongColumn.create("line"),
                StringColumn.create("post_id"),
                StringColumn.create("language"),
                StringColumn.create("theme"),
                DoubleColumn.create("theme_probability"),
                StringColumn.create("cohort"),
                StringColumn.create("set_aside"));
        var wave = Users.of(posts.posts(), Protocol.CORRECTED, period()).wave();
        var themes = posts.posts().parallelStream()
                .map(post -> ThemeModel.standard().classify(post.text()))
                .iterator();
        for (var post : posts.posts()) {
            var row = table.appendRow();
            var theme = themes.next();
            row.setString("file", post.file().toString());
            row.setLong("line", post.line());
            post.postId().ifPresent(id -> row.setString("post_id", id.text()));
            row.setString("language", Language.of(post.text()).code());
            row.setString("theme", theme.theme().toString());
            row.setDouble("theme_probability", theme.probability());
            row.setString("cohort", wave.cohort(post.userId().createdInChina()).toString());
        }
        for (var aside : posts.quarantined()) {
            var row = table.appendRow();
            row.setString("file", aside.file().toString());
            row.setLong("line", aside.line());
            row.setString("set_aside", aside.inWords());
        }
        return table;
    }
}
