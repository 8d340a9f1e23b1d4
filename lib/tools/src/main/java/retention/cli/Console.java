package retention.cli;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import numerics.Numbers;
import numerics.Progress;
import picocli.CommandLine.Model.CommandSpec;
import retention.figures.Html;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Where commands write: results go to standard output, what is said about them to standard error. */
record Console(PrintWriter out, PrintWriter err) {

    private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

    /** Where a command writes. */
    static Console of(CommandSpec command) {
        return new Console(command.commandLine().getOut(), command.commandLine().getErr());
    }

    /** A text in which what would move a terminal's cursor or turn its text, as names of files may, is shown as {@code \}{@code u001b}. */
    static String visible(String text) {
        return Html.HIDDEN.matcher(text).replaceAll(match -> "\\\\u%04x"
                .formatted((int) match.group().charAt(0)));
    }

    /** Prints one line, formatted in the same way on every machine. */
    void print(String format, Object... values) {
        out.println(visible(Numbers.text(format, values)));
    }

    /** Prints a whole table, its numbers with up to four decimals, and an empty line. */
    void print(Table table) {
        for (var column : table.columns()) {
            if (column instanceof NumberColumn<?, ?> numbers) {
                // Each needs its own, since a formatter remembers the type of its column.
                numbers.setPrintFormatter(new NumberColumnFormatter(
                        new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))));
            }
        }
        print("%s%n", table.printAll());
    }

    /** Says something about the results, in one line. */
    void say(String text) {
        err.println(visible(text));
    }

    /** Says every few seconds, and in the end, how many of these steps are done: a line of standard error, be it a terminal or a log. */
    Progress progress(String steps) {
        var said = new AtomicLong(System.nanoTime());
        return (done, total) -> {
            long now = System.nanoTime();
            if (done == total || now - said.get() >= NANOS_BETWEEN_LINES) {
                said.set(now);
                say(Numbers.text("%,d of %,d %s", done, total, steps));
                err.flush();
            }
        };
    }
}
