package retention.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import numerics.evaluation.Interval;
import retention.features.ObservedFeature;
import retention.users.Period;
import retention.users.Wave;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the model says of one user.
 *
 * @param userId 24 hexadecimal digits
 * @param probability of being seen again in the days of the outcome, calibrated, 0..1, with its 95 % interval
 * @param rank 1 for the user most likely to stay; equal users share the better rank; none where the model has learned nothing
 * @param reasons the three features that moved the log odds most away from the mean user's, strongest first; none where the
 *     model has learned nothing
 * @param unlike how the user is unlike those of the training, if so; then the other fields are not reliable
 * @param inTraining whether the model was trained on this user, so that the score is no prediction
 */
public record Score(
        String userId,
        Interval probability,
        OptionalInt rank,
        List<Reason> reasons,
        Optional<String> unlike,
        boolean inTraining) {

    /** How many features are named for each user. */
    static final int REASONS = 3;

    public Score {
        reasons = List.copyOf(reasons);
    }

    /**
     * What one feature did.
     *
     * @param feature its name
     * @param value of this user, as a person would read it, such as {@code 54,175 likes}
     * @param logOdds by how much it moves the log odds away from the mean user's
     */
    public record Reason(String feature, String value, double logOdds) {

        /** Such as {@code 54,175 likes (+1.12)}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s (%+.2f)", value, logOdds);
        }
    }

    /** A value such as {@code 54,175 likes}, {@code 1 post} or {@code last post 4.5 days before the end of January}. */
    static String inWords(ObservedFeature feature, double value, Period period, Wave wave) {
        var number = number(feature, value);
        return switch (feature) {
            case LIKES, COLLECTS, COMMENTS, SHARES, POSTS -> {
                var plural = feature.column();
                yield number + " " + (number.equals("1") ? plural.substring(0, plural.length() - 1) : plural);
            }
            case RECENCY -> "last post %s before the end of %s".formatted(number, period.observedName());
            case NEWCOMER ->
                (value > 0.5 ? "account made since %s" : "account older than %s")
                        .formatted(Period.fullName(wave.firstDay()));
            default -> feature.column() + " " + number;
        };
    }

    /** A value on the scale of a reader and not of the model, such as {@code 54,175}, {@code 4.5 days} or {@code yes}. */
    static String number(ObservedFeature feature, double value) {
        return switch (feature) {
            case LIKES, COLLECTS, COMMENTS, SHARES -> count(Math.max(0, Math.expm1(value)));
            case POSTS -> count(Math.exp(value));
            case RECENCY -> String.format(Locale.ROOT, "%.1f days", value);
            case NEWCOMER -> value > 0.5 ? "yes" : "no";
            default -> String.format(Locale.ROOT, "%.2f", value);
        };
    }

    /** Whole but for small means, and in millions where a feature's single precision no longer has the last digit. */
    private static String count(double count) {
        double whole = Math.rint(count);
        if (whole >= 1e6) {
            return String.format(Locale.ROOT, whole >= 1e8 ? "%,.0f million" : "%,.1f million", count / 1e6);
        }
        return Math.abs(count - whole) < 1e-3 || whole >= 10
                ? String.format(Locale.ROOT, "%,.0f", whole)
                : String.format(Locale.ROOT, "%.1f", count);
    }

    /**
     * One row per user: rank | user_id | probability | lower | upper | because_1 | because_2 | because_3 | unlike_training |
     * in_training. Where the model has learned nothing, rank and reasons are blank.
     */
    public static Table table(List<Score> scores) {
        var rank = IntColumn.create("rank");
        scores.forEach(score -> score.rank().ifPresentOrElse(rank::append, rank::appendMissing));
        var table = Table.create(
                "Scores",
                rank,
                StringColumn.create("user_id", scores.stream().map(Score::userId)),
                DoubleColumn.create("probability", scores.stream().mapToDouble(each -> each.probability.estimate())),
                DoubleColumn.create("lower", scores.stream().mapToDouble(each -> each.probability.lower())),
                DoubleColumn.create("upper", scores.stream().mapToDouble(each -> each.probability.upper())));
        for (int k = 0; k < REASONS; k++) {
            int place = k;
            table.addColumns(StringColumn.create(
                    "because_" + (k + 1),
                    scores.stream()
                            .map(each -> each.reasons.stream().skip(place).findFirst())
                            .map(reason -> reason.map(Reason::toString).orElse(""))));
        }
        return table.addColumns(
                StringColumn.create("unlike_training", scores.stream().map(each -> each.unlike.orElse(""))),
                StringColumn.create("in_training", scores.stream().map(each -> each.inTraining ? "yes" : "")));
    }
}
