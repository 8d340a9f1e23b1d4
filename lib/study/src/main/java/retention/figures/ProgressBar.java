package retention.figures;

import java.util.function.Consumer;
import numerics.Numbers;

/**
 * One line that updates in place: how much is done, since when, and how long the rest will take. Give {@link #at} to whatever reports its
 * progress. In the end the line says how long all took.
 *
 * <p>The time left is what remains if each step takes as long as those before. It is shown where that can be trusted: of ten steps or
 * more, after two steps and two seconds.
 */
public final class ProgressBar {

    private static final double SECONDS_BETWEEN_UPDATES = 0.5;
    private static final int FEWEST_STEPS = 10;
    private static final int FEWEST_DONE = 2;
    private static final double FEWEST_SECONDS = 2;

    private final String what;
    private final Consumer<String> show;
    private String part = "";
    private boolean finished = true;
    private double started;
    private double shown;
    private double spent;

    /**
     * @param what is done, as the line begins
     * @param show puts HTML in the place of what it put there before
     */
    public ProgressBar(String what, Consumer<String> show) {
        this.what = Html.escaped(what);
        this.show = show;
    }

    /** Begins the next of several parts, in the same line; {@code name} is what it is called there. */
    public synchronized ProgressBar next(String name) {
        part = ": " + Html.escaped(name);
        finished = true;
        return this;
    }

    /** Says how much is done of how much, both in the same unit. */
    public synchronized void at(long done, long total) {
        double now = System.nanoTime() / 1e9;
        boolean first = finished || done == 0;
        if (first) {
            started = now;
        }
        finished = done >= total;
        if (finished) {
            spent += now - started;
            show("%s: %s", what, duration(spent));
        } else if (first || now - shown >= SECONDS_BETWEEN_UPDATES) {
            shown = now;
            show(
                    "%s%s <progress value=\"%d\" max=\"%d\"></progress> %3$,d of %4$,d, %5$s%6$s",
                    what, part, done, total, duration(now - started), left(now - started, done, total));
        }
    }

    private void show(String text, Object... values) {
        show.accept(Html.block("<p class=\"progress\">" + Numbers.text(text, values) + "</p>"));
    }

    private static String left(double taken, long done, long total) {
        return total < FEWEST_STEPS || done < FEWEST_DONE || taken < FEWEST_SECONDS
                ? ""
                : ", about %s left".formatted(duration(Math.max(1, taken * (total - done) / done)));
    }

    private static String duration(double seconds) {
        return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}
