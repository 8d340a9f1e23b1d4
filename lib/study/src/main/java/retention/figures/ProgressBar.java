package retention.figures;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One line that updates in place: how much is done, since when, and how long the rest will take. Give {@link #at} to whatever reports its
 * progress. From the first report on it counts the seconds, also while nothing is reported. In the end it says how long all took.
 *
 * <p>The time left is what remains if each step takes as long as those before. It is shown where that can be trusted: of ten steps or
 * more, after two steps and two seconds.
 */
public final class ProgressBar {

    private static final long NANOS_BETWEEN_UPDATES = 500_000_000;
    private static final int FEWEST_STEPS = 10;
    private static final int FEWEST_DONE = 2;
    private static final double FEWEST_SECONDS = 2;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    /** The method that reports: where an error or an interrupt has ended it, nothing is left to wait for. */
    private record Reporter(Thread thread, String type, String method) {

        static Reporter calling() {
            var frame = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.filter(
                                    each -> each.getDeclaringClass().getNestHost() != ProgressBar.class)
                            .findFirst()
                            .orElseThrow());
            return new Reporter(Thread.currentThread(), frame.getClassName(), frame.getMethodName());
        }

        boolean isRunning() {
            return Stream.of(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(type)
                            && frame.getMethodName().equals(method));
        }
    }

    private final String what;
    private final Consumer<String> show;
    private String part = "";
    private Reporter reporter;
    private boolean ticking;
    private long spent;
    private long started;
    private long reported;
    private long shown;
    private long done;
    private long total;

    /**
     * @param what is done, as the line begins
     * @param show puts HTML in the place of what it put there before; another thread than that which reports may call it, too
     */
    public ProgressBar(String what, Consumer<String> show) {
        this.what = what;
        this.show = show;
    }

    /** Begins the next of several parts, in the same line; {@code name} is what it is called there. */
    public synchronized ProgressBar next(String name) {
        part = ": " + name;
        done = total;
        return this;
    }

    /** Says how much is done of how much, both in the same unit. */
    public synchronized void at(long done, long total) {
        long now = System.nanoTime();
        boolean first = done == 0 || this.done >= this.total;
        if (first) {
            started = now;
            reporter = Reporter.calling();
        }
        this.done = done;
        this.total = Math.max(1, total);
        reported = now;
        if (done >= total) {
            spent += now - started;
        }
        if (first || done >= total || now - shown >= NANOS_BETWEEN_UPDATES) {
            show(now);
        }
        if (!ticking && done < total) {
            ticking = true;
            tickInASecond();
        }
    }

    private synchronized void tick() {
        ticking = done < total && reporter.isRunning();
        if (ticking) {
            show(System.nanoTime());
            tickInASecond();
        }
    }

    private void tickInASecond() {
        var unused = CLOCK.schedule(this::tick, 1, TimeUnit.SECONDS);
    }

    private void show(long now) {
        shown = now;
        if (done >= total) {
            show.accept(Html.block("<p>%s: %s</p>".formatted(Html.escaped(what), duration(spent / 1e9))));
            return;
        }
        show.accept(Html.block(String.format(
                Locale.ROOT,
                "<p>%s <progress value=\"%d\" max=\"%d\"></progress> %,d of %,d, %s%s</p>",
                Html.escaped(what + part),
                done,
                total,
                done,
                total,
                duration((now - started) / 1e9),
                left(now))));
    }

    private String left(long now) {
        double taken = (reported - started) / 1e9;
        if (total < FEWEST_STEPS || done < FEWEST_DONE || taken < FEWEST_SECONDS) {
            return "";
        }
        double left = taken * (total - done) / done - (now - reported) / 1e9;
        return ", about %s left".formatted(duration(Math.max(1, left)));
    }

    private static String duration(double seconds) {
        return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}
