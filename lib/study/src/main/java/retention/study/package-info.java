/**
 * One run of the study over one file of posts: which file, what each stage left on disk, the published figures beside
 * ours, the headline model with its checks, and the result for machines. The methods themselves live in the packages
 * that this one calls.
 *
 * <pre>{@code
 * import retention.project.*;
 * import retention.study.*;
 * import retention.users.*;
 *
 * var study = Study.of(Project.find().data().resolve("replica.csv"));
 * System.out.println(study.origin().statement(study.file()));
 * System.out.println(study.unmet(Requirement.RETAINED_FOR_MODELS).orElse("Enough users were retained to judge models."));
 * var newcomers = study.users(Protocol.CORRECTED).only(AnalysisPlan.POPULATION);
 * var model = JudgedModel.logistic(newcomers, AnalysisPlan.PREDICTORS, study.settings().costs());
 * System.out.println("AUC of the planned analysis " + model.auc().shown(2));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * Synthetic data: these numbers are not findings.
 * Enough users were retained to judge models.
 * AUC of the planned analysis 0.74 [0.61, 0.84]
 * }</pre>
 */
package retention.study;
