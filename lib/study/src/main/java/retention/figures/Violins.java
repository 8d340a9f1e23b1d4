package retention.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;
import tech.tablesaw.plotly.traces.ViolinTrace;

/** How one quantity is distributed among retained and lost users, side by side. */
public final class Violins {

    private Violins() {}

    /**
     * One violin for each group that has users, on a log scale, with its quartiles and, for the retained, every user as a point.
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
        var violins = new ArrayList<Trace>();
        for (boolean group : new boolean[] {false, true}) {
            var positions = IntStream.range(0, values.length)
                    .filter(i -> retained[i] == group)
                    .mapToDouble(i -> Chart.position(values[i]))
                    .toArray();
            if (positions.length > 0) {
                var name = group ? "retained" : "lost";
                var names = new Object[positions.length];
                Arrays.fill(names, String.format(Locale.ROOT, "%s (%,d)", name, positions.length));
                violins.add(Chart.styled(ViolinTrace.builder(names, positions)
                                .name(name)
                                .boxPlot(true)
                                .meanLine(true)
                                .build())
                        .with("line", Map.of("color", group ? Chart.RETAINED : Chart.LOST))
                        .with("points", group ? "all" : false)
                        .with("spanmode", "hard")
                        .with("scalemode", "width")
                        .with("box", Map.of("visible", true))
                        .with("meanline", Map.of("visible", true)));
            }
        }
        return Chart.figure(Chart.layout(title, Chart.axis(""), Chart.countAxis(unit)), violins.toArray(Trace[]::new));
    }
}
