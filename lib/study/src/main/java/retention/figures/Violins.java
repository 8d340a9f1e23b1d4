package retention.figures;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;
import tech.tablesaw.plotly.traces.ViolinTrace;

/** How one quantity is distributed among retained and lost users, side by side. */
public final class Violins {

    private Violins() {}

    /**
     * One violin a group that has users, on a log scale, with its quartiles and, for the retained, every user as a point.
     *
     * @param values one for each user, zero or more
     * @param retained the outcome of each user
     * @throws IllegalArgumentException if the two differ in length
     */
    public static Figure byRetention(String title, String unit, double[] values, boolean[] retained) {
        if (values.length != retained.length) {
            throw new IllegalArgumentException(
                    "%d values for %d users; expected one for each".formatted(values.length, retained.length));
        }
        return Style.figure(
                Style.layout(title, Style.axis(""), LogScale.axis(unit)),
                Stream.of(
                                violin("lost", Style.LOST, values, retained, false),
                                violin("retained", Style.RETAINED, values, retained, true))
                        .flatMap(Optional::stream)
                        .toArray(Trace[]::new));
    }

    private static Optional<Trace> violin(
            String group, String color, double[] values, boolean[] retained, boolean wanted) {
        var logs = IntStream.range(0, values.length)
                .filter(i -> retained[i] == wanted)
                .mapToDouble(i -> LogScale.of(values[i]))
                .toArray();
        if (logs.length == 0) {
            return Optional.empty();
        }
        var names = new Object[logs.length];
        Arrays.fill(names, String.format(Locale.ROOT, "%s (%,d)", group, logs.length));
        return Optional.of(new StyledTrace(
                ViolinTrace.builder(names, logs)
                        .name(group)
                        .boxPlot(true)
                        .meanLine(true)
                        .build(),
                Map.of(
                        "line",
                        Map.of("color", color),
                        "points",
                        wanted ? "all" : false,
                        "spanmode",
                        "hard",
                        "scalemode",
                        "width",
                        "box",
                        Map.of("visible", true),
                        "meanline",
                        Map.of("visible", true))));
    }
}
