package retention.cli;

import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import retention.posts.QualityReport;
import tech.tablesaw.api.Table;

@Command(name = "check", description = "Print the quality report of posts, and list what cannot be used.")
final class CheckCommand extends Subcommand.OfPosts {

    @Override
    void run() {
        var report = new QualityReport(LISTED);
        var reading = stream(report);
        print(report.checks(reading));
        print(report.columns());
        Stream.of(reading.quarantineTable(), reading.unreadableTable(), report.timeMismatchTable())
                .filter(Predicate.not(Table::isEmpty))
                .forEach(this::print);
    }
}
