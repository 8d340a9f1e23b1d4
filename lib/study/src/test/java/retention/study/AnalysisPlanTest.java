package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.features.ObservedFeature;
import retention.project.Project;
import retention.project.Sha256;

class AnalysisPlanTest {

    @Test
    void isDatedAndNamedByItsDigest() throws Exception {
        var plan = AnalysisPlan.read();
        assertThat(plan.date()).isEqualTo(LocalDate.of(2026, 11, 26));
        assertThat(plan.sha256())
                .isEqualTo(Sha256.of(Project.find().root().resolve("docs/plan.md")))
                .hasSize(64);
        assertThat(plan.toString()).contains("2026-11-26", "docs/plan.md", "exploratory");
    }

    @Test
    void predictsByNothingThatWasCountedOnTheDayOfTheCrawl() {
        assertThat(AnalysisPlan.PREDICTORS).isNotEmpty().noneMatch(ObservedFeature::isSnapshot);
    }

    @ParameterizedTest
    @CsvSource({
        "0.80, 0.71, 0.88, 0, WELL",
        "0.80, 0.70, 0.88, 49, WELL",
        "0.80, 0.69, 0.88, 0, BETTER_THAN_CHANCE",
        "0.80, 0.71, 0.88, 60, UNDECIDED",
        "0.60, 0.50, 0.70, 0, UNDECIDED",
        "0.60, 0.49, 0.70, 200, UNDECIDED",
        "0.52, 0.45, 0.59, 300, LITTLE",
        "0.55, 0.51, 0.59, 0, BETTER_THAN_CHANCE",
    })
    void saysBeforehandWhatAResultMeans(
            double auc, double lower, double upper, int shuffledAsGood, AnalysisPlan.Conclusion conclusion) {
        assertThat(AnalysisPlan.conclusion(
                        new Interval(auc, lower, upper, 0.95), new LabelPermutation(auc, 0.5, 1000, shuffledAsGood)))
                .isEqualTo(conclusion);
    }
}
