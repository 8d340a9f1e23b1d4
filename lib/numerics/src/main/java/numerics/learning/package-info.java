/**
 * Learning to tell positive rows from negative ones: matrices of features, features that are learned inside the fold,
 * logistic regression for few positives, and cross-validation. How good predictions are is judged in {@code
 * numerics.evaluation}.
 *
 * <pre>{@code
 * import numerics.learning.*;
 *
 * var visits = FeatureMatrix.of(List.of("visits"), new float[][] {{1}, {1}, {2}, {2}, {3}, {4}, {4}, {6}});
 * var labels = new boolean[] {false, false, true, false, false, true, false, true};
 * System.out.println(new FirthLogistic().fit(new LabelledMatrix(visits, labels), 42).table());
 *
 * var judged = new CrossValidation(2, 3, 42).predict(visits, labels, new FirthLogistic());
 * System.out.println(judged.mean().length + " rows, each predicted by models that have not seen it");
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 *               Logistic regression with Firth's penalty [95 % profile intervals]
 *  feature  |       coefficient       |  odds ratio of one unit  |  of one standard deviation  |
 * ----------------------------------------------------------------------------------------------
 *   visits  |  0.554 [-0.240, 1.841]  |    1.741 [0.787, 6.301]  |      2.449 [0.679, 19.556]  |
 * 8 rows, each predicted by models that have not seen it
 * }</pre>
 */
package numerics.learning;
