package retention.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Progress;
import numerics.evaluation.Ratio;
import retention.replica.ReplicaSettings;
import retention.study.Claim;
import retention.study.Claim.Verdict;
import retention.study.Published;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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
record ClaimRule(int replicas, int users, List<Row> rows) implements Trial {

    private static final double MOST_WRONG = 0.05;

    /** Each planted topic is found without an error. */
    private static final ThemeAgreement KNOWN = new ThemeAgreement(
            Stream.of(Theme.values())
                    .map(theme -> new ThemeAgreement.Counts(theme, 1000, 1000, 1000))
                    .toList(),
            List.of());

    ClaimRule {
        rows = List.copyOf(rows);
    }

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
    }

    /** A figure of a claim as it is in all users. */
    record Truth(String figure, double value) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.3f", figure, value);
        }
    }

    /** Makes the replicas of both kinds and the large ones, and judges the claims on each. */
    static ClaimRule run(Effort effort, Progress progress) {
        var published = Published.read();
        var first = ReplicaUsers.of(Replicas.STUDY_POSTS, false, 1);
        var asAStudy = Claim.judge(first.users(), first.themes(), published);
        var large = Replicas.each(effort.large(), 1, progress, seed -> {
            var replica = ReplicaUsers.of(effort.posts(), false, seed);
            return Map.entry(replica.users().size(), judge(replica, published));
        });
        var truth = large.stream().map(Map.Entry::getValue).toList();
        var planted = Replicas.each(
                effort.replicas(),
                1,
                progress,
                seed -> judge(ReplicaUsers.of(Replicas.STUDY_POSTS, false, seed), published));
        var nothing = Replicas.each(
                effort.replicas(),
                1,
                progress,
                seed -> judge(ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, true, seed), published));
        var rows = new ArrayList<Row>();
        for (int claim = 0; claim < asAStudy.size(); claim++) {
            var lowest = lowest(claim, truth);
            if (lowest.isPresent()) {
                boolean measurable = asAStudy.get(claim).verdict() != Verdict.NOT_MEASURABLE;
                rows.add(row(claim, measurable, lowest, planted));
                rows.add(row(claim, measurable, Optional.empty(), nothing));
            }
        }
        return new ClaimRule(
                effort.replicas(), large.stream().mapToInt(Map.Entry::getKey).sum(), rows);
    }

    private static List<Claim> judge(ReplicaUsers replica, Published published) {
        return Claim.judge(replica.users(), replica.themes(), KNOWN, published);
    }

    /** Of the means over replicas of a claim's figures, the lowest; none if it has no figures. */
    private static Optional<Truth> lowest(int claim, List<List<Claim>> judged) {
        return judged.stream()
                .flatMap(claims -> claims.get(claim).figures().stream())
                .collect(Collectors.groupingBy(
                        Claim.Figure::name, LinkedHashMap::new, Collectors.averagingDouble(figure -> figure.interval()
                                .estimate())))
                .entrySet()
                .stream()
                .min(Map.Entry.comparingByValue())
                .map(figure -> new Truth(figure.getKey(), figure.getValue()));
    }

    private static Row row(int claim, boolean measurable, Optional<Truth> lowest, List<List<Claim>> judged) {
        return new Row(
                judged.get(0).get(claim).text(),
                measurable,
                lowest,
                count(claim, judged, verdict -> verdict == Verdict.SUPPORTED || verdict == Verdict.WITH_HINDSIGHT),
                count(claim, judged, verdict -> verdict == Verdict.NOT_SUPPORTED));
    }

    private static Ratio count(int claim, List<List<Claim>> judged, Predicate<Verdict> which) {
        return new Ratio(
                judged.stream()
                        .filter(claims -> which.test(claims.get(claim).verdict()))
                        .count(),
                judged.size());
    }

    @Override
    public List<String> failures() {
        return rows.stream()
                .flatMap(row -> (row.isTrue()
                                ? new Promise("not supported though true: " + row.claim, 0, MOST_WRONG)
                                        .brokenBy(row.notSupported)
                                : new Promise("supported though false: " + row.claim, 0, MOST_WRONG)
                                        .brokenBy(row.supported))
                        .stream())
                .toList();
    }

    @Override
    public String heading() {
        return "The rule of the published claims";
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Each claim says that its figures are positive, and was judged on %,d replicas of the study's size with planted effects and %,d without any. With planted effects it is true if the lowest of its figures, over %,d users of larger replicas, is above 0. Whatever is neither supported nor not supported is undecidable. A claim about themes that cannot be found well enough gets no verdict in a study (not measurable); here it is judged as if each user's topic were known.",
                replicas,
                replicas,
                users);
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of(
                "claims",
                Table.create(
                        heading(),
                        column("claim", Row::claim),
                        column("in a study", row -> row.measurable ? "measurable" : "not measurable"),
                        column("the claim is", row -> row.lowest
                                .map(figure -> "%s: %s".formatted(row.isTrue() ? "true" : "false", figure))
                                .orElse("false: nothing has an effect")),
                        column("supported", row -> Promise.said(row.supported)),
                        column("not supported", row -> Promise.said(row.notSupported))));
    }

    private StringColumn column(String name, Function<Row, String> value) {
        return StringColumn.create(name, rows.stream().map(value));
    }
}
