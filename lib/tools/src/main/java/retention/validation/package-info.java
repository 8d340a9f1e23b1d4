/**
 * The whole pipeline tried on data whose truth is known: replicas in which nothing decides who stays, replicas of the
 * study's size and large ones in which planted effects do, and scores of users whose probability is known. It invents
 * data, runs the study's own methods on them and counts how often they are right.
 *
 * <pre>{@code
 * import retention.validation.*;
 *
 * var held = new Trial("A fair coin", "It was tossed 200 times.", Map.of(), List.of());
 * var failures = List.of("They hold the truth in 85 %, expected 95 %.");
 * var broken = new Trial("Intervals", "They were computed 200 times.", Map.of(), failures);
 * System.out.println(new Validation(List.of(held)).verdict());
 * System.out.println(new Validation(List.of(held, broken)).verdict());
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * All that the analysis promises held.
 * What the analysis promises did not hold:
 * - They hold the truth in 85 %, expected 95 %.
 * }</pre>
 */
package retention.validation;
