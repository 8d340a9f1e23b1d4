package numerics.evaluation;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import numerics.learning.Predictor;

/** A logistic model with the coefficients of a golden file, and the rows it is applied to. */
final class LogisticFormula {

    private LogisticFormula() {}

    static Predictor of(JsonObject golden) {
        var coefficients = Golden.doubles(golden.getAsJsonArray("coefficients"));
        return rows -> IntStream.range(0, rows.rows())
                .mapToDouble(row -> {
                    double sum = coefficients[0];
                    for (int column = 0; column < rows.columns(); column++) {
                        sum += coefficients[column + 1] * rows.value(row, column);
                    }
                    return 1 / (1 + Math.exp(-sum));
                })
                .toArray();
    }

    static FeatureMatrix rows(JsonObject golden) {
        var array = golden.getAsJsonArray("rows");
        var rows = new float[array.size()][3];
        for (int row = 0; row < rows.length; row++) {
            var values = Golden.doubles(array.get(row).getAsJsonArray());
            for (int column = 0; column < 3; column++) {
                rows[row][column] = (float) values[column];
            }
        }
        return FeatureMatrix.of(List.of("a", "b", "c"), rows);
    }
}
