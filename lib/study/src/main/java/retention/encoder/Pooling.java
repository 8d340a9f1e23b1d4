package retention.encoder;

import java.util.Locale;

/** How the vectors of a text's tokens become one vector. */
public enum Pooling {
    /** The vector of the first token, {@code [CLS]}: what the study published. */
    CLS,
    /** The mean over all real tokens, {@code [CLS]} and {@code [SEP]} among them; padding does not count. */
    MEAN;

    /**
     * Pools the first {@code tokens} rows of one text.
     *
     * @param states row-major hidden states, {@code width} numbers a token
     * @param offset where the text's first token starts in {@code states}
     * @param tokens real tokens of the text, at least 1
     * @param width numbers a token
     */
    float[] pool(float[] states, int offset, int tokens, int width) {
        var pooled = new float[width];
        switch (this) {
            case CLS -> System.arraycopy(states, offset, pooled, 0, width);
            case MEAN -> {
                for (int column = 0; column < width; column++) {
                    double sum = 0;
                    for (int token = 0; token < tokens; token++) {
                        sum += states[offset + token * width + column];
                    }
                    pooled[column] = (float) (sum / tokens);
                }
            }
        }
        return pooled;
    }

    /** The name as it stands in file names and options: {@code cls}, {@code mean}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
