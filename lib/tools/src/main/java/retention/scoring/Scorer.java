package retention.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import numerics.evaluation.Leaderboard;
import retention.project.AtomicFile;
import retention.study.Requirement;
import retention.study.Study;
import retention.users.Period;
import retention.users.Protocol;

/**
 * The scoring model of a study, in the folder {@code model} of the study's own: {@code model.json}, and {@code MODEL_CARD.md}
 * beside it. Both are made together when they are first asked for, and again when the file of posts or the library is another.
 *
 * @param model to score with
 * @param card the model card's file
 */
public record Scorer(ScoringModel model, Path card) {

    /**
     * The model of a study; trained, judged and kept if there is none yet that can be used.
     *
     * @throws IllegalArgumentException if too few users are retained, or too few are not, to judge a model
     */
    public static Scorer of(Study study) {
        var card = card(study);
        var kept = Files.isRegularFile(card)
                ? kept(file(study), study.hash(), study.period())
                : Optional.<ScoringModel>empty();
        return kept.map(model -> new Scorer(model, card)).orElseGet(() -> {
            study.require(Requirement.USERS);
            var users = study.users(Protocol.CORRECTED);
            int fewest = Leaderboard.FEWEST_POSITIVES;
            if (Math.min(users.retained(), users.size() - users.retained()) < fewest) {
                throw new IllegalArgumentException(
                        "%s: %d of %d users were seen again %s. To learn from them and to judge what was learned takes %d who were and %d who were not: take a larger file."
                                .formatted(
                                        study.file(),
                                        users.retained(),
                                        users.size(),
                                        study.period().whenOutcome(),
                                        fewest,
                                        fewest));
            }
            return train(study);
        });
    }

    private static Scorer train(Study study) {
        var card = card(study);
        var users = study.users(Protocol.CORRECTED);
        var model = ScoringModel.train(users, study.hash());
        model.save(file(study));
        try {
            AtomicFile.write(card, ModelCard.of(study, users, model));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + card, e);
        }
        return new Scorer(model, card);
    }

    /** What was kept, if this library would make the same of the file with this hash and of this period; what cannot be read can be made again. */
    static Optional<ScoringModel> kept(Path file, String hash, Period period) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ScoringModel.load(file)).filter(model -> model.isUpToDate(hash, period));
        } catch (IllegalArgumentException damagedOrOlder) {
            return Optional.empty();
        }
    }

    private static Path file(Study study) {
        return study.folder().resolve("model").resolve("model.json");
    }

    private static Path card(Study study) {
        return study.folder().resolve("model").resolve("MODEL_CARD.md");
    }
}
