package retention.figures;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import numerics.survival.Curve;
import numerics.survival.KaplanMeier.Step;

/** Survival curves of several groups, each with the band of its interval and its numbers at risk. */
public final class SurvivalCurves {

    /** One for each colour, so that groups can be told apart without any. */
    private static final List<String> DASHES = List.of("solid", "dash", "dot", "dashdot", "longdashdot");

    private static final int ROW_HEIGHT = 17;
    private static final int AXIS_HEIGHT = 58;

    private static final String CURVE =
            """
            {type: 'scatter', mode: 'lines', x: ?, y: ?, name: ?, showlegend: true,
             line: {color: ?, dash: ?, shape: 'hv'}, hovertext: ?}""";

    /** A row of text below the axis. */
    private static final String BELOW = "{yref: 'y domain', y: 0, yanchor: 'top', yshift: ?, font: {size: 12}, ";

    private static final String AT_THE_EDGE = BELOW + "xref: 'x domain', x: 0, xanchor: 'left'}";

    /** At how many times the numbers at risk are given. */
    private static final int TIMES = 5;

    private SurvivalCurves() {}

    /**
     * The curves as steps over days, each to the last day that its group was watched, on the part of the scale that they take up; the
     * axis says so. The colours are none of those that stand for retained and lost users elsewhere, and every group has a dash of its
     * own. Below the axis are the numbers of subjects who were still watched and without the event.
     *
     * @param event what happened, as the title begins, such as {@code "Found again in January"}
     * @param xAxis from when the days count, such as {@code "days since the first observed post"}
     * @param yAxis what the share is of, such as {@code "not yet found again"}
     * @throws IllegalArgumentException if there is no curve, or more than five
     */
    public static Chart of(String event, String xAxis, String yAxis, List<Curve> curves) {
        Check.that(
                !curves.isEmpty() && curves.size() <= DASHES.size(),
                "%d curves to draw; expected 1 to %d: a group has one if it was watched for long enough, and more cannot be told apart.",
                curves.size(),
                DASHES.size());
        var all = curves.stream().flatMap(curve -> curve.estimate().steps().stream());
        double last = all.mapToDouble(Step::days).max().orElseThrow();
        var across = Chart.axis(xAxis, "{range: [?, ?], nticks: 8}", -0.03 * last, 1.04 * last);
        var upright = Chart.axis(yAxis + " (part of the scale)", "{tickformat: '.1~%'}");
        var panel = new Chart.Panel("", across, upright)
                .room(80, 30, AXIS_HEIGHT + ROW_HEIGHT * (2 * curves.size() + 1))
                .write("still watched, without the event:", AT_THE_EDGE, shift(0));
        for (int i = 0; i < curves.size(); i++) {
            var steps = corners(curves.get(i).estimate().steps());
            var lower = Chart.numbers(steps, Step::lower);
            var upper = Chart.numbers(steps, Step::upper);
            panel.band(Chart.numbers(steps, Step::days), lower, upper, Chart.GROUPS.get(i), "hv");
        }
        for (int i = 0; i < curves.size(); i++) {
            draw(panel, curves.get(i), Chart.GROUPS.get(i), DASHES.get(i));
            numbersAtRisk(panel, curves.get(i), 2 * i + 1, last);
        }
        var title = event + ": " + curves.stream().map(SurvivalCurves::share).collect(Collectors.joining(", "));
        var level = Numbers.percent(curves.get(0).estimate().level(), 0);
        var caption = "Steps are Kaplan-Meier estimates and bands their %s intervals.".formatted(level);
        var description = Chart.words(curves, "; ", SurvivalCurves::words);
        return Chart.of(title, caption, description, Chart.USUAL_HEIGHT, List.of(panel));
    }

    private static String share(Curve curve) {
        double share = (double) curve.estimate().events() / curve.estimate().subjects();
        return "%s (%s)".formatted(Numbers.percent(share, 1), curve.name());
    }

    private static String words(Curve curve) {
        var estimate = curve.estimate();
        return Numbers.text(
                "%s: %,d of %,d subjects had the event", curve.name(), estimate.events(), estimate.subjects());
    }

    private static void numbersAtRisk(Chart.Panel panel, Curve curve, int row, double last) {
        panel.write(Html.label(curve.name()), AT_THE_EDGE, shift(row));
        for (int time = 0; time < TIMES; time++) {
            double days = last * time / (TIMES - 1);
            var then = curve.estimate().steps().stream().filter(step -> step.days() >= days);
            then.findFirst()
                    .map(step -> Numbers.count(step.atRisk()))
                    .ifPresent(label -> panel.write(label, BELOW + "x: ?, xanchor: 'center'}", shift(row + 1), days));
        }
    }

    private static int shift(int row) {
        return -AXIS_HEIGHT + 6 - ROW_HEIGHT * row;
    }

    /** The steps at which the curve moves, its start and its end; a time at which subjects only leave changes nothing. */
    private static List<Step> corners(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).events() > 0 || i == 0 || i == steps.size() - 1)
                .mapToObj(steps::get)
                .toList();
    }

    private static String hover(String name, Step step) {
        var words = "%s, after %.1f days: %.1f %% [%.1f %%, %.1f %%]; %,d still watched";
        double share = 100 * step.survival();
        return Numbers.text(words, name, step.days(), share, 100 * step.lower(), 100 * step.upper(), step.atRisk());
    }

    private static void draw(Chart.Panel panel, Curve curve, String color, String dash) {
        var steps = corners(curve.estimate().steps());
        var name = Html.label(curve.name());
        var hovers = steps.stream().map(step -> hover(name, step)).toList();
        var legend = Numbers.text("%s (%,d)", name, curve.estimate().subjects());
        var days = Chart.numbers(steps, Step::days);
        panel.draw(CURVE, days, Chart.numbers(steps, Step::survival), legend, color, dash, hovers);
    }
}
