package retention.posts;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.posts.UnusableFileException.Reason;
import retention.project.Project;

/** Small files in forms that people have, which are not part of the project. */
class CasesTest {

    private static final Path CASES =
            Project.find().root().resolve("../shared/cases").normalize();

    @BeforeAll
    static void areThere() {
        assumeTrue(Files.isDirectory(CASES), "No folder " + CASES + ": its files are not read.");
    }

    @ParameterizedTest
    @CsvSource({
        // file, posts, users, rows set aside
        "a01_sibling_file.csv, 4, 3, 0",
        "a02_sibling_renamed.csv, 4, 3, 0",
        "a03_mediacrawler.csv, 4, 3, 0",
        "a06_mediacrawler_renamed.csv, 4, 3, 0",
        "a08_xhs_downloader.csv, 4, 3, 0",
        "a10_type_chinese.csv, 3, 2, 0",
        "a13_type_video.csv, 3, 2, 0",
        "b01_counts.csv, 60, 60, 0",
        "c01_times.csv, 14, 14, 4",
        "c02_zone_cst.csv, 31, 29, 0",
        "c03_zone_utc.csv, 31, 29, 0",
        "d01_id_case.csv, 4, 2, 0",
        "d04_id_quote.csv, 4, 2, 0",
        "d05_id_tab.csv, 4, 2, 0",
        "d07_id_space.csv, 4, 2, 0",
        "e01_gb18030.csv, 3, 3, 0",
        "e02_big5.csv, 3, 3, 0",
        "e03_utf16le_bom.csv, 3, 3, 0",
        "e05_utf16le_nobom.csv, 3, 3, 0",
        "e07_semicolon.csv, 3, 3, 0",
        "e09_sep_line.csv, 3, 3, 0",
        "e10_cr_only.csv, 3, 3, 0",
        "e11_bare_cr.csv, 2, 2, 2",
        "e12_bare_cr_quoted.csv, 3, 3, 0",
        "e13_backslash_quote.csv, 2, 2, 1",
        "e15_quote_inside_plain.csv, 3, 3, 0",
        "e16_smart_quotes.csv, 2, 2, 1",
        "e17_space_before_quote.csv, 3, 3, 0",
        "e18_nul_in_field.csv, 3, 3, 0",
        "e19_ctrl_z_end.csv, 3, 3, 0",
        "e20_header_again.csv, 4, 4, 1",
        "e21_trailing_commas.csv, 3, 3, 0",
        "e22_empty_rows.csv, 3, 3, 0",
        "e23_truncated_row.csv, 2, 2, 1",
        "e24_index_column.csv, 3, 3, 0",
        "e26_one_bad_byte.csv, 2, 2, 1",
        "e28_header_case.csv, 3, 3, 0",
        "e29_header_quoted_bom.csv, 3, 3, 0",
        "e34_line_separators.csv, 3, 3, 0",
        "e37_missing_share.csv, 3, 3, 0",
        "e38_no_share_column.csv, 3, 3, 0",
        "e39_missing_label_cols.csv, 3, 3, 0",
        "e40_both_ip.csv, 3, 3, 0",
        "e42_escape_in_count.csv, 3, 3, 0",
        "f01_february_post_bad_count.csv, 6, 3, 0",
        "f02_english_app.csv, 9, 9, 0",
        "f04_repeat_newer_counts.csv, 3, 2, 0",
        "f06_scheduled.csv, 3, 2, 0",
        "f08_all_good_but_one.csv, 39, 39, 0",
    })
    void areRead(String file, int rows, int users, int setAside) {
        var posts = read(file);
        assertThat(posts.posts()).hasSize(rows);
        assertThat(posts.posts().stream().map(Post::userId).distinct()).hasSize(users);
        assertThat(posts.quarantined()).hasSize(setAside);
    }

    @ParameterizedTest
    @CsvSource({
        "d03_id_excel.csv, NO_USABLE_POST, Excel",
        "e31_xlsx_named_csv.csv, MALFORMED, workbook",
        "e35_header_only.csv, NO_USABLE_POST, no row below the header"
    })
    void orAreRefusedInOneLine(String file, Reason reason, String inMessage) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        UnusableFileException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(file)
                .hasMessageContaining(inMessage)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({"e01_gb18030.csv, 你好", "e02_big5.csv, 新來的", "e03_utf16le_bom.csv, 你好", "e05_utf16le_nobom.csv, 你好"})
    void showTheirTextsWhateverTheirEncoding(String file, String text) {
        assertThat(read(file).posts())
                .allSatisfy(post -> assertThat(post.text()).contains(text));
    }

