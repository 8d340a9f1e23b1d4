package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.features.ObservedFeature;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.project.Project;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * Who is a user and who was retained does not hang on the form in which people have their posts. The files are in
 * {@code ../shared/cases}; without them these tests are skipped.
 */
class CaseUsersTest {

    private static final Path FOLDER =
            Project.find().root().resolveSibling("shared").resolve("cases");

    @BeforeAll
    static void areThere() {
        assumeThat(FOLDER).as("files in the forms that people have").exists();
    }

    @ParameterizedTest
    @CsvSource({
        "a03_mediacrawler.csv, 3, 1",
        "a06_mediacrawler_renamed.csv, 3, 1",
        "a08_xhs_downloader.csv, 3, 1",
        "e37_missing_share.csv, 3, 0",
        "e38_no_share_column.csv, 3, 0",
        "e39_missing_label_cols.csv, 3, 0",
        "f01_february_post_bad_count.csv, 3, 3",
        "f02_english_app.csv, 9, 0",
    })
    void areTheSameInEveryForm(String file, int users, int retained) {
        assertThat(users(file).size()).isEqualTo(users);
        assertThat(users(file).retained()).isEqualTo(retained);
    }

    @Test
    void areTheSamePeopleWhereTheTimesOfAFileAreInAnotherZone() {
        assertThat(ids(users("c03_zone_utc.csv"), false)).isEqualTo(ids(users("c02_zone_cst.csv"), false));
        assertThat(ids(users("c03_zone_utc.csv"), true)).isNotEmpty().isEqualTo(ids(users("c02_zone_cst.csv"), true));
    }

    @Test
    void haveTheCountsOfTheLastTimeThatAPostWasCrawled() {
        assertThat(users("f04_repeat_newer_counts.csv").sums(Reaction.LIKES)).contains(900);
    }

    @Test
    void haveNoSumOfAReactionThatTheFileLacksAndNoFeatureOfIt() {
        var users = users("e38_no_share_column.csv");
        assertThat(users.reactions()).containsExactly(Reaction.LIKES, Reaction.COLLECTS, Reaction.COMMENTS);
        assertThat(users.table().column("share_count").countMissing()).isEqualTo(users.size());
        assertThat(ObservedFeature.known(users, List.of(ObservedFeature.values())))
                .contains(ObservedFeature.LIKES)
                .doesNotContain(ObservedFeature.SHARES);
    }

    private static List<String> ids(Users users, boolean retainedAlone) {
        return users.list().stream()
                .filter(user -> user.retained() || !retainedAlone)
                .map(user -> user.id().text())
                .toList();
    }

    private static Users users(String file) {
        return Users.of(Posts.read(FOLDER.resolve(file)), Protocol.CORRECTED, Period.DEFAULT);
    }
}
