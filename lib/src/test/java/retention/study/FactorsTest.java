package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import retention.evaluation.CrossValidatedAucDifference;
import retention.evaluation.EffectSizes.Effect;
import retention.evaluation.Interval;
import retention.study.Factors.Line;
import retention.study.Factors.Together;
import retention.study.Factors.Unseen;
import retention.study.Factors.Verdict;

class FactorsTest {

    private static final Effect MORE = new Effect("a", new Interval(0.5, 0.3, 0.7, 0.95), 0.001, 0.01);
    private static final Effect LESS = new Effect("a", new Interval(-0.5, -0.7, -0.3, 0.95), 0.001, 0.01);
    private static final Effect UNSURE = new Effect("a", new Interval(0.1, -0.3, 0.3, 0.95), 0.5, 0.9);
    private static final Optional<Together> ADDS =
            Optional.of(new Together(new Interval(2, 1.5, 3, 0.95), 0.001, 0.01));
    private static final Optional<Together> SIGNIFICANT_ALONE_AND_NOT_AMONG_MANY =
            Optional.of(new Together(new Interval(2, 1.1, 4, 0.95), 0.03, 0.3));
    private static final Unseen WORTH = unseen(0.05, 0.01);
    private static final Unseen WORTHLESS = unseen(0.001, 0.8);

    @Test
    void isAFactorIfAllLooksSpeakForIt() {
        assertThat(new Line(MORE, ADDS, WORTH).verdict()).isEqualTo(Verdict.FACTOR);
    }

    @Test
    void isAHintIfOneLookDoesNot() {
        assertThat(new Line(UNSURE, ADDS, WORTH).verdict()).isEqualTo(Verdict.HINT);
        assertThat(new Line(MORE, SIGNIFICANT_ALONE_AND_NOT_AMONG_MANY, WORTH).verdict())
                .isEqualTo(Verdict.HINT);
        assertThat(new Line(MORE, ADDS, WORTHLESS).verdict()).isEqualTo(Verdict.HINT);
        assertThat(new Line(UNSURE, Optional.empty(), WORTH).verdict()).isEqualTo(Verdict.HINT);
    }

    @Test
    void isNoFactorIfItHasNoOddsRatio() {
        assertThat(new Line(MORE, Optional.empty(), WORTH).verdict()).isEqualTo(Verdict.HINT);
    }

    @Test
    void isNothingIfNoLookSpeaks() {
        assertThat(new Line(UNSURE, SIGNIFICANT_ALONE_AND_NOT_AMONG_MANY, WORTHLESS).verdict())
                .isEqualTo(Verdict.NONE);
    }

    @Test
    void isNoFactorIfTheSignsDiffer() {
        assertThat(new Line(LESS, ADDS, WORTH).verdict()).isEqualTo(Verdict.DIVIDED);
    }

    @Test
    void aSignThatIsNotSureIsNone() {
        var turned = new Effect("a", new Interval(-0.01, -0.2, 0.2, 0.95), 0.9, 0.9);
        assertThat(new Line(turned, ADDS, WORTH).verdict()).isEqualTo(Verdict.HINT);
    }

    @Test
    void theTableSaysEachLookWithItsQ() {
        var table = new Factors(List.of(new Line(MORE, ADDS, WORTH), new Line(UNSURE, Optional.empty(), WORTHLESS)))
                .table();
        assertThat(table.columnNames())
                .containsExactly(
                        "feature",
                        "verdict",
                        "alone: Cliff's delta",
                        "together: odds ratio",
                        "unseen: drop of the AUC");
        assertThat(table.row(0).getString(2)).isEqualTo("0.50 [0.30, 0.70], q 0.010");
        assertThat(table.row(0).getString(3)).isEqualTo("2.00 [1.50, 3.00], q 0.010");
        assertThat(table.row(1).getString(3)).isEqualTo("-");
        assertThat(table.row(1).getString(1)).isEqualTo("nothing seen");
    }

    private static Unseen unseen(double drop, double qValue) {
        return new Unseen(
                new CrossValidatedAucDifference(new Interval(drop, drop - 0.02, drop + 0.02, 0.95), 0.01, 0.001, 0.5),
                qValue);
    }
}
