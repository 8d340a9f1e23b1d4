package numerics.survival;

import java.util.List;

/**
 * The observations of one group, under the name that tables and figures give it.
 *
 * @param name such as {@code "joined in the wave"}
 * @param observations one per subject
 */
public record Group(String name, List<Observation> observations) {

    public Group {
        observations = List.copyOf(observations);
    }

    /** How many subjects had the event. */
    public int events() {
        return (int) observations.stream().filter(Observation::event).count();
    }

    /**
     * The group's survival curve.
     *
     * @param level the confidence level, between 0 and 1, such as 0.95
     * @throws IllegalArgumentException if the group has no observation, or the level is out of range
     */
    public Curve curve(double level) {
        return new Curve(name, KaplanMeier.of(observations, level));
    }
}
