package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import numerics.evaluation.ConfusionMatrix;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import org.junit.jupiter.api.Test;
import retention.users.Period;

/** The sentences to quote, over figures that were made up to bring out each of their branches. */
class SentencesTest {

    private static final Sentences SAY = Sentences.of(Period.DEFAULT);
    private static final Interval GOOD = new Interval(0.8404, 0.7211, 0.9277, 0.95);
    private static final Interval DOUBTFUL = new Interval(0.64, 0.499, 0.78, 0.95);

    private static SeedRuns seeds(int... named) {
        return new SeedRuns(
                Arrays.stream(named)
                        .mapToObj(users -> new SeedRuns.Run(1, 6, 0.9938, 0.7, users))
                        .toList(),
                new double[0]);
    }

    @Test
    void sayThatThePublishedNetworkFindsNobodyAndIsJudgedOnWhatItLearnedFrom() {
        assertThat(SAY.published(new ConfusionMatrix(0, 0, 20, 3229), seeds(0, 0, 0, 2)))
                .isEqualTo(
                        "Run again as published and judged on the very users it learned from, the report's network finds none of the 20 users who were seen again in February, and is right for 99.38 % of the 3,249 users who posted in January, exactly as many as by saying that nobody is seen again; of 4 seeds, 25 % give a network that names anybody.");
    }

    @Test
    void sayWhomThePublishedNetworkNamesIfItNamesAnybody() {
        assertThat(SAY.published(new ConfusionMatrix(2, 3, 18, 3226), seeds(5)))
                .contains(
                        "finds 2 of the 20 users who were seen again in February, names 3 others, and is right",
                        "where saying that nobody is seen again is right for 99.38 %");
    }

    @Test
    void countOneUserInTheSingular() {
        assertThat(SAY.published(new ConfusionMatrix(1, 0, 11, 304), seeds(1)))
                .contains("finds 1 of the 12 users who were seen again in February, names nobody else, and is right");
        assertThat(SAY.published(new ConfusionMatrix(0, 1, 12, 303), seeds(1)))
                .contains("finds 0 of the 12 users who were seen again in February, names 1 other, and is right");
    }

    @Test
    void giveTheNetworksIntervalAndClaimNothing() {
        for (var auc : List.of(GOOD, DOUBTFUL)) {
            assertThat(SAY.network(auc))
                    .startsWith("Judged on users they had not seen, the report's networks, averaged over seeds, rank")
                    .endsWith("; chance is 50.")
                    .doesNotContain("better", "worse");
        }
        assertThat(SAY.network(DOUBTFUL)).contains("64.0 % of pairs of January users (95 % interval 49.9 to 78.0)");
    }

    @Test
    void sayWhatThePlannedAnalysisShowsByThePlan() {
        assertThat(SAY.planned(2900, 20, GOOD, new LabelPermutation(0.84, 0.5, 1000, 0)))
                .isEqualTo(
                        "Planned: among the 2,900 newcomers who posted in January, a logistic regression on posts and recency, judged on users it had not seen, ranks one of the 20 who were seen again in February above another in 84.0 % of pairs of newcomers (95 % interval 72.1 to 92.8); with shuffled outcomes it does as well in 0 of 1,000 tries, so that by the plan newcomers who are found again can be told from the others well.");
        assertThat(SAY.planned(2900, 20, DOUBTFUL, new LabelPermutation(0.64, 0.5, 1000, 90)))
                .endsWith("in 90 of 1,000 tries, so that by the plan the question is undecided.");
    }

    @Test
    void sayWhatIsMissingWhereNoModelWasJudged() {
        assertThat(SAY.tooFew(517, 1))
                .isEqualTo(
                        "Of the 517 users who posted in January, 1 was seen again in February; a model is judged where at least 10 were and 10 were not.");
    }
}
