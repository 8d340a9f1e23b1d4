package retention.validation;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Progress;
import retention.replica.ReplicaSettings;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** All that was tried on data whose truth is known, and what of it failed. */
public record Validation(List<Trial> trials) {

    /** Longer tables are kept as files alone. */
    private static final int MOST_ROWS = 40;

    public Validation {
        trials = List.copyOf(trials);
    }

    /**
     * How much is tried.
     *
     * @param replicas of the study's size, without effects and again with planted ones; 2 or more. Intervals without effects are made of
     *     four times as many
     * @param permutations of each test, 1 or more
     * @param large replicas with planted effects that are large enough to answer, 1 or more
     * @param posts of each of those; 64,000 give some 50,000 users
     * @param scores data sets of known probabilities to try scores on, 1 or more
     * @param sizes data sets of each number of retained users, 2 or more
     */
    public record Effort(int replicas, int permutations, int large, int posts, int scores, int sizes) {

        /** @throws IllegalArgumentException if one is out of its range */
        public Effort {
            require(replicas, 2, "replicas");
            require(permutations, 1, "permutations");
            require(large, 1, "large replicas");
            require(scores, 1, "data sets of scores");
            require(sizes, 2, "data sets of each number of retained users");
            // Refuses a number of posts that no replica can have.
            new ReplicaSettings(posts, false, 1);
        }

        private static void require(int number, int least, String what) {
            if (number < least) {
                throw new IllegalArgumentException("%d %s: expected %d or more.".formatted(number, what, least));
            }
        }
    }

    /**
     * Tries everything, on all cores; the result does not depend on their number.
     *
     * @param progress for the replicas of a trial, by its name
     * @param done is called for each trial
     */
    public static Validation run(Effort effort, Function<String, Progress> progress, Consumer<Trial> done) {
        var trials = new ArrayList<Trial>();
        Consumer<Trial> add = trial -> {
            trials.add(trial);
            done.accept(trial);
        };
        var nothing = NullReplicas.run(effort, progress.apply("replicas without effects"));
        add.accept(nothing.trial());
        var power = Power.run(effort, progress.apply("replicas with planted effects"));
        add.accept(power.trial());
        var effects = PlantedEffects.run(effort, progress.apply("large replicas"));
        add.accept(ClaimRule.of(nothing, power, effects).trial());
        add.accept(effects.trial());
        add.accept(PlantedScores.run(effort).trial());
        add.accept(Power.sampleSizes(effort));
        return new Validation(trials);
    }

    /** What the analysis promises and does not keep, one sentence each; empty if all is well. */
    public List<String> failures() {
        return trials.stream().flatMap(trial -> trial.failures().stream()).toList();
    }

    /** Whether all is well, or what is not. */
    public String verdict() {
        var failures = failures();
        return failures.isEmpty()
                ? "All that the analysis promises held."
                : "What the analysis promises did not hold:\n- " + String.join("\n- ", failures);
    }

    /** Everything but the longest tables as a page in Markdown. */
    public String markdown() {
        var sections = trials.stream()
                .map(trial -> "## %s\n\n%s\n\n%s"
                        .formatted(
                                trial.heading(),
                                trial.summary(),
                                trial.tables().values().stream()
                                        .filter(table -> table.rowCount() <= MOST_ROWS)
                                        .map(Validation::markdown)
                                        .collect(Collectors.joining("\n"))))
                .collect(Collectors.joining("\n"));
        return """
                # Validation

                The analysis is tried on synthetic data whose truth is known. This page is written by `make validate`; do not edit it.
                Shares are given with Wilson's 95 %% intervals.

                %s

                %s"""
                .formatted(verdict(), sections);
    }

    private static String markdown(Table table) {
        var lines = new ArrayList<String>();
        lines.add(line(table.columns().stream().map(Column::name)));
        lines.add(line(table.columns().stream().map(column -> column instanceof DoubleColumn ? "---:" : "---")));
        IntStream.range(0, table.rowCount())
                .mapToObj(row -> line(table.columns().stream().map(column -> cell(column, row))))
                .forEach(lines::add);
        return "**%s**\n\n%s\n".formatted(table.name(), String.join("\n", lines));
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "-";
        }
        return column instanceof DoubleColumn numbers
                ? new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(numbers.getDouble(row))
                : column.getString(row);
    }
}
