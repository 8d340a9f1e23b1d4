package retention.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import numerics.TableOf;
import numerics.evaluation.Calibration;
import numerics.evaluation.MetricIntervals;
import numerics.evaluation.Metrics;
import numerics.learning.Features;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import retention.features.ObservedFeature;
import retention.project.AtomicFile;
import retention.study.AnalysisPlan;
import retention.study.JudgedModel;
import retention.study.Requirement;
import retention.study.Study;
import retention.users.Cohort;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * The scoring model of a study, in the folder {@code model} of the study's own: {@code model.json}, and {@code MODEL_CARD.md}
 * beside it. Both are made together when they are first asked for, and again when the file of posts or the library has changed.
 *
 * @param model to score with
 * @param card the model card's file
 */
public record Scorer(ScoringModel model, Path card) {

    private static final int DATA_SETS = 400;
    private static final long SEED = 42;

    /**
     * The model of a study; trained, judged and kept if no kept one can be used.
     *
     * @throws IllegalArgumentException if too few users are retained, or too few are not, to judge a model
     */
    public static Scorer of(Study study) {
        var folder = study.folder().resolve("model");
        var file = folder.resolve("model.json");
        var card = folder.resolve("MODEL_CARD.md");
        var kept = Files.isRegularFile(card)
                ? ScoringModel.read(file, study.hash(), study.period())
                : Optional.<ScoringModel>empty();
        return new Scorer(kept.orElseGet(() -> train(study, file, card)), card);
    }

    private static ScoringModel train(Study study, Path file, Path card) {
        study.require(Requirement.USERS, Requirement.RETAINED_FOR_MODELS);
        var users = study.users(Protocol.CORRECTED);
        var model = ScoringModel.train(users, study.hash());
        try {
            model.write(file);
            AtomicFile.write(card, ModelCard.of(study, users, model, judge(users, model)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file.getParent(), e);
        }
        return model;
    }

    /** How good a model of these users is; its scores are judged as they are given, calibration included. */
    static ModelCard.Figures judge(Users users, ScoringModel model) {
        var matrix = ObservedFeature.of(users, model.features());
        var same = new double[users.size()];
        Arrays.fill(same, Metrics.prevalence(users.labels()));
        var outOfFold = outOfFold(users, model.features());
        return new ModelCard.Figures(
                JudgedModel.auc(outOfFold),
                MetricIntervals.averagePrecision(outOfFold, CalibratedLogistic.LEVEL),
                Calibration.of(outOfFold, CalibratedLogistic.LEVEL),
                parts(users, model.features()),
                Coverage.table(
                        List.of("the model's own probabilities", "the same probability for all users"),
                        List.of(
                                Coverage.of(matrix, model.regression().predict(matrix), DATA_SETS, SEED),
                                Coverage.of(matrix, same, DATA_SETS, SEED))),
                new FirthLogistic()
                        .fit(LabelledMatrix.of(matrix, users.labels()), SEED)
                        .table());
    }

    /** The same procedure on a part of the users and of the features. */
    private record Part(String name, Users users, List<ObservedFeature> features) {

        private String auc() {
            return JudgedModel.canJudge(users)
                    ? JudgedModel.auc(outOfFold(users, features)).shown(3)
                    : "not judged: too few retained";
        }
    }

    private static Table parts(Users users, List<ObservedFeature> features) {
        var withoutReactions =
                features.stream().filter(feature -> !feature.isSnapshot()).toList();
        var newcomers = users.only(Cohort.WAVE);
        var parts = List.of(
                new Part("newcomers alone", newcomers, features),
                new Part("established accounts alone", users.only(Cohort.ESTABLISHED), features),
                new Part("everybody, without reactions", users, withoutReactions),
                new Part("newcomers alone, without reactions", newcomers, withoutReactions));
        return TableOf.rows("The model on parts of the users and of the features", parts)
                .text("users and features", Part::name)
                .count("users", part -> part.users.size())
                .count("retained", part -> part.users.retained())
                .text("AUC-ROC, within folds [95 % interval]", Part::auc)
                .table();
    }

    private static OutOfFold outOfFold(Users users, List<ObservedFeature> features) {
        return AnalysisPlan.FOLDS.predict(
                Features.of(ObservedFeature.of(users, features)), users.labels(), CalibratedLogistic::fit);
    }
}
