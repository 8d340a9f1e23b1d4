package retention.cli;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import numerics.Progress;
import picocli.CommandLine.Model.CommandSpec;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** What a command prints: results go to standard output, what is said about them to standard error. */
final class Terminal {

    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private Terminal() {}

    /** Prints a whole table, its numbers with up to four decimals, and an empty line. */
    static void print(CommandSpec command, Table table) {
        for (var column : table.columns()) {
            if (column instanceof NumberColumn<?, ?> numbers) {
                // One for each, since it remembers the type of its column.
                numbers.setPrintFormatter(new NumberColumnFormatter(new DecimalFormat("0.####", SYMBOLS)));
            }
        }
        command.commandLine().getOut().println(table.printAll());
        command.commandLine().getOut().println();
    }

    /** Prints one line, formatted as the same on every machine. */
    static void print(CommandSpec command, String format, Object... values) {
        command.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
    }

    /** One line of standard error that is written over and over: how many of these steps are done. */
    static Progress progress(CommandSpec command, String steps) {
        return new Line(command.commandLine().getErr(), steps);
    }

    private record Line(PrintWriter terminal, String steps) implements Progress {

        @Override
        public void report(int done, int total) {
            terminal.printf(Locale.ROOT, "\r%,d of %,d %s%s", done, total, steps, done == total ? "\n" : "");
            terminal.flush();
        }
    }
}
