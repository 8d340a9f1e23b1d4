package retention.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import numerics.Numbers;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import tech.tablesaw.api.Table;

/**
 * What was tried on data whose truth is known, and what came out.
 *
 * @param heading what was tried
 * @param summary how it was tried and what came out, in a few sentences without line breaks
 * @param tables by the names of their files, which have no ending
 * @param failures what the analysis promises and does not keep, one sentence each; empty if all is well, or if nothing was
 *     promised
 */
public record Trial(String heading, String summary, Map<String, Table> tables, List<String> failures) {

    private static final double LEVEL = 0.95;

    /**
     * A share that a method promises, at least and at most. Wilson's 95 % interval of what was counted must reach into it: of
     * 200 trials, the counted share alone would break a promise of 93 to 97 % that is kept once in seven times.
     */
    record Promise(String what, double least, double most) {

        /** Why the promise is not kept; nothing if it is. */
        Optional<String> brokenBy(Ratio counted) {
            var interval = Interval.wilson(counted, LEVEL);
            return interval.upper() >= least && interval.lower() <= most
                    ? Optional.empty()
                    : Optional.of(Numbers.text(
                            "%s: %s, expected %.1f %% to %.1f %%", what, shown(counted), 100 * least, 100 * most));
        }
    }

    /** Such as {@code 192 of 200, 96.0 % [92.3 %, 98.0 %]}. */
    static String shown(Ratio counted) {
        var percent = Interval.wilson(counted, LEVEL).map(share -> 100 * share);
        return Numbers.text(
                "%,.0f of %,.0f, %.1f %% [%.1f %%, %.1f %%]",
                counted.numerator(), counted.denominator(), percent.estimate(), percent.lower(), percent.upper());
    }
}
