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
        var tally = new QualityReport.Tally(LISTED);
        var reading = stream(tally);
        var report = tally.report(reading.unreadableCounts(), reading.quarantined());
        print(report.checks());
        print(report.columns());
        Stream.of(reading.quarantineTable(), reading.unreadableTable(), report.timeMismatchTable())
                .filter(Predicate.not(Table::isEmpty))
                .forEach(this::print);
    }
}
