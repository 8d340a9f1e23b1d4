package retention.replica;

/** The app's rounded view of a count: a lower bound from ten on, but for hundreds, which it shows exactly. */
final class ShownCount {

    private ShownCount() {}

    static String rounded(int n) {
        if (n >= 10_000) {
            return n / 10_000 + "万+";
        }
        if (n >= 1_000) {
            return n / 1_000 + "千+";
        }
        return n >= 10 && n < 100 ? "10+" : Integer.toString(n);
    }
}
