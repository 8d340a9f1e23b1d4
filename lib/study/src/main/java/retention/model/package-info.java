/**
 * Features in, probabilities out: learners beside the logistic regression of {@link numerics.learning}, which has the matrix of
 * features, too. These are a random forest, the published network and a recurrent one, and the networks' training as Keras would do
 * it. How good the predictions are is judged elsewhere, and where the features come from is not known here.
 *
 * <pre>{@code
 * import numerics.learning.*;
 * import retention.model.*;
 *
 * System.out.println(NetworkSummary.of(PublishedNetwork::create, 772).parameters() + " parameters");
 * var posts = FeatureMatrix.of(List.of("posts"), new float[][] {{1}, {1}, {2}, {2}, {3}, {4}, {4}, {6}});
 * var rows = new LabelledMatrix(posts, new boolean[] {false, false, true, false, false, true, false, true});
 * var trainer = new NetworkTrainer(PublishedNetwork::create, TrainingSettings.AS_RUN.withEpochs(3));
 * try (var network = trainer.fit(rows.holdOutLast(0.25), 42)) {
 *     System.out.println(network.history().epochs().size() + " epochs");
 *     System.out.println(network.predict(posts).length + " probabilities");
 * }
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * 108033 parameters
 * 3 epochs
 * 8 probabilities
 * }</pre>
 */
package retention.model;
