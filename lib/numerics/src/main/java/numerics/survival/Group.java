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

    /** The group's survival curve, with limits of this confidence level. */
    public Curve curve(double level) {
        return new Curve(name, KaplanMeier.of(observations, level));
    }
}
