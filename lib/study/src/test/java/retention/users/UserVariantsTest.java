package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static retention.posts.CsvFixture.ALICE;
import static retention.posts.CsvFixture.BOB;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.posts.Reaction;

class UserVariantsTest {

    private static final String ANY = "any post in February";
    private static final String TWO = "two posts or more in February";
    private static final String AFTER_A_WEEK = "a post after 7 February";
    private static final String AFTER_TWO_WEEKS = "a post after 14 February";
    private static final String UPPER_END = "counts such as 1千+ at their upper end";

    @TempDir
    Path folder;

    private Timeline posts;

    @BeforeEach
    void aliceAndBobPostInJanuary() {
        posts = new Timeline(folder).post(ALICE, "2025-01-20 10:00:00").post(BOB, "2025-01-20 10:00:00");
    }

    @Test
    void thePrimaryDefinitionComesFirst() {
        posts.post(ALICE, "2025-02-03 10:00:00");
        assertThat(variants()).containsOnlyKeys(ANY, TWO, AFTER_A_WEEK, AFTER_TWO_WEEKS, UPPER_END);
        assertThat(variants().keySet()).first().isEqualTo(ANY);
        assertThat(variants().get(ANY)).isEqualTo(Users.of(posts.posts(), Protocol.CORRECTED, Period.DEFAULT));
    }

    @Test
    void twoPostsTakeTwo() {
        posts.post(ALICE, "2025-02-03 10:00:00")
                .post(ALICE, "2025-02-28 23:59:00")
                .post(BOB, "2025-02-03 10:00:00");
        assertThat(variants().get(TWO).labels()).containsExactly(true, false);
    }

    @Test
    void aPostThatWasCrawledTwiceIsOne() {
        posts.post(ALICE, "2025-02-03 10:00:00", "post_id", "67a02ccd" + "0".repeat(16))
                .post(ALICE, "2025-02-03 10:00:00", "post_id", "67a02ccd" + "0".repeat(16));
        assertThat(variants().get(ANY).retained()).isEqualTo(1);
        assertThat(variants().get(TWO).retained()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-02-07 23:59:59, true, false, false",
        "2025-02-08 00:00:00, true, true,  false",
        "2025-02-14 23:59:59, true, true,  false",
        "2025-02-15 00:00:00, true, true,  true",
        "2025-03-01 00:00:00, false, false, false",
    })
    void laterOutcomesBeginAfterTheWeek(String time, boolean any, boolean afterAWeek, boolean afterTwoWeeks) {
        posts.post(ALICE, time);
        assertThat(variants().get(ANY).labels()).containsExactly(any, false);
        assertThat(variants().get(AFTER_A_WEEK).labels()).containsExactly(afterAWeek, false);
        assertThat(variants().get(AFTER_TWO_WEEKS).labels()).containsExactly(afterTwoWeeks, false);
    }

    @Test
    void usersAndCohortsAreTheSameByAllDefinitions() {
        posts.post(ALICE, "2025-02-03 10:00:00");
        var any = variants().get(ANY);
        assertThat(variants().values()).allSatisfy(users -> {
            assertThat(users.list())
                    .extracting(User::id)
                    .isEqualTo(any.list().stream().map(User::id).toList());
            assertThat(users.wave()).isEqualTo(any.wave());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10+,   '',   989",
        "10+,   100+, 89",
        "1千+,  '',   8999",
        "1千+,  2千+, 999",
        "9千+,  1万+, 999",
        "1万+,  '',   89999",
        "11万+, 1万+, 889999",
        "1000,  2千+, 0",
    })
    void aLowerBoundGoesUpToTheNextThatIsDisplayed(String likes, String displayedElsewhere, long added) {
        posts.post(ALICE, "2025-01-21 10:00:00", "like_count", likes, "share_count", displayedElsewhere);
        assertThat(likes(UPPER_END) - likes(ANY)).isEqualTo(added);
    }

    @Test
    void countsAtTheirUpperEndLeaveTheOutcomeAsItIs() {
        posts.post(ALICE, "2025-02-03 10:00:00", "like_count", "1千+");
        assertThat(variants().get(UPPER_END).labels()).containsExactly(true, false);
    }

    @Test
    void weeksThatOutlastTheOutcomeAreLeftOut() {
        var period = new Period(
                Period.DEFAULT.observed(),
                new Days(LocalDate.of(2025, 2, 1), LocalDate.of(2025, 2, 10)),
                Optional.empty());
        assertThat(Users.variants(posts.posts(), Protocol.CORRECTED, period).keySet())
                .containsExactly(
                        "any post from 1 February to 10 February",
                        "two posts or more from 1 February to 10 February",
                        AFTER_A_WEEK,
                        UPPER_END);
    }

    private long likes(String variant) {
        return variants().get(variant).list().get(0).sum(Reaction.LIKES).orElseThrow();
    }

    private Map<String, Users> variants() {
        return Users.variants(posts.posts(), Protocol.CORRECTED, Period.DEFAULT);
    }
}