    @ParameterizedTest
    @CsvSource({"a01_sibling_file.csv", "a03_mediacrawler.csv", "a08_xhs_downloader.csv"})
    void areTheSamePostsWhicheverCrawlerWroteThem(String file) {
        assertThat(read(file).posts())
                .extracting(Post::createTime)
                .startsWith(LocalDateTime.of(2025, 1, 14, 12, 8), LocalDateTime.of(2025, 1, 13, 9, 5));
        assertThat(read(file).posts().get(0).isVideo()).isTrue();
        assertThat(read(file).posts().get(0).label()).contains("hello", "你好");
        assertThat(read(file).posts().get(0).count(Reaction.LIKES)).isEqualTo("7.6万");
    }

    @Test
    void haveCountsAsDisplayed() throws IOException {
        var expected = JsonParser.parseString(Files.readString(CASES.resolve("b01_counts.expected.json")))
                .getAsJsonArray();
        var byUser = read("b01_counts.csv").posts().stream()
                .collect(toMap(post -> post.userId().text(), post -> post));
        for (var element : expected) {
            var row = element.getAsJsonObject();
            var post = byUser.get(row.get("user").getAsString());
            var count = CountParser.DISPLAYED.parse(post.count(Reaction.LIKES));
            assertThat(allowed(row.get("expected"))).as(row.toString()).contains(shown(count));
        }
    }

    private static Set<String> allowed(JsonElement expected) {
        return Set.of(expected.getAsString().split(" or "));
    }

    private static String shown(DisplayCount count) {
        if (count instanceof DisplayCount.Known known) {
            return String.valueOf(known.value());
        }
        return count instanceof DisplayCount.Missing ? "missing" : "refused";
    }

    @Test
    void haveTimesAsPublished() {
        var posts = read("c01_times.csv");
        assertThat(posts.quarantined())
                .extracting(Posts.Problem::value)
                .containsExactly("2025-01-15", "昨天 12:30", "编辑于 2025-01-15", "");
        assertThat(posts.quarantined()).extracting(Posts.Problem::cause).containsOnly(Posts.Cause.NO_TIME);
        Map<Integer, LocalDateTime> others =
                Map.of(6, LocalDateTime.of(2025, 1, 15, 16, 3, 22), 18, LocalDateTime.of(1970, 1, 1, 8, 0));
        assertThat(posts.posts())
                .allSatisfy(post -> assertThat(post.createTime().withSecond(0))
                        .isEqualTo(others.getOrDefault((int) post.line(), LocalDateTime.of(2025, 1, 15, 8, 3))
                                .withSecond(0)));
    }

    @Test
    void haveTheTimesOfTheirIdsWhereTheWholeFileIsOff() {
        var right = read("c02_zone_cst.csv");
        var corrected = read("c03_zone_utc.csv");
        assertThat(corrected.posts()).extracting(Post::createTime).isEqualTo(times(right));
        assertThat(right.notes()).isEmpty();
        assertThat(corrected.notes()).singleElement().asString().contains("8 hours behind", "corrected");
    }

    private static List<LocalDateTime> times(Posts posts) {
        return posts.posts().stream().map(Post::createTime).toList();
    }

    @Test
    void nameTheLineOfADamagedRow() {
        for (var file : List.of("e13_backslash_quote.csv", "e26_one_bad_byte.csv")) {
            assertThat(read(file).quarantined()).singleElement().satisfies(row -> assertThat(row.line())
                    .isEqualTo(2));
        }
    }

    @Test
    void sayWhatIsAbsent() {
        assertThat(read("e38_no_share_column.csv").notes()).contains("There is no column for share_count.");
        assertThat(read("e40_both_ip.csv").notes()).singleElement().asString().contains("ip_location", "ip_localtion");
    }

    @Test
    void moveNoCursor() {
        var posts = read("e42_escape_in_count.csv");
        assertThat(posts.summary() + posts.reading().unreadableTable().print())
                .doesNotContain("\u001b")
                .contains("\\u001b");
    }

    @Test
    void losePostsOfNoOutcomeToAnUnreadableCount() {
        assertThat(read("f08_all_good_but_one.csv").summary())
                .contains("All 39 rows", "1 count cannot be read", "line 6");
        assertThat(QualityReport.of(read("f04_repeat_newer_counts.csv")).repeatedPostIds())
                .isEqualTo(1);
        assertThat(QualityReport.of(read("f06_scheduled.csv")).timeMismatches()).hasSize(1);
        assertThat(read("a10_type_chinese.csv").posts().stream().filter(Post::isVideo))
                .hasSize(2);
    }

    private static Posts read(String file) {
        return Posts.read(CASES.resolve(file));
    }
}
