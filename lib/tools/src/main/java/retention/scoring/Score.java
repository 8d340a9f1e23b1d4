package retention.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the model says of one user.
 *
 * @param userId 24 hexadecimal digits
 * @param probability of being seen again in the days of the outcome, calibrated, 0..1
 * @param lower limit of its 95 % interval
 * @param upper limit of its 95 % interval
 * @param rank 1 for the user most likely to stay; equals share the better rank; none where the model has learned nothing
 * @param reasons the three features that moved the log odds most away from the mean user's, strongest first; none where the
 *     model has learned nothing
 * @param unlike how the user is unlike those of the training, if so; then the other fields are not reliable
 * @param inTraining whether the model has learned from this user, so that the score is no prediction
 */
public record Score(
        String userId,
        double probability,
        double lower,
        double upper,
        OptionalInt rank,
        List<Reason> reasons,
        Optional<String> unlike,
        boolean inTraining) {

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
}
