/**
 * Statistics that Python has and the JVM lacks: learning from few positive rows ({@code learning}), judging what was learned with
 * honest intervals ({@code evaluation}), time until an event ({@code survival}), and topics of documents ({@code topics}) on sparse
 * matrices ({@code matrix}). It works on arrays and small matrices, reads no files and knows no application.
 */
package numerics;
