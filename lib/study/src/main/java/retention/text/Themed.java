package retention.text;

/**
 * The theme of a text, and how sure the model is of it.
 *
 * @param probability of this theme among all, 0..1
 */
public record Themed(Theme theme, double probability) {}
