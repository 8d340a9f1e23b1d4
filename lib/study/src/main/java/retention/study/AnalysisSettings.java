package retention.study;

import java.util.Objects;
import numerics.Check;
import numerics.evaluation.ExpectedCost;
import retention.model.TrainingSettings;
import retention.study.NetworkProtocol.Sums;
import retention.study.NetworkProtocol.Text;
import retention.text.Vectorizer;
import retention.users.Protocol;

/**
 * Every knob of the analysis, beside the rules for users ({@link Protocol}). A {@link Study} keeps them for all
 * notebooks: {@code study.choose(study.settings().withTopics(8))}. The published network keeps its own recipe
 * ({@link NetworkProtocol#AS_PUBLISHED}).
 *
 * @param vectorizer what makes words into the matrix of which topics are made
 * @param topics how many topics are looked for, 1 or more
 * @param readout where the transformer is read out for a user's vector
 * @param scale of the sums of reactions, as the network sees them
 * @param training how the network is trained
 * @param seeds how many networks are averaged in each fold, 1 or more
 * @param costs of missing a retained user and of a contact
 */
public record AnalysisSettings(
        Vectorizer vectorizer,
        int topics,
        Text readout,
        Sums scale,
        TrainingSettings training,
        int seeds,
        ExpectedCost costs) {

    /** How many topics are looked for where nobody has chosen another number. */
    public static final int DEFAULT_TOPICS = 13;

    /**
     * TF-IDF of terms that at least five users and not most use, {@value #DEFAULT_TOPICS} topics, the network of
     * {@link NetworkProtocol#CORRECTED}; to miss a retained user costs as much as fifty contacts.
     */
    public static final AnalysisSettings DEFAULT = new AnalysisSettings(
            Vectorizer.tfIdf().minDocuments(5).maxShare(0.3),
            DEFAULT_TOPICS,
            Text.MEAN_THREE_QUARTERS_UP,
            Sums.LOG1P,
            TrainingSettings.AS_RUN.withBatchSize(32).balanced(),
            5,
            new ExpectedCost(50, 1));

    /** @throws IllegalArgumentException if a number is out of its range; the message names it */
    public AnalysisSettings {
        Objects.requireNonNull(vectorizer);
        Check.setting(topics >= 1, "topics", topics, "a whole number from 1");
        Objects.requireNonNull(readout);
        Objects.requireNonNull(scale);
        Objects.requireNonNull(training);
        Check.setting(seeds >= 1, "seeds", seeds, "a whole number from 1");
        Objects.requireNonNull(costs);
    }

    /** The network of the corrected rules, judged out of fold. */
    public NetworkProtocol network() {
        return NetworkProtocol.outOfFold("CORRECTED", Protocol.CORRECTED, scale, readout, training, seeds);
    }

    public AnalysisSettings withVectorizer(Vectorizer other) {
        return new AnalysisSettings(other, topics, readout, scale, training, seeds, costs);
    }

    public AnalysisSettings withTopics(int other) {
        return new AnalysisSettings(vectorizer, other, readout, scale, training, seeds, costs);
    }

    public AnalysisSettings withReadout(Text other) {
        return new AnalysisSettings(vectorizer, topics, other, scale, training, seeds, costs);
    }

    public AnalysisSettings withScale(Sums other) {
        return new AnalysisSettings(vectorizer, topics, readout, other, training, seeds, costs);
    }

    public AnalysisSettings withTraining(TrainingSettings other) {
        return new AnalysisSettings(vectorizer, topics, readout, scale, other, seeds, costs);
    }

    public AnalysisSettings withSeeds(int other) {
        return new AnalysisSettings(vectorizer, topics, readout, scale, training, other, costs);
    }

    public AnalysisSettings withCosts(ExpectedCost other) {
        return new AnalysisSettings(vectorizer, topics, readout, scale, training, seeds, other);
    }

    /** These with the network's recipe, such as that of {@link NetworkProtocol#AS_PUBLISHED}: readout, scale and training. */
    public AnalysisSettings withRecipe(NetworkProtocol recipe) {
        return new AnalysisSettings(vectorizer, topics, recipe.text(), recipe.sums(), recipe.training(), seeds, costs);
    }
}
