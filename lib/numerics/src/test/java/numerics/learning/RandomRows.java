package numerics.learning;

import java.util.Random;

/** Made-up rows that a network can learn: the sign of a noisy sum of the first columns. */
public final class RandomRows {

    private RandomRows() {}

    public static LabelledMatrix learnable(int rows, int columns, double noise, long seed) {
        var random = new Random(seed);
        var values = new float[rows][columns];
        var labels = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                values[i][j] = (float) random.nextGaussian();
                sum += j < 3 ? values[i][j] : 0;
            }
            labels[i] = sum + noise * random.nextGaussian() > 1;
        }
        return new LabelledMatrix(FeatureMatrix.numbered("f", values), labels);
    }
}
