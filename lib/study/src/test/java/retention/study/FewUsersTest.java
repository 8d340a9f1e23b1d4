package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import numerics.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.figures.Html;
import retention.text.Theme;
import retention.users.Protocol;

/** The study over files that hold too little for parts of it. */
class FewUsersTest {

    private static final String HEADER =
            "title,content,address,label,user_name,user_id,like_count,collect_count,comment_count,share_count,create_time,post_id,ip_localtion,image,type";
    private static final List<String> WORDS = List.of(
            "cat", "dog", "snow", "music", "food", "art", "home", "ban", "sad", "fun", "travel", "photo", "help", "app",
            "friend", "chinese", "english", "learn", "teach", "cook", "dance", "video", "game", "book", "movie", "tea",
            "coffee", "rain", "sun", "winter", "garden", "flower", "river", "bread", "noodle", "market", "school");

    @TempDir
    Path folder;

    private final List<Study> opened = new ArrayList<>();

    @AfterEach
    void removeResults() throws IOException {
        for (var study : opened) {
            if (Files.isDirectory(study.folder())) {
                try (var files = Files.walk(study.folder())) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** One post of each user in January, and one in February of the first. */
    private Study study(int users, int retained, boolean words, boolean reactions, int month) throws IOException {
        var random = new Random(users);
        var lines = new ArrayList<String>();
        lines.add(HEADER);
        for (int user = 0; user < users; user++) {
            for (int post = 0; post < (user < retained ? 2 : 1); post++) {
                var text = "hello";
                for (int word = 0; word < 9 && words; word++) {
                    text += " " + WORDS.get(random.nextInt(WORDS.size()));
                }
                lines.add(String.format(
                        Locale.ROOT,
                        "t,%s,a,tag,name,%08x%016x,%d,%d,%d,%d,2025-%02d-%02d 10:00:00,%08x%016x,,i,normal",
                        text,
                        0x67800000 + user,
                        user,
                        reactions ? random.nextInt(50) : 0,
                        reactions ? random.nextInt(50) : 0,
                        reactions ? random.nextInt(50) : 0,
                        reactions ? random.nextInt(50) : 0,
                        month + post,
                        14 + user % 10,
                        0x67900000 + user,
                        2 * user + post));
            }
        }
        var file = folder.resolve("posts_%d.csv".formatted(opened.size()));
        Files.write(file, lines);
        var study = Study.of(file);
        opened.add(study);
        return study;
    }

    @Test
    void arePutIntoOneSentenceThatSaysWhatIsThereAndWhatItTakes() throws IOException {
        var study = study(60, 1, true, true, 1);

        assertThat(study.unmet(Requirement.USERS, Requirement.REACTIONS, Requirement.WORDS))
                .isEmpty();
        study.require(Requirement.USERS, Requirement.REACTIONS, Requirement.WORDS);
        assertThatThrownBy(() -> study.require(Requirement.USERS, Requirement.RETAINED_FOR_MODELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 of 60 users was retained; this takes at least 10 retained and 10 lost.");
        assertThat(study.unmet(Requirement.RETAINED_TO_COMPARE))
                .contains("1 of 60 users was retained; this takes at least 2 retained and 2 lost.");
    }

    @Test
    void wordsOfARowThatCannotBeUsedAreOnNoPageAndInNoResult() throws IOException {
        var file = study(12, 0, true, true, 1).file();
        var row = Files.readAllLines(file).get(1);
        var posted = "2025-01-14 10:00:00";
        var words = "Hello from Ann in Ohio";
        var ownCount = row.replaceFirst("(67800000\\w+),\\d+", "$1," + words);
        Files.write(
                file,
                List.of(
                        row.replace(posted, words),
                        row.replaceFirst("67800000\\w+", words),
                        ownCount,
                        row.replaceFirst("67900000\\w+", words),
                        words),
                StandardOpenOption.APPEND);
        var study = Study.of(file);
        opened.add(study);
        var reading = study.posts().reading();
        assertThat(reading.quarantined()).isEqualTo(3);
        assertThat(reading.unreadableCounts()).isEqualTo(1);
        assertThat(reading.notes()).anyMatch(note -> note.startsWith("1 post has an id that is none"));
        assertThat(Html.of(study)).contains("3 of 17 rows were set aside").doesNotContain("Ann");
        assertThat(Html.of(reading.quarantineTable()) + Html.of(reading.unreadableTable()))
                .contains("not an id", "like_count")
                .doesNotContain("Ann");
        assertThat(Files.readString(Results.of(study, Progress.NONE).write())).doesNotContain("Ann");
    }

    @Test
    void everybodyRetainedIsAsLittleAsNobody() throws IOException {
        assertThat(study(12, 12, true, true, 1).unmet(Requirement.RETAINED_TO_COMPARE))
                .contains("12 of 12 users were retained; this takes at least 2 retained and 2 lost.");
        assertThat(study(12, 0, true, true, 1).unmet(Requirement.RETAINED_TO_COMPARE))
                .contains("0 of 12 users were retained; this takes at least 2 retained and 2 lost.");
    }

    @Test
    void textsThatAreAllAlikeHaveNoWordsToTellThemApart() throws IOException {
        assertThat(study(60, 20, false, true, 1).unmet(Requirement.WORDS))
                .contains(
                        "0 words are neither rare nor everywhere in the texts of 60 users; this takes at least 30 words and users.");
    }

    @Test
    void postsWithoutReactionsHaveNoneToCompare() throws IOException {
        var study = study(60, 20, true, false, 1);

        assertThat(study.unmet(Requirement.REACTIONS))
                .contains("No two of 60 users differ in their sum of likes; this takes sums that differ.");
        var claims = Claim.judge(
                study.users(Protocol.CORRECTED),
                study.users(Protocol.CORRECTED).list().stream()
                        .map(user -> Theme.NONE)
                        .toList(),
                Published.read());
        assertThat(claims.get(1).figures()).isEmpty();
        assertThat(claims.get(1).verdict()).isEqualTo(Claim.Verdict.UNDECIDABLE);
    }

    @Test
    void postsOfOtherMonthsHaveNoUsers() throws IOException {
        assertThat(study(3, 0, true, true, 5).unmet(Requirement.USERS))
                .contains("None of the 3 posts is of 2025-01-01 to 2025-01-31, when users are observed.");
    }

    @ParameterizedTest
    @CsvSource({"60, 0, 1", "60, 1, 1", "60, 3, 1", "60, 60, 1", "1, 0, 1", "1, 1, 1", "3, 0, 5"})
    void resultsHoldWhatCanBeComputedAndSayWhyTheRestIsAbsent(int users, int retained, int month) throws IOException {
        var study = study(users, retained, true, true, month);

        var reason = month == 1
                ? "this takes at least 10 retained and 10 lost."
                : "None of the 3 posts is of 2025-01-01 to 2025-01-31, when users are observed.";

        var results = Results.of(study, Progress.NONE);

        assertThat(results.models()).isEmpty();
        assertThatThrownBy(results::judged)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThat(results.published().table().rowCount()).isGreaterThanOrEqualTo(2);
        assertThat(results.sentences()).hasSize(1);
        assertThat(results.sentences().get(0)).contains("a model is judged where at least 10 were and 10 were not");
        var text = Files.readString(results.write());
        assertThat(text).doesNotContain("NaN", "Infinity");
        var json = JsonParser.parseString(text).getAsJsonObject();
        assertThat(json.getAsJsonObject("dataset").keySet()).contains("rows", "users", "retained");
        assertThat(json.getAsJsonArray("headline")).isEmpty();
        assertThat(json.getAsJsonObject("unmet").get("retained_for_models").getAsString())
                .endsWith(reason);
    }
}
