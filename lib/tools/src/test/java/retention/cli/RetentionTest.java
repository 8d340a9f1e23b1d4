package retention.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import retention.posts.CsvFixture;
import retention.project.Project;
import retention.study.Study;
import retention.validation.Trial;
import retention.validation.Validation;

class RetentionTest {

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final int FAILED = 3;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replica",
                "check",
                "import",
                "annotate",
                "themes",
                "where",
                "users",
                "topics",
                "embed",
                "score",
                "validate",
                "install-encoder"
            })
    void everyCommandHasHelp(String command) {
        assertThat(run(command, "--help")).isEqualTo(DONE);
        assertThat(out.toString()).contains("Usage: retention " + command);
    }

    @Test
    void checkPrintsTheQualityReportAndListsQuarantinedRows() throws IOException {
        var csv = write(CsvFixture.csv().row().row("like_count", "many").row("create_time", "yesterday"));
        assertThat(run("check", csv)).isEqualTo(DONE);
        assertThat(out.toString())
                .contains("Rows that cannot be used", "yesterday", "Counts that cannot be read", "like_count", "many");
        assertThat(err.toString())
                .contains(
                        "1 of 3 rows was set aside: 1 without a time", "1 count cannot be read", "bin/retention check");
    }

    @Test
    void refusesAFileThatIsNotThereAndSaysWhatToDo() {
        assertThat(run("check", folder.resolve("absent.csv").toString())).isEqualTo(REFUSED);
        assertThat(err.toString())
                .contains("absent.csv: no such file", "data/README.md")
                .doesNotContain("\tat ");
    }

    @Test
    void saysInOneLineWhyAFileCannotBeWritten() throws IOException {
        var csv = write(CsvFixture.csv().row());
        var file = Files.writeString(folder.resolve("no folder"), "");
        assertThat(run("users", csv, "--out", file.resolve("users.csv").toString()))
                .isEqualTo(REFUSED);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("Cannot write " + file.resolve("users.csv") + ": " + file)
                .doesNotContain("Exception:");
    }

    @Test
    void showsWhereTheProgramItselfFailed() {
        for (var bug : List.of(new ArithmeticException("long overflow"), new StackOverflowError("too deep"))) {
            assertThat(Retention.run(
                            new CommandLine(new Failing(bug)), new PrintWriter(out, true), new PrintWriter(err, true)))
                    .isEqualTo(FAILED);
            assertThat(err.toString()).contains("The program itself failed", bug.toString(), "\tat ");
        }
    }

    @Command(name = "failing")
    record Failing(Throwable bug) implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            if (bug instanceof Error error) {
                throw error;
            }
            throw (Exception) bug;
        }
    }

    @Test
    void writesOverNoFileOfPosts() throws IOException {
        var csv = write(CsvFixture.csv().row());
        var posts = Files.readString(Path.of(csv));
        var link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of(csv))
                .toString();
        var detour = folder.resolve("new").resolve("..").resolve("posts.csv").toString();
        Files.createDirectory(folder.resolve("new"));
        for (var same : List.of(csv, link, detour)) {
            for (var command : List.of(
                    List.of("users", csv, "--out", same),
                    List.of("embed", csv, "--out", same),
                    List.of("score", csv, "--out", same),
                    List.of("score", replica("new", 4), "--study", csv, "--out", same),
                    List.of("replica", "--posts", "300", "--out", same))) {
                assertThat(run(command.toArray(String[]::new)))
                        .as("%s", command)
                        .isEqualTo(REFUSED);
                assertThat(err.toString()).as("%s", command).contains("--out " + same + " is");
                err.getBuffer().setLength(0);
            }
        }
        assertThat(Path.of(csv)).hasContent(posts.stripTrailing());
        var others = replica("others", 4);
        var theirs = Files.readString(Path.of(others));
        for (var command : List.of("users", "annotate", "import")) {
            assertThat(run(command, csv, "--out", others)).as(command).isEqualTo(REFUSED);
        }
        assertThat(Path.of(others)).content().isEqualTo(theirs);
    }

    @Test
    void writesOverNothingButWhatTheSameCommandWrote() throws IOException {
        var csv = write(CsvFixture.csv().row());
        var settings = Files.writeString(folder.resolve("own.properties"), "observed = 2025-01\n");
        var key = Files.writeString(folder.resolve("key"), "a secret of more than sixteen bytes");
        var truth = Files.writeString(folder.resolve("new.truth.json"), "{\"mine\": 1}");
        var book = Files.writeString(folder.resolve("book.xlsx"), "PK\3\4[Content_Types].xml");
        for (var command : List.of(
                List.of("users", csv, "--settings", settings, "--out", settings),
                List.of("annotate", csv, "--out", truth),
                List.of("import", csv, "--pseudonymise", "--key", key, "--out", key),
                List.of("embed", csv, "--out", book),
                List.of("score", csv, "--out", key),
                List.of("replica", "--posts", "300", "--out", folder.resolve("new.csv")))) {
            assertThat(run(command.stream().map(Object::toString).toArray(String[]::new)))
                    .as("%s", command)
                    .isEqualTo(REFUSED);
            assertThat(err.toString()).as("%s", command).contains("is a file that would be lost");
            err.getBuffer().setLength(0);
        }
        assertThat(settings).hasContent("observed = 2025-01");
        assertThat(truth).hasContent("{\"mine\": 1}");
        assertThat(folder.resolve("new.csv")).doesNotExist();
        var users = folder.resolve("users.csv").toString();
        assertThat(run("users", csv, "--out", users)).isEqualTo(DONE);
        assertThat(run("annotate", csv, "--out", users)).isEqualTo(REFUSED);
        assertThat(run("users", csv, "--out", users)).isEqualTo(DONE);
    }

    @Test
    void refusesWhatWouldBeTakenForSomethingElse() throws IOException {
        var csv = write(CsvFixture.csv().row());
        var out = folder.resolve("out.csv").toString();
        for (var command : List.of(
                List.of("users", csv, "--out", "-"),
                List.of("users", csv, "--out", folder.toString()),
                List.of("users", "-", "-", "--out", out),
                List.of("score", "-"),
                List.of("score", csv, "--study", "", "--out", out),
                List.of("users", csv, "--settings=", "--out", out),
                List.of("import", csv, "--key", csv, "--out", out),
                List.of("validate", "--quick", "--out", csv),
                List.of("themes", csv, "--out", csv),
                List.of("replica", "--posts", "300", "--out", folder.toString()))) {
            assertThat(run(command.toArray(String[]::new))).as("%s", command).isEqualTo(REFUSED);
            assertThat(err.toString())
                    .as("%s", command)
                    .hasLineCount(1)
                    .containsAnyOf("xpected", "can be read but once", "of no use", "need a place");
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void saysWhatIsWrongWithASettingOnce() throws IOException {
        var settings = Files.writeString(folder.resolve("own.properties"), "zone = CST\n");
        assertThat(run("check", write(CsvFixture.csv().row()), "--settings", settings.toString()))
                .isEqualTo(REFUSED);
        assertThat(err.toString())
                .containsOnlyOnce("zone = CST")
                .contains("own.properties: zone = CST: expected a zone", "(Unknown time-zone ID: CST)");
    }

    @Test
    void saysInOneLineThatMemoryRanOutOrThatWhatWasPrintedIsLost() {
        assertThat(Retention.run(
                        new CommandLine(new Failing(new RuntimeException(new OutOfMemoryError("Java heap space")))),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true)))
                .isEqualTo(REFUSED);
        assertThat(err.toString()).contains("RETENTION_HEAP=4g").hasLineCount(1);
        err.getBuffer().setLength(0);
        var full = new PrintWriter(Writer.nullWriter()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        assertThat(Retention.run(new CommandLine(new Retention()), full, new PrintWriter(err, true), "--help"))
                .isEqualTo(REFUSED);
        assertThat(err.toString()).contains("could not be written").hasLineCount(1);
    }

    @Test
    void whatIsWrittenToStandardOutputStandsThereAlone() throws IOException {
        assertThat(run("users", write(CsvFixture.csv().row()), "--out", "/dev/null"))
                .isEqualTo(DONE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("/dev/null: 1 users");
    }

    @Test
    void readsNoMoreOfAFileThanItsFirstPostToSeeThatItMustNotBeLost() throws IOException {
        var csv = write(CsvFixture.csv().row());
        var random = new Random(1);
        var many = CsvFixture.csv();
        for (int i = 0; i < 20_000; i++) {
            many.row("content", Long.toHexString(random.nextLong()));
        }
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(many.text().getBytes(StandardCharsets.UTF_8));
        }
        // Whoever reads further than a few blocks finds that the file breaks off, and so is none of posts.
        var broken = folder.resolve("broken.csv.gz");
        Files.write(broken, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 100));
        assertThat(run("users", csv, "--out", broken.toString())).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("broken.csv.gz is a file that would be lost");
        assertThat(run("check", broken.toString())).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("the file breaks off or is damaged");
    }

    @Test
    void takesAnAtSignForPartOfAName() throws IOException {
        var csv = write(CsvFixture.csv().row());
        var list = Files.writeString(folder.resolve("list"), csv);
        assertThat(run("check", "@" + list)).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("@" + list + ": no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void refusesInOneLineAPathThatIsNoFileOfPosts(String path) {
        for (var command : List.of("check", "score")) {
            assertThat(run(command, path)).as(command).isEqualTo(REFUSED);
            assertThat(err.toString()).as(command).hasLineCount(1);
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void replicaMayBeWrittenAnew() throws IOException {
        var csv = replica("again", 1);
        var first = Files.readString(Path.of(csv));
        assertThat(run("replica", "--posts", "300", "--out", csv)).isEqualTo(DONE);
        assertThat(Files.readString(Path.of(csv))).isNotEqualTo(first);
        Files.writeString(Path.of(csv), "");
        assertThat(run("replica", "--posts", "300", "--out", csv)).isEqualTo(DONE);
    }

    @Test
    void scoresOfTwoFilesOfOneNameGoToTwoPlaces() throws IOException {
        var one = write(CsvFixture.csv().row());
        var first = Retention.placeOfScores(List.of(Path.of(one)));
        var second =
                Retention.placeOfScores(List.of(Path.of(write(CsvFixture.csv().row("like_count", "15")))));
        assertThat(first).hasFileName("posts_" + first.getFileName().toString().substring(6, 18) + ".csv");
        assertThat(first.getParent()).isEqualTo(second.getParent());
        assertThat(first).isNotEqualTo(second);
        assertThat(Retention.placeOfScores(List.of(Path.of(one), Path.of(one)))).isNotEqualTo(second);
    }

    @Test
    void doesNotUnderstandAnUnknownCommandOrOption() {
        assertThat(run("nonsense")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run("check", "--nonsense")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run("users", "posts.csv", "--out", "x.csv", "--protocol", "mine"))
                .isEqualTo(NOT_UNDERSTOOD);
        assertThat(run()).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void replicaWritesPostsAndTheirTruth() {
        var csv = folder.resolve("new folder").resolve("small.csv");
        assertThat(run("replica", "--posts", "300", "--out", csv.toString())).isEqualTo(DONE);
        assertThat(csv).isNotEmptyFile();
        assertThat(csv.resolveSibling("small.truth.json")).isNotEmptyFile();
    }

    @Test
    void replicaRefusesANumberOfPostsThatItCannotMake() {
        assertThat(run(
                        "replica",
                        "--posts",
                        "3",
                        "--out",
                        folder.resolve("x.csv").toString()))
                .isEqualTo(REFUSED);
        assertThat(err.toString()).contains("3");
    }

    @Test
    void importWritesPostsOfAnotherFormInTheStudysColumns() throws IOException {
        var crawl = Files.writeString(
                folder.resolve("crawl.jsonl"),
                """
                {"note_id":"678473dc0000000000000001","user_id":"67840e100000000000000001","nickname":"Ann","title":"hello","desc":"see https://example.invalid/1 @bob","time":1736734680000,"liked_count":"1.2万","ip_location":"美国"}
                """);
        var csv = folder.resolve("posts.csv");
        var key = Files.writeString(folder.resolve("key"), "a secret of more than sixteen bytes");
        assertThat(run("import", crawl.toString(), "--out", csv.toString())).isEqualTo(DONE);
        assertThat(Files.readString(csv))
                .contains("hello", "Ann", "67840e100000000000000001", "1.2万", "2025-01-13 10:18:00");
        assertThat(run("import", crawl.toString(), "--out", csv.toString())).isEqualTo(REFUSED);
        var unnamed = folder.resolve("unnamed.csv");
        assertThat(run(
                        "import",
                        crawl.toString(),
                        "--pseudonymise",
                        "--key",
                        key.toString(),
                        "--out",
                        unnamed.toString()))
                .isEqualTo(DONE);
        assertThat(Files.readString(unnamed))
                .contains("hello", "67840e10", "1.2万", "2025-01-13 10:18:00")
                .doesNotContain("Ann", "67840e100000000000000001", "example.invalid", "bob", "美国");
    }

    @Test
    void annotateSaysOfEachRowWhatItIsOrWhyItWasSetAside() throws IOException {
        var csv = write(CsvFixture.csv()
                .row(
                        "content",
                        "Looking for friends and mutuals, follow me please",
                        "create_time",
                        "2025-01-13 23:10:00")
                .row("create_time", "yesterday"));
        var annotated = folder.resolve("annotated.csv");
        assertThat(run("annotate", csv, "--out", annotated.toString())).isEqualTo(DONE);
        var rows = Files.readAllLines(annotated);
        assertThat(rows.get(0)).isEqualTo("\uFEFFfile,line,post_id,language,theme,theme_probability,cohort,set_aside");
        assertThat(rows.get(1)).startsWith(csv + ",2,").contains(",en,friends,0.", ",joined ");
        assertThat(rows.get(2)).startsWith(csv + ",3,,,,,,").contains("yesterday");
        assertThat(out.toString()).contains("1 posts, 1 rows that were set aside", "labelled posts");
    }

    @Test
    void otherMonthsAndColumnsComeFromTheSettings() throws IOException {
        var settings = Files.writeString(
                folder.resolve("own.properties"), "observed = 2025-02\noutcome = 2025-03\ncolumn.user_id = who\n");
        var csv = Files.writeString(
                        folder.resolve("own.csv"),
                        """
                        who,title,likes,create_time
                        67840e100000000000000001,a,1,2025-02-03 10:00:00
                        67840e100000000000000001,b,1,2025-03-03 10:00:00
                        67840e100000000000000002,c,1,2025-02-04 10:00:00
                        """)
                .toString();
        var users = folder.resolve("users.csv").toString();
        assertThat(run("users", csv, "--settings", settings.toString(), "--out", users))
                .isEqualTo(DONE);
        assertThat(out.toString()).contains("2 users, 1 retained");
        assertThat(run("users", csv, "--out", users)).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("missing columns [user_id]");
    }

    @Test
    void usersWritesOneRowAUserUnderEitherProtocol() throws IOException {
        var csv = write(CsvFixture.csv().row("like_count", "1千+"));
        var users = folder.resolve("users.csv");
        assertThat(run("users", csv, "--protocol", "as_published", "--out", users.toString()))
                .isEqualTo(DONE);
        assertThat(Files.readAllLines(users))
                .hasSizeGreaterThan(1)
                .element(1)
                .asString()
                .startsWith(CsvFixture.ALICE + ",1,");
        assertThat(run("users", csv, "--out", users.toString())).isEqualTo(DONE);
        assertThat(Files.readAllLines(users)).element(1).asString().startsWith(CsvFixture.ALICE + ",1000,");
    }

    @Test
    void scoreRanksNewUsersAndSaysWhatItCannotScore() throws IOException {
        var known = replica("known", 3);
        var scores = folder.resolve("scores.csv");
        try {
            assertThat(run("score", replica("new", 4), "--study", known, "--out", scores.toString()))
                    .isEqualTo(DONE);
            assertThat(out.toString())
                    .contains(
                            "users scored",
                            "without a post in January 2025",
                            "Trained on synthetic data",
                            "MODEL_CARD.md")
                    .doesNotContain("in_training): their scores are no predictions");
            assertThat(Files.readAllLines(scores))
                    .first()
                    .asString()
                    .startsWith("\uFEFFrank,user_id,probability,lower,upper,because_1");
            var looksNew = Files.writeString(folder.resolve("again.csv"), Files.readString(Path.of(known)) + "\n");
            assertThat(run("score", looksNew.toString(), "--study", known, "--out", scores.toString()))
                    .isEqualTo(DONE);
            assertThat(Files.readAllLines(scores).subList(1, 10)).allMatch(line -> line.endsWith(",yes"));
            assertThat(out.toString())
                    .containsPattern(
                            "The model was trained on \\d+ of these users \\(in_training\\): their scores are no");
            var late = write(CsvFixture.csv().row("create_time", "2025-03-01 10:00:00"));
            assertThat(run("score", late, "--study", known, "--out", scores.toString()))
                    .isEqualTo(REFUSED);
            assertThat(err.toString()).contains("Nobody posted in January (2025-01-01 to 2025-01-31)");
            var other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
            assertThat(run("score", other.toString(), "--study", known, "--out", scores.toString()))
                    .isEqualTo(REFUSED);
            assertThat(err.toString()).contains("other.csv", "user_id");
        } finally {
            delete(Project.find().build().resolve("study").resolve(Study.hashOf(Path.of(known))));
        }
    }

    @Test
    void scoreRefusesAFileWithoutUsersBeforeItTrainsOrReadsTheStudy() throws IOException {
        var unreadable = write(CsvFixture.csv().row("user_id", "many"));
        assertThat(run("score", unreadable, "--study", "absent.csv")).isEqualTo(REFUSED);
        assertThat(err.toString())
                .contains("its only row cannot be used", "line 2, user_id \"many\"")
                .doesNotContain("fits", "absent.csv");
    }

    @Test
    void scoreRefusesAStudyWithoutUsersInWords() throws IOException {
        var late = write(CsvFixture.csv().row("create_time", "2025-03-01 10:00:00"));
        try {
            assertThat(run("score", replica("new", 4), "--study", late)).isEqualTo(REFUSED);
            assertThat(err.toString())
                    .contains("None of the 1 posts is of 2025-01-01 to 2025-01-31, when users are observed.");
        } finally {
            delete(Project.find().build().resolve("study").resolve(Study.hashOf(Path.of(late))));
        }
    }

    @Test
    void topicsPrintsARowATopicAndOneOfThoseWithoutAnyWord() {
        assertThat(run("topics", replica("posts", 4), "--number", "4")).isEqualTo(DONE);
        var rows = out.toString()
                .lines()
                .filter(line -> line.matches(".*\\|\\s+\\d+  \\|.*"))
                .toList();
        assertThat(rows).hasSize(5);
        assertThat(rows.get(4)).contains("none of these");
    }

    @Test
    void validateFailsWhereTheAnalysisDoesNotHoldWhatItPromises() {
        var broken = new Trial("Intervals", "", Map.of(), List.of("intervals that hold: 0 of 20"));
        var console = new Console(new PrintWriter(out), new PrintWriter(err));
        assertThat(Retention.conclude(new Validation(List.of(broken)), console)).isEqualTo(REFUSED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("What the analysis promises did not hold", "intervals that hold: 0 of 20");
        assertThat(Retention.conclude(new Validation(List.of()), console)).isEqualTo(DONE);
    }

    @Test
    void validateTriesTheAnalysisAndWritesTablesAndAPage() throws IOException {
        var tables = folder.resolve("validation");
        var page = folder.resolve("validation.md");
        // So few promise nothing: whether all held is not asked.
        run("validate", "--quick", "--out", tables.toString(), "--docs", page.toString());
        assertThat(tables)
                .isDirectoryContaining("glob:**nothing_to_find.csv")
                .isDirectoryContaining("glob:**power.csv")
                .isDirectoryContaining("glob:**claims.csv")
                .isDirectoryContaining("glob:**planted_effects.csv")
                .isDirectoryContaining("glob:**what_comes_back.csv")
                .isDirectoryContaining("glob:**scores.csv");
        assertThat(Files.readString(page))
                .startsWith("# Validation")
                .contains(
                        "the analysis promises",
                        "## Power at the study's own size",
                        "| five features: p of likes below 0.05 |")
                .doesNotContain("NaN", "null |");
        assertThat(out.toString()).contains("Nothing to find: intervals and p-values");
    }

    private String replica(String name, int seed) {
        var csv = folder.resolve(name + ".csv").toString();
        assertThat(run("replica", "--posts", "400", "--seed", String.valueOf(seed), "--out", csv))
                .isEqualTo(DONE);
        return csv;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int run(String... arguments) {
        return Retention.run(
                new CommandLine(new Retention()), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String write(CsvFixture csv) throws IOException {
        return Files.writeString(folder.resolve("posts.csv"), csv.text()).toString();
    }
}
