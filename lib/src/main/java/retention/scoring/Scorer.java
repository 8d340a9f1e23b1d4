package retention.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import retention.project.AtomicFile;
import retention.project.Progress;
import retention.study.Headline;
import retention.study.Study;
import retention.users.Protocol;

/**
 * The scoring model of a study, in the folder {@code model} of the study's own: {@code model.json}, and {@code MODEL_CARD.md}
 * beside it. Both are made together when they are first asked for.
 *
 * @param model to score with
 * @param card the model card's file
 */
public record Scorer(ScoringModel model, Path card) {

    private static final long SEED = 42;

    /**
     * The model of a study; trained, judged and kept if there is none yet.
     *
     * @param progress hears of the fits, if it is trained
     * @throws IllegalArgumentException if too few of the study's users are retained to judge a model, or the kept file is damaged
     */
    public static Scorer of(Study study, Progress progress) {
        var folder = study.folder().resolve("model");
        var file = folder.resolve("model.json");
        var card = folder.resolve("MODEL_CARD.md");
        if (Files.isRegularFile(file) && Files.isRegularFile(card)) {
            return new Scorer(ScoringModel.load(file), card);
        }
        return of(study, Headline.of(study.users(Protocol.CORRECTED), progress));
    }

    /** The model of a study whose headline has been judged already; trained and kept anew. */
    public static Scorer of(Study study, Headline headline) {
        var folder = study.folder().resolve("model");
        var file = folder.resolve("model.json");
        var card = folder.resolve("MODEL_CARD.md");
        var users = study.users(Protocol.CORRECTED);
        var model = ScoringModel.train(users, study.hash(), headline.outOfFold(), SEED);
        model.save(file);
        try {
            AtomicFile.write(card, ModelCard.of(study, users, headline, model));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + card, e);
        }
        return new Scorer(model, card);
    }
}
