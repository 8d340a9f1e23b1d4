package numerics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import numerics.Check;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The share of subjects that have not had the event yet, over time, where some were not followed until their event: the
 * product limit estimate.
 *
 * <p>It is valid if how long a subject was followed says nothing about when its event comes. The interval is
 * pointwise, from Greenwood's variance on the scale of {@code log(-log S)}, which keeps it within 0..1; it is lifelines'
 * ({@code KaplanMeierFitter}) and, as there, has no width where the share is still 1 or already 0.
 *
 * <p>Source: E. L. Kaplan and P. Meier, <i>Nonparametric estimation from incomplete observations</i>, JASA 53 (1958); for the
 * interval J. D. Kalbfleisch and R. L. Prentice, <i>The statistical analysis of failure time data</i> (1980).
 *
 * @param steps time 0, and every later time at which a subject had the event or was censored, in order
 * @param level the confidence level of the limits, between 0 and 1
 */
public record KaplanMeier(List<Step> steps, double level) {

    /**
     * One time.
     *
     * @param days the time
     * @param atRisk how many were still followed, without the event, just before it
     * @param events how many of them had the event at this time
     * @param censored how many were followed until this time only; they count as still at risk of the events here
     * @param survival the share without the event, from this time to just before the next step
     * @param lower the lower limit of the share
     * @param upper the upper limit of the share
     */
    public record Step(
            double days, int atRisk, int events, int censored, double survival, double lower, double upper) {}

    /**
     * Estimates the curve.
     *
     * @param observations one per subject, in any order
     * @param level the confidence level, between 0 and 1, such as 0.95
     * @throws IllegalArgumentException if there is no observation, or the level is out of range
     */
    public static KaplanMeier of(List<Observation> observations, double level) {
        Check.that(
                !observations.isEmpty(),
                "No observations: expected at least one subject. A group without subjects has no curve, leave it out.");
        Check.level(level);
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        var byTime = observations.stream()
                .collect(Collectors.groupingBy(Observation::days, TreeMap::new, Collectors.toList()));
        byTime.putIfAbsent(0.0, List.of());
        var steps = new ArrayList<Step>();
        int atRisk = observations.size();
        double survival = 1;
        double greenwood = 0;
        for (var time : byTime.entrySet()) {
            int leaving = time.getValue().size();
            int events =
                    (int) time.getValue().stream().filter(Observation::event).count();
            survival *= (double) (atRisk - events) / atRisk;
            if (events < atRisk) {
                greenwood += events / ((double) atRisk * (atRisk - events));
            }
            double deviation = z * Math.sqrt(greenwood);
            double lower = limit(survival, -deviation);
            double upper = limit(survival, deviation);
            steps.add(new Step(time.getKey(), atRisk, events, leaving - events, survival, lower, upper));
            atRisk -= leaving;
        }
        return new KaplanMeier(List.copyOf(steps), level);
    }

    private static double limit(double survival, double deviation) {
        double log = Math.log(survival);
        return survival == 1 || survival == 0 ? survival : Math.exp(log * Math.exp(deviation / log));
    }

    /** How many subjects there are. */
    public int subjects() {
        return steps.get(0).atRisk();
    }

    /** How many subjects had the event. */
    public int events() {
        return steps.stream().mapToInt(Step::events).sum();
    }
}
