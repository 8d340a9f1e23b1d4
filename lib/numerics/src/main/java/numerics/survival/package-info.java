/**
 * How long it takes until an event, where not every subject is followed until then: survival curves with their
 * intervals, and the test between groups, on durations in days. Who was followed, from when and until when, is decided
 * elsewhere.
 *
 * <pre>{@code
 * import numerics.Numbers;
 * import numerics.survival.*;
 *
 * var early = new Group("early", List.of(Observation.event(2), Observation.event(5), Observation.censored(9)));
 * var late = new Group("late", List.of(Observation.event(7), Observation.censored(8), Observation.censored(9)));
 * for (var step : early.curve(0.95).estimate().steps()) {
 *     System.out.println("day " + Numbers.fixed(step.days(), 0) + ": " + Numbers.fixed(step.survival(), 2));
 * }
 * System.out.println(LogRank.inWords(List.of(List.of(early, late))));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * day 0: 1.00
 * day 2: 0.67
 * day 5: 0.33
 * day 9: 0.33
 * early: 2 events, 1.2 expected; late: 1 event, 1.9 expected; chi-squared = 1.066, 1 degree of freedom, p = 0.302
 * }</pre>
 */
package numerics.survival;
