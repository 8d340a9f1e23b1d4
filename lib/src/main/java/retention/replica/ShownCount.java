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

    /** What the published code makes of the rounded view: 万 is understood, 千 is not, so that 1千+ is 1. */
    static int readAsPublished(int n) {
        if (n >= 10_000) {
            return n / 10_000 * 10_000;
        }
        if (n >= 1_000) {
            return n / 1_000;
        }
        return n >= 10 && n < 100 ? 10 : n;
    }
}
