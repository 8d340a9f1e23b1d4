package retention.scoring;

import numerics.Numbers;
import retention.features.ObservedFeature;
import retention.users.Period;
import retention.users.Wave;

/** The value of a feature on the scale of a reader and not of the model: {@code 54,175 likes} and not their logarithm, 10.90. */
final class FeatureText {

    private FeatureText() {}

    /** A value such as {@code 54,175 likes}, {@code 1 post} or {@code last post 4.5 days before the end of January}. */
    static String of(ObservedFeature feature, double value, Period period, Wave wave) {
        var number = number(feature, value);
        return switch (feature) {
            case LIKES, COLLECTS, COMMENTS, SHARES, POSTS -> {
                var plural = feature.column();
                yield number + " " + (number.equals("1") ? plural.substring(0, plural.length() - 1) : plural);
            }
            case RECENCY ->
                "last post %s before the end of %s"
                        .formatted(number, period.observed().name());
            case NEWCOMER ->
                (value > 0.5 ? "account made since %s" : "account older than %s")
                        .formatted(Period.fullName(wave.firstDay()));
            default -> feature.column() + " " + number;
        };
    }

    /** Such as {@code likes unknown, taken for 53}. */
    static String ofUnknown(ObservedFeature feature, double taken) {
        return "%s unknown, taken for %s".formatted(feature.column(), number(feature, taken));
    }

    /** A value on the scale of a reader and not of the model, such as {@code 54,175}, {@code 4.5 days} or {@code yes}. */
    static String number(ObservedFeature feature, double value) {
        return switch (feature) {
            case LIKES, COLLECTS, COMMENTS, SHARES -> count(Math.max(0, Math.expm1(value)));
            case POSTS -> count(Math.exp(value));
            case RECENCY -> Numbers.text("%.1f days", value);
            case NEWCOMER -> value > 0.5 ? "yes" : "no";
            default -> Numbers.text("%.2f", value);
        };
    }

    /** Whole but for small means, and in millions where a feature's single precision no longer has the last digit. */
    private static String count(double count) {
        double whole = Math.rint(count);
        if (whole >= 1e6) {
            return Numbers.text(whole >= 1e8 ? "%,.0f million" : "%,.1f million", count / 1e6);
        }
        return Math.abs(count - whole) < 1e-3 || whole >= 10
                ? Numbers.text("%,.0f", whole)
                : Numbers.text("%.1f", count);
    }
}
