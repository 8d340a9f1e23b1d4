/**
 * Texts to vectors: a frozen transformer encoder run by DJL's TensorFlow engine, the folder it is installed in, and the
 * store that keeps what it computed. Which texts are embedded, and what a model learns from the vectors, is decided
 * elsewhere.
 */
package retention.encoder;
