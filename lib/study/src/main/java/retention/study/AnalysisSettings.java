package retention.study;

import numerics.evaluation.ExpectedCost;
import retention.text.Vectorizer;

/**
 * What all analyses of a study share beside the rules for users ({@link retention.users.Protocol}) and those for networks
 * ({@link NetworkProtocol}). The notebook that chooses one of them keeps it in the {@link Study}, and the others follow.
 *
 * @param vectorizer what makes words into the matrix of which topics are made
 * @param topics how many topics are looked for, 1 or more
 * @param costs of missing a retained user and of a contact
 */
public record AnalysisSettings(Vectorizer vectorizer, int topics, ExpectedCost costs) {

    /** How many topics are looked for where nobody has chosen another number. */
    public static final int DEFAULT_TOPICS = 13;

    /**
     * TF-IDF of terms that at least five users and not most use, {@value #DEFAULT_TOPICS} topics; to miss a retained user costs as
     * much as fifty contacts.
     */
    public static final AnalysisSettings DEFAULT = new AnalysisSettings(
            Vectorizer.tfIdf().minDocuments(5).maxShare(0.3), DEFAULT_TOPICS, new ExpectedCost(50, 1));

    /** @throws IllegalArgumentException if there are fewer topics than one */
    public AnalysisSettings {
        if (topics < 1) {
            throw new IllegalArgumentException("topics must be a whole number from 1; you gave %d.".formatted(topics));
        }
    }
}
