package numerics.survival;

/** The survival curve of one group. */
public record Curve(String name, KaplanMeier estimate) {}
