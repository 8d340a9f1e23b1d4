/**
 * What users wrote, as far as it can be told from words alone. Vectors from a transformer are the encoder's business.
 */
package retention.text;
