package retention.encoder;

import java.util.Locale;

/**
 * Where a text's vector is read out of the encoder.
 *
 * @param layer the hidden layer, 1 for the first transformer block
 * @param pooling how its token vectors become one
 */
public record Readout(int layer, Pooling pooling) {

    /** @throws IllegalArgumentException if the layer is below 1 */
    public Readout {
        if (layer < 1) {
            throw new IllegalArgumentException("Layer %d: layers are counted from 1.".formatted(layer));
        }
    }

    /** The {@code [CLS]} vector of a layer. */
    public static Readout cls(int layer) {
        return new Readout(layer, Pooling.CLS);
    }

    /** The mean over the real tokens of a layer. */
    public static Readout mean(int layer) {
        return new Readout(layer, Pooling.MEAN);
    }

    /** For example {@code layer6-mean}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "layer%d-%s", layer, pooling);
    }
}
