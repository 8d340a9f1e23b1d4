package retention.users;

/** When a user's account was created: before, in or after the wave of newcomers, which {@link Wave} dates. */
public enum Cohort {
    ESTABLISHED("joined before the wave"),
    WAVE("joined in the wave"),
    LATER("joined after the wave");

    private final String text;

    Cohort(String text) {
        this.text = text;
    }

    /** As tables and figures call it, such as {@code joined in the wave}. */
    @Override
    public String toString() {
        return text;
    }
}
