package retention.survival;

import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The survival curve of one group. */
public record Curve(String name, KaplanMeier estimate) {

    /**
     * Curves side by side, a row each: group | subjects | events | median days | share at a time | lower | upper. The median
     * is missing where the curve does not come down to one half, the share and its limits where nobody of the group was
     * watched for so long.
     *
     * @param days the time, zero or more
     * @throws IllegalArgumentException if the time is not finite, or negative
     */
    public static Table summary(List<Curve> curves, double days) {
        KaplanMeier.requireTime(days);
        return Table.create(
                "Survival by group",
                StringColumn.create("group", curves.stream().map(Curve::name)),
                IntColumn.create("subjects", curves.stream().mapToInt(curve -> curve.estimate()
                        .subjects())),
                IntColumn.create("events", curves.stream().mapToInt(curve -> curve.estimate()
                        .events())),
                DoubleColumn.create("median days", curves.stream().mapToDouble(curve -> curve.estimate()
                        .median()
                        .orElse(Double.NaN))),
                DoubleColumn.create(
                        "share after %s days".formatted(text(days)),
                        curves.stream()
                                .mapToDouble(curve -> known(curve, days)
                                        ? curve.estimate().at(days).survival()
                                        : Double.NaN)),
                DoubleColumn.create(
                        "lower",
                        curves.stream()
                                .mapToDouble(curve -> known(curve, days)
                                        ? curve.estimate().at(days).lower()
                                        : Double.NaN)),
                DoubleColumn.create(
                        "upper",
                        curves.stream()
                                .mapToDouble(curve -> known(curve, days)
                                        ? curve.estimate().at(days).upper()
                                        : Double.NaN)));
    }

    private static boolean known(Curve curve, double days) {
        return curve.estimate().isKnownAt(days);
    }

    private static String text(double days) {
        return days == Math.rint(days) ? String.format(Locale.ROOT, "%.0f", days) : String.valueOf(days);
    }
}
