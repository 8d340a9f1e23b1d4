/**
 * Statistics that Python has and the JVM lacks: learning from few positive rows ({@code learning}), judging what was
 * learned with honest intervals ({@code evaluation}), time until an event ({@code survival}), and topics of documents
 * ({@code topics}) on sparse matrices ({@code matrix}). It works on arrays and small matrices, reads no files and
 * knows no application.
 *
 * <pre>{@code
 * import numerics.*;
 *
 * System.out.println("AUC " + Numbers.interval(0.8604, 0.7762, 0.9157, 3));
 * System.out.println(Numbers.percent(0.99384, 2) + " accurate");
 * System.out.println(Numbers.count(3249) + " rows");
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * AUC 0.860 [0.776, 0.916]
 * 99.38 % accurate
 * 3,249 rows
 * }</pre>
 */
package numerics;
