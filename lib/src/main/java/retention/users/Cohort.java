package retention.users;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * When a user's account was created, China Standard Time: before, in or after the wave of newcomers of January 2025.
 *
 * <p>The wave begins on 13 January 2025, the Monday on which the app came to the top of the free downloads in the United
 * States, six days before TikTok was to be shut there. It ends here with 31 January, since only who has posted by then is
 * observed. The date says when somebody came, not who came: an account of those weeks can be that of somebody in
 * China, and a newcomer from abroad can have had one for years.
 */
public enum Cohort {
    ESTABLISHED("joined before the wave"),
    WAVE("joined in the wave"),
    LATER("joined after the wave");

    /** The first day of the wave. */
    public static final LocalDate WAVE_FIRST_DAY = LocalDate.of(2025, 1, 13);

    /** The last day of the wave. */
    public static final LocalDate WAVE_LAST_DAY = LocalDate.of(2025, 1, 31);

    private final String text;

    Cohort(String text) {
        this.text = text;
    }

    /** The cohort of an account created at a time, China Standard Time. */
    public static Cohort of(LocalDateTime accountCreated) {
        var day = accountCreated.toLocalDate();
        if (day.isBefore(WAVE_FIRST_DAY)) {
            return ESTABLISHED;
        }
        return day.isAfter(WAVE_LAST_DAY) ? LATER : WAVE;
    }

    /** The cohort of a user. */
    public static Cohort of(User user) {
        return of(user.accountCreated());
    }

    /** As tables and figures call it, such as {@code joined in the wave}. */
    @Override
    public String toString() {
        return text;
    }
}
