package retention.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.posts.Post;
import retention.posts.QualityReport;
import retention.text.Language;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.text.ThemeModel;
import retention.users.Cohort;
import retention.users.Protocol;

/**
 * What posts are like, whoever of their authors was retained.
 *
 * @param quality what was found odd in them, and how often
 * @param languages how many posts are in each
 * @param themes how many posts are found to be about each
 * @param agreement how often such a theme is the one that a reader gives
 * @param cohorts how many of the observed users joined before, in and after the wave
 * @param wave when that began, and how it was found
 */
record Description(
        Map<String, Integer> quality,
        Map<String, Integer> languages,
        Map<String, Integer> themes,
        String agreement,
        List<String> measurableThemes,
        Map<String, Integer> cohorts,
        String wave) {

    static Description of(Study study) {
        var texts = study.posts().posts().stream().map(Post::text).toList();
        var users = study.users(Protocol.CORRECTED);
        var agreement = ThemeAgreement.standard();
        return new Description(
                quality(study.quality()),
                counts(
                        Language.values(),
                        texts.parallelStream().map(Language::of).toList()),
                counts(
                        Theme.values(),
                        texts.parallelStream()
                                .map(text ->
                                        ThemeModel.standard().classify(text).theme())
                                .toList()),
                agreement.summary(),
                Stream.of(Theme.values())
                        .filter(agreement::measurable)
                        .map(Theme::toString)
                        .toList(),
                counts(Cohort.values(), users.list().stream().map(users::cohort).toList()),
                users.wave().toString());
    }

    private static Map<String, Integer> quality(QualityReport report) {
        var quality = new LinkedHashMap<String, Integer>();
        quality.put("rows set aside", report.quarantined());
        quality.put("unreadable counts", report.unreadableCounts());
        quality.put("counts that are lower bounds", sum(report.lowerBounds()));
        quality.put("repeated post ids", report.repeatedPostIds());
        quality.put("repeated texts of a user", report.repeatedTexts());
        quality.put("times that differ from the id", report.timeMismatches().size());
        report.missing().forEach((column, count) -> {
            if (count > 0) {
                quality.put("without " + column, count);
            }
        });
        return quality;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often each of all values occurs, in their order. */
    private static <T> Map<String, Integer> counts(T[] all, List<T> values) {
        return Arrays.stream(all)
                .collect(Collectors.toMap(
                        Object::toString,
                        value -> (int) values.stream().filter(value::equals).count(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }
}
