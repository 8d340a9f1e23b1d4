package retention.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import retention.study.Claim;
import retention.study.Claim.Verdict;
import retention.study.Published;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.validation.Findings.Finding;
import retention.validation.Trial.Promise;

/**
 * How often the rule of the published claims, {@link Claim}, says supported or not supported on replicas of the study's size, where
 * it is known whether a claim is true. In replicas without effects no claim is, since each says that something is positive. With
 * planted effects a claim is true if its figures are all positive on large replicas of the same settings.
 *
 * <p>Claims about themes are judged by the planted topics here, as if themes could be known; a study whose themes are too often wrong
 * calls them not measurable instead.
 */
final class ClaimRule {

    static final String SUPPORTED = "supported";
    static final String NOT_SUPPORTED = "not supported";
    private static final double MOST_WRONG = 0.05;

    /** Each planted topic is found without an error. */
    private static final ThemeAgreement KNOWN = new ThemeAgreement(Stream.of(Theme.values())
            .map(theme -> new ThemeAgreement.Counts(theme, 1000, 1000, 1000))
            .toList());

    private ClaimRule() {}

    /**
     * How one claim was judged on the replicas of one kind.
     *
     * @param measurable whether a study that has to find the themes could judge it
     * @param lowest the lowest of the claim's true figures; none where nothing has an effect
     */
    record Row(String claim, boolean measurable, Optional<Findings> lowest, Findings judged) {

        private boolean isTrue() {
            return lowest.filter(figure -> figure.mean() > 0).isPresent();
        }

        private String truth() {
            return lowest.map(figure ->
                            Numbers.text("%s: %s %.3f", isTrue(), figure.first().what(), figure.mean()))
                    .orElse("false: nothing has an effect");
        }

        private Stream<String> failure() {
            var what = isTrue() ? "not supported though true: " : "supported though false: ";
            return new Promise(what + claim, 0, MOST_WRONG)
                    .brokenBy(judged.what(isTrue() ? NOT_SUPPORTED : SUPPORTED).right()).stream();
        }
    }

    /** The verdicts where each user's topic is known, and the claims' figures. */
    static List<Finding> judge(ReplicaUsers replica) {
        var found = new ArrayList<Finding>();
        for (var claim : Claim.judge(replica.users(), replica.themes(), KNOWN, Published.read())) {
            var verdict = claim.verdict();
            boolean supported = verdict == Verdict.SUPPORTED || verdict == Verdict.WITH_HINDSIGHT;
            found.add(Finding.yesOrNo(claim.text(), SUPPORTED, supported));
            found.add(Finding.yesOrNo(claim.text(), NOT_SUPPORTED, verdict == Verdict.NOT_SUPPORTED));
            claim.figures()
                    .forEach(figure -> found.add(Finding.number(
                            claim.text(), figure.name(), figure.interval().estimate())));
        }
        return found;
    }

    /** Counts the verdicts on replicas without effects and with planted ones; large replicas say which claims are true. */
    static Trial trial(Findings nothing, Findings planted, Findings large) {
        var study = ReplicaUsers.of(ReplicaUsers.STUDY_POSTS, false, 1);
        var rows = new ArrayList<Row>();
        for (var claim : Claim.judge(study.users(), study.themes(), Published.read())) {
            boolean measurable = claim.verdict() != Verdict.NOT_MEASURABLE;
            var text = claim.text();
            var lowest = large
                    .of(text)
                    .only(finding -> !Set.of(SUPPORTED, NOT_SUPPORTED).contains(finding.what()))
                    .each()
                    .stream()
                    .min(Comparator.comparingDouble(Findings::mean));
            if (lowest.isPresent()) {
                rows.add(new Row(text, measurable, lowest, planted.of(text)));
                rows.add(new Row(text, measurable, Optional.empty(), nothing.of(text)));
            }
        }
        return trial(rows, large.what(PlantedEffects.USERS));
    }

    static Trial trial(List<Row> rows, Findings users) {
        var heading = "The rule of the published claims";
        int replicas = rows.get(0).judged.what(SUPPORTED).all().size();
        var summary = Numbers.text(
                "Each claim says that its figures are positive, and was judged on %,d replicas of the study's size with planted effects and %,d without any. With planted effects it is true if the lowest of its figures, over %,.0f users of larger replicas, is above 0. Whatever is neither supported nor not supported is undecidable. A claim about themes that cannot be found well enough gets no verdict in a study (not measurable); here it is judged as if each user's topic were known.",
                replicas, replicas, users.mean() * users.all().size());
        var table = TableOf.rows(heading, rows)
                .text("claim", Row::claim)
                .text("in a study", row -> row.measurable ? "measurable" : "not measurable")
                .text("the claim is", Row::truth)
                .text("supported", row -> row.judged.what(SUPPORTED).shown())
                .text("not supported", row -> row.judged.what(NOT_SUPPORTED).shown())
                .table();
        var failures = rows.stream().flatMap(Row::failure).toList();
        return new Trial(heading, summary, Map.of("claims", table), failures);
    }
}
