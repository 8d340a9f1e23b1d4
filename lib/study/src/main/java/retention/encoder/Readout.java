package retention.encoder;

import java.util.Arrays;
import java.util.Locale;
import numerics.Check;

/**
 * Where a text's vector is read out of the encoder.
 *
 * @param layer the hidden layer, 1 for the first transformer block
 * @param pooling how its token vectors become one
 */
public record Readout(int layer, Pooling pooling) {

    /** How the vectors of a text's tokens become one vector. */
    public enum Pooling {
        /** The vector of the first token, {@code [CLS]}: what the study published. */
        CLS,
        /** The mean over all real tokens, {@code [CLS]} and {@code [SEP]} among them; padding does not count. */
        MEAN;

        /** The name as it stands in file names and options: {@code cls}, {@code mean}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if the layer is below 1 */
    public Readout {
        Check.that(layer >= 1, "Layer %d: layers are counted from 1.", layer);
    }

    /** The {@code [CLS]} vector of a layer. */
    public static Readout cls(int layer) {
        return new Readout(layer, Pooling.CLS);
    }

    /** The mean over the real tokens of a layer. */
    public static Readout mean(int layer) {
        return new Readout(layer, Pooling.MEAN);
    }

    /**
     * The vector of one text.
     *
     * @param states row-major hidden states of the layer, {@code width} numbers per token
     * @param offset where the text's first token starts in {@code states}
     * @param tokens real tokens of the text, at least 1
     */
    float[] pool(float[] states, int offset, int tokens, int width) {
        if (pooling == Pooling.CLS) {
            return Arrays.copyOfRange(states, offset, offset + width);
        }
        var mean = new float[width];
        for (int column = 0; column < width; column++) {
            double sum = 0;
            for (int token = 0; token < tokens; token++) {
                sum += states[offset + token * width + column];
            }
            mean[column] = (float) (sum / tokens);
        }
        return mean;
    }

    /** For example {@code layer6-mean}. */
    @Override
    public String toString() {
        return "layer" + layer + "-" + pooling;
    }
}
