package retention.figures;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * A bar that updates in place, with the time left. Give {@link #at} to whatever reports its progress.
 *
 * <p>It is shown twice a second at most, and always in its last state.
 */
public final class ProgressBar {

    private static final long NANOS_BETWEEN_UPDATES = 500_000_000;

    private final String what;
    private final Consumer<String> show;
    private final long started = System.nanoTime();
    private long shown = started - NANOS_BETWEEN_UPDATES;

    /**
     * @param what is done, as the line begins
     * @param show puts HTML in the place of what it put there before
     */
    public ProgressBar(String what, Consumer<String> show) {
        this.what = what;
        this.show = show;
    }

    /** Says how much is done of how much, both in the same unit. */
    public void at(long done, long total) {
        long now = System.nanoTime();
        if (done < total && now - shown < NANOS_BETWEEN_UPDATES) {
            return;
        }
        shown = now;
        show.accept(Html.block(String.format(
                Locale.ROOT,
                "<p>%s <progress value=\"%d\" max=\"%d\"></progress> %,d of %,d, %s</p>",
                Html.escaped(what),
                done,
                Math.max(1, total),
                done,
                total,
                left((now - started) / 1e9, done, total))));
    }

    private static String left(double seconds, long done, long total) {
        if (done == 0 || done >= total) {
            return done >= total ? "done" : "starting";
        }
        long left = Math.round(seconds * (total - done) / done);
        return left < 90 ? left + " s left" : Math.round(left / 60.0) + " min left";
    }
}
