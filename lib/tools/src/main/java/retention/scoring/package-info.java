/**
 * The headline model as a tool: it is trained on a study, described by a model card, and scores users whose
 * outcome nobody knows. The study's own figures are computed in {@code retention.study}, not here.
 *
 * <pre>{@code
 * import numerics.Numbers;
 * import retention.project.*;
 * import retention.scoring.*;
 * import retention.study.*;
 * import retention.users.*;
 *
 * var study = Study.of(Project.find().data().resolve("replica.csv"));
 * var first = ScoringModel.of(study).score(study.users(Protocol.CORRECTED)).row(0);
 * System.out.println("rank " + first.getInt("rank") + ": " + Numbers.percent(first.getDouble("probability"), 0)
 *         + ", because of " + first.getString("because_1"));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * rank 1: 40 %, because of 847,000 likes (+2.54)
 * }</pre>
 */
package retention.scoring;
