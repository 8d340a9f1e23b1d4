/**
 * Texts to vectors: a frozen transformer encoder run by DJL's TensorFlow engine, the folder it is installed in, and
 * the store that keeps what it computed. Which texts are embedded, and what a model learns from the vectors, is
 * decided elsewhere.
 *
 * <pre>{@code
 * import java.nio.file.*;
 * import numerics.*;
 * import numerics.matrix.*;
 * import retention.encoder.*;
 *
 * var texts = List.of("I love my cat", "The court upheld the ban", "我爱我的猫");
 * var store = new EmbeddingStore(Files.createTempDirectory("vectors"));
 * try (var encoder = Encoder.open()) {
 *     var vectors = store.embed(encoder, texts, List.of(Readout.mean(9)), Progress.NONE).get(Readout.mean(9));
 *     System.out.println(vectors.length + " texts, each a vector of " + vectors[0].length + " numbers");
 *     System.out.println("nearest to the first: " + texts.get(Vectors.nearest(vectors, 0, 2).get(1).row()));
 * }
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * 3 texts, each a vector of 768 numbers
 * nearest to the first: 我爱我的猫
 * }</pre>
 */
package retention.encoder;
