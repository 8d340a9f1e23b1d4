/**
 * What users wrote, as words: segmentation of mixed Chinese and English text, languages, document-term matrices, themes learned from
 * readers, and word vectors. Topics of such matrices are made in {@code numerics.topics}, vectors by a transformer in
 * {@code retention.encoder}.
 */
package retention.text;
