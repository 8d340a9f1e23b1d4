/**
 * What users wrote, as words: segmentation of mixed Chinese and English text, languages, document-term matrices, topics,
 * themes learned from readers, word vectors, and the words that tell two groups apart. Vectors from a transformer are the encoder's business.
 */
package retention.text;
