package retention.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.Ratio;
import retention.study.Claim;
import retention.study.Claim.Verdict;
import retention.study.Published;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.validation.Trial.Promise;

/**
 * How often the rule of the published claims, {@link Claim}, says supported or not supported on replicas of the study's size, where
 * it is known whether a claim is true. In replicas without effects no claim is, since each says that something is positive. With
 * planted effects a claim is true if its figures are all positive on large replicas of the same settings.
 *
 * <p>Claims about themes are judged by the planted topics here, as if themes could be known; a study whose themes are too often wrong
 * calls them not measurable instead.
 *
 * @param replicas of each kind
 * @param users of the large replicas together
 * @param rows one per claim and kind, of claims that are put as figures
 */
record ClaimRule(int replicas, int users, List<Row> rows) {

    private static final double MOST_WRONG = 0.05;
    private static final Set<Verdict> SUPPORTED = Set.of(Verdict.SUPPORTED, Verdict.WITH_HINDSIGHT);

    /** Each planted topic is found without an error. */
    private static final ThemeAgreement KNOWN = new ThemeAgreement(
            Stream.of(Theme.values())
                    .map(theme -> new ThemeAgreement.Counts(theme, 1000, 1000, 1000))
                    .toList(),
            List.of());

    /**
     * How one claim was judged on the replicas of one kind.
     *
     * @param measurable whether a study that has to find the themes could judge it
     * @param lowest the lowest of the claim's true figures with its name; none where nothing has an effect
     * @param supported in how many replicas it was, with hindsight or without
     */
    record Row(String claim, boolean measurable, Optional<Truth> lowest, Ratio supported, Ratio notSupported) {

        boolean isTrue() {
            return lowest.filter(figure -> figure.value > 0).isPresent();
        }

        private String truth() {
            return lowest.map(figure -> Numbers.text("%s: %s %.3f", isTrue(), figure.figure, figure.value))
                    .orElse("false: nothing has an effect");
        }

        private Optional<String> failure() {
            return isTrue()
                    ? new Promise("not supported though true: " + claim, 0, MOST_WRONG).brokenBy(notSupported)
                    : new Promise("supported though false: " + claim, 0, MOST_WRONG).brokenBy(supported);
        }
    }

    /** A figure of a claim as it is in all users. */
    record Truth(String figure, double value) {}

    /** The verdicts where each user's topic is known. */
    static List<Claim> judge(ReplicaUsers replica) {
        return Claim.judge(replica.users(), replica.themes(), KNOWN, Published.read());
    }

    /** Counts the verdicts on replicas without effects and with planted ones; large replicas say which claims are true. */
    static ClaimRule of(NullReplicas nothing, Power planted, PlantedEffects large) {
        var truth = across(large.runs(), PlantedEffects.Run::claims);
        var withEffects = across(planted.runs(), Power.Run::claims);
        var withoutEffects = across(nothing.runs(), NullReplicas.Run::claims);
        var first = ReplicaUsers.of(ReplicaUsers.STUDY_POSTS, false, 1);
        var asAStudy = Claim.judge(first.users(), first.themes(), Published.read());
        var rows = new ArrayList<Row>();
        for (int claim = 0; claim < asAStudy.size(); claim++) {
            var lowest = lowest(truth.get(claim));
            if (lowest.isPresent()) {
                boolean measurable = asAStudy.get(claim).verdict() != Verdict.NOT_MEASURABLE;
                rows.add(row(measurable, lowest, withEffects.get(claim)));
                rows.add(row(measurable, Optional.empty(), withoutEffects.get(claim)));
            }
        }
        return new ClaimRule(
                planted.runs().size(),
                large.runs().stream().mapToInt(PlantedEffects.Run::users).sum(),
                rows);
    }

    /** The verdicts on each claim over the runs that judged them. */
    private static <R> List<List<Claim>> across(List<R> runs, Function<R, List<Claim>> claims) {
        return Trial.across(
                runs.stream().map(claims).filter(judged -> !judged.isEmpty()).toList());
    }

    /** Of the means over replicas of a claim's figures, the lowest; none if it has no figures. */
    private static Optional<Truth> lowest(List<Claim> judged) {
        return judged.stream()
                .flatMap(claim -> claim.figures().stream())
                .collect(Collectors.groupingBy(
                        Claim.Figure::name, LinkedHashMap::new, Collectors.averagingDouble(figure -> figure.interval()
                                .estimate())))
                .entrySet()
                .stream()
                .min(Map.Entry.comparingByValue())
                .map(figure -> new Truth(figure.getKey(), figure.getValue()));
    }

    private static Row row(boolean measurable, Optional<Truth> lowest, List<Claim> judged) {
        return new Row(
                judged.get(0).text(),
                measurable,
                lowest,
                Trial.count(judged, claim -> SUPPORTED.contains(claim.verdict())),
                Trial.count(judged, claim -> claim.verdict() == Verdict.NOT_SUPPORTED));
    }

    Trial trial() {
        var heading = "The rule of the published claims";
        var summary = Numbers.text(
                "Each claim says that its figures are positive, and was judged on %,d replicas of the study's size with planted effects and %,d without any. With planted effects it is true if the lowest of its figures, over %,d users of larger replicas, is above 0. Whatever is neither supported nor not supported is undecidable. A claim about themes that cannot be found well enough gets no verdict in a study (not measurable); here it is judged as if each user's topic were known.",
                replicas, replicas, users);
        var table = TableOf.rows(heading, rows)
                .text("claim", Row::claim)
                .text("in a study", row -> row.measurable ? "measurable" : "not measurable")
                .text("the claim is", Row::truth)
                .text("supported", each -> Trial.shown(each.supported()))
                .text("not supported", each -> Trial.shown(each.notSupported()))
                .table();
        var failures = rows.stream().flatMap(row -> row.failure().stream()).toList();
        return new Trial(heading, summary, Map.of("claims", table), failures);
    }
}
