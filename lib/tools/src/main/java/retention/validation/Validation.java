package retention.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import numerics.Progress;
import retention.scoring.Markdown;

/** All that was tried on data whose truth is known, and what of it failed. */
public record Validation(List<Trial> trials) {

    /**
     * How much is tried.
     *
     * @param replicas of the study's size, without effects and again with planted ones. Intervals without effects are made of four
     *     times as many
     * @param permutations of each test
     * @param large replicas with planted effects that are large enough to answer
     * @param posts of each of those; 64,000 give some 50,000 users
     * @param scores data sets of known probabilities to try scores on
     */
    public record Effort(int replicas, int permutations, int large, int posts, int scores) {

        /** What {@code docs/validation.md} is made of; it takes a quarter of an hour or more. */
        public static final Effort FULL = new Effort(200, 99, 4, 64_000, 1000);

        /** Enough to see that everything runs. */
        public static final Effort QUICK = new Effort(2, 3, 1, 6000, 2);
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
        var planted = Power.run(effort, progress.apply("replicas with planted effects"));
        add.accept(Power.trial(planted, effort.permutations()));
        var large = PlantedEffects.run(effort, progress.apply("large replicas"));
        add.accept(ClaimRule.trial(nothing.findings(), planted, large));
        add.accept(PlantedEffects.trial(large));
        add.accept(PlantedScores.trial(PlantedScores.run(effort)));
        return new Validation(List.copyOf(trials));
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

    /** Everything as a page in Markdown. */
    public String markdown() {
        var sections = trials.stream()
                .map(trial -> "## %s\n\n%s\n\n%s"
                        .formatted(
                                trial.heading(),
                                trial.summary(),
                                trial.tables().values().stream()
                                        .map(table -> "**%s**\n\n%s\n".formatted(table.name(), Markdown.of(table)))
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
}
