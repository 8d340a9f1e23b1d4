package retention.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import retention.evaluation.Ratio;

/**
 * All that was tried on data whose truth is known, and what of it failed.
 *
 * @param withoutEffects the headline analysis where there is nothing to find
 * @param planted the planted effects in large replicas, one each; may be none
 * @param scores of new users where their probabilities are known; may be none
 */
public record Validation(NullReplicas withoutEffects, List<PlantedEffects> planted, List<PlantedScores> scores) {

    private static final Promise COVERAGE = new Promise("95 % intervals that hold the planted effect", 0.93, 0.97);
    private static final Promise FEW_FALSE = new Promise("features without effect that differ from 0", 0, 0.05);

    public Validation {
        planted = List.copyOf(planted);
        scores = List.copyOf(scores);
    }

    /** What the analysis promises and does not keep, one sentence each; empty if all is well. */
    public List<String> failures() {
        var failures = new ArrayList<String>();
        failures.addAll(withoutEffects.failures());
        if (!planted.isEmpty()) {
            COVERAGE.brokenBy(sum(planted.stream().map(PlantedEffects::covered)))
                    .ifPresent(failures::add);
            FEW_FALSE
                    .brokenBy(sum(planted.stream().map(PlantedEffects::falselyDiscovered)))
                    .ifPresent(failures::add);
            planted.stream()
                    .flatMap(each -> each.effects().stream())
                    .filter(effect -> !effect.rightSign())
                    .map(effect -> "the effect of %s comes back with the other sign: %s, planted %s"
                            .formatted(effect.feature(), effect.estimate(), effect.planted()))
                    .forEach(failures::add);
        }
        scores.forEach(each -> failures.addAll(each.failures()));
        return List.copyOf(failures);
    }

    private static Ratio sum(Stream<Ratio> shares) {
        return shares.reduce(
                new Ratio(0, 0),
                (one, other) ->
                        new Ratio(one.numerator() + other.numerator(), one.denominator() + other.denominator()));
    }

    /** Whether all is well, or what is not. */
    public String verdict() {
        var failures = failures();
        return failures.isEmpty()
                ? "All that the analysis promises held."
                : "What the analysis promises did not hold:\n- " + String.join("\n- ", failures);
    }
}
