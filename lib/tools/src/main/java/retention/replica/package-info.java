/**
 * The synthetic posts: a seeded generator of a file with the schema, quirks and published aggregates of the original
 * one, and the truth that was planted in it. Reading posts, real or synthetic, and computing anything from them is done
 * elsewhere.
 */
package retention.replica;
