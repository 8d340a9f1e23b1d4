package retention.figures;

import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Axis.AxisBuilder;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.components.TickSettings.TickMode;

/** Counts from zero to a million on one axis: {@code log10(1 + count)}, labelled with the counts themselves. */
final class LogScale {

    private static final String[] LABELS = {"0", "1", "10", "100", "1k", "10k", "100k", "1M"};
    private static final double[] POSITIONS = IntStream.range(0, LABELS.length)
            .mapToDouble(i -> i == 0 ? 0 : of(Math.pow(10, i - 1)))
            .toArray();

    private LogScale() {}

    static double of(double count) {
        return Math.log10(1 + count);
    }

    static AxisBuilder axis(String unit) {
        return Style.axis(unit + " (log scale)")
                .tickSettings(TickSettings.builder()
                        .tickMode(TickMode.ARRAY)
                        .arrayTicks(POSITIONS, LABELS)
                        .build());
    }
}
