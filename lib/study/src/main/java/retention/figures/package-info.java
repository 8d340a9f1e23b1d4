/**
 * What a reader sees: Tablesaw-jsplot figures in one style, and HTML that shows them, tables and progress without a
 * network and safe with untrusted text. It computes nothing that a conclusion rests on.
 */
package retention.figures;
