package retention.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import retention.project.AtomicFile;
import retention.study.Requirement;
import retention.study.Study;
import retention.users.Protocol;

/**
 * The scoring model of a study, and {@code MODEL_CARD.md} in the folder {@code model} of the study's own. The model is trained each
 * time, which takes less time than reading the posts; the card takes longer, and is written again when the posts, the settings or the
 * library have changed.
 *
 * @param model to score with
 * @param card the model card's file
 */
public record Scorer(ScoringModel model, Path card) {

    /**
     * The model of a study, with its card.
     *
     * @throws IllegalArgumentException if too few users are retained, or too few are not, to judge a model
     */
    public static Scorer of(Study study) {
        study.require(Requirement.USERS, Requirement.RETAINED_FOR_MODELS);
        var users = study.users(Protocol.CORRECTED);
        var model = ScoringModel.train(users);
        var card = study.folder().resolve("model").resolve("MODEL_CARD.md");
        try {
            if (!Files.isRegularFile(card) || !Files.readString(card).contains(ModelCard.library())) {
                AtomicFile.write(card, ModelCard.of(study, users, model));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + card, e);
        }
        return new Scorer(model, card);
    }
}
