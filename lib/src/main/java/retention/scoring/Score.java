package retention.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the model says of one user.
 *
 * @param userId 24 hexadecimal digits
 * @param probability of being seen again in February, calibrated, 0..1
 * @param lower limit of its 95 % interval
 * @param upper limit of its 95 % interval
 * @param rank 1 for the user most likely to stay; equals share the better rank
 * @param reasons the three features that moved the log odds most away from the mean user's, strongest first
 * @param unlike why the user is unlike those of the training, if so; then trust nothing of the rest
 */
public record Score(
        String userId,
        double probability,
        double lower,
        double upper,
        int rank,
        List<Reason> reasons,
        Optional<String> unlike) {

    public Score {
        reasons = List.copyOf(reasons);
    }

    /**
     * What one feature did.
     *
     * @param feature its name
     * @param value of this user
     * @param logOdds by how much it moves the log odds away from the mean user's
     */
    public record Reason(String feature, double value, double logOdds) {

        /** Such as {@code likes 5.30 (+1.12)}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f (%+.2f)", feature, value, logOdds);
        }
    }
}
