package retention.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import retention.project.Project;

/**
 * Whatever file comes, each command reads it and counts what it cannot use, or refuses it in one line. What comes of each stands in
 * docs/inputs.md, which is compared with what happens.
 */
@TestInstance(Lifecycle.PER_CLASS)
class InputsTest {

    private static final Path DOCUMENT = Project.find().root().resolve("docs/inputs.md");
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int LONGEST_LINE = 1_000;
    private static final Pattern USERS = Pattern.compile("([\\d,]+) users, ([\\d,]+) retained");
    private static final Pattern SET_ASIDE = Pattern.compile("([\\d,]+) posts, ([\\d,]+) rows that were set aside");
    private static final Pattern MOVES_A_CURSOR =
            Pattern.compile("[\\p{Cc}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\u2028\u2029&&[^\n\t]]");
    private static final PostSheet USUAL = PostSheet.usual();

    @TempDir
    Path folder;

    /** What is to be read; its maker returns the path, or nothing where this machine cannot have it. */
    private record Input(String name, Maker maker) {}

    @FunctionalInterface
    private interface Maker {
        Optional<String> make(Path folder) throws IOException;
    }

    /** What came of one command. */
    private record Outcome(int exit, String out, String err) {}

    private final Map<String, List<Input>> sections = new LinkedHashMap<>();
    private final List<Path> links = new ArrayList<>();
    private final InputStream standardInput = System.in;

    @AfterAll
    void restore() throws IOException {
        System.setIn(standardInput);
        for (var link : links) {
            Files.deleteIfExists(link);
        }
    }

    @Test
    void everyInputComesToACleanEndThatTheDocumentTells() throws IOException {
        encodings();
        tables();
        rowsAndCells();
        columns();
        values();
        people();
        otherForms();
        places();
        var known = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
        var page = new StringBuilder(
                """
                # What comes of a file

                Each row is a file of eight users, three of them retained, with eleven posts, to which one thing was done. The commands `check`,
                `import`, `annotate` and `users` of `bin/retention` read it and agree: there is a result, with the rows counted that were set
                aside, or the exit code is 1 and the last line says why ("refused"). None shows a stack trace, and what would move a terminal's
                cursor is shown as `\\u001b`. The test `InputsTest` compares this page with what happens. Where they differ, it fails and
                leaves the page as it should be in `build/inputs.md`.
                """);
        int number = 0;
        for (var section : sections.entrySet()) {
            page.append(
                    "\n## %s\n\n| What comes | Posts | Set aside | Users, retained | What is said |\n|---|---:|---:|---:|---|\n"
                            .formatted(section.getKey()));
            for (var input : section.getValue()) {
                page.append(row(input, Files.createDirectory(folder.resolve(String.valueOf(number++))), known));
            }
        }
        page.append("\n## Where results go\n\n`bin/retention users` on the file as it was.\n\n");
        page.append("| `--out` is | Result | What is said |\n|---|---|---|\n");
        for (var output : outputs()) {
            page.append(outputRow(output, Files.createDirectory(folder.resolve(String.valueOf(number++))), known));
        }
        if (!page.toString().equals(known)) {
            var made = Project.find().build().resolve("inputs.md");
            Files.createDirectories(made.getParent());
            Files.writeString(made, page);
        }
        assertThat(known)
                .as("docs/inputs.md is out of date. Read what changed, then: cp build/inputs.md docs/inputs.md")
                .isEqualTo(page.toString());
    }

    private String outputRow(Input output, Path place, String known) throws IOException {
        var posts = Files.writeString(place.resolve("posts.csv"), USUAL.csv());
        var path = output.maker().make(place);
        var begin = "| " + output.name() + " | ";
        if (path.isEmpty()) {
            return knownLine(begin, known);
        }
        var outcome = run(output, List.of("users", posts.toString(), "--out", path.get()));
        assertThat(posts).content().isEqualTo(USUAL.csv());
        return begin + (outcome.exit() == DONE ? "written" : "refused") + " | " + said(outcome.err(), place) + " |\n";
    }

    private static String knownLine(String begin, String known) {
        System.out.println("Not tried, since this machine or its user cannot have it: " + begin.replace("|", ""));
        return known.lines().filter(line -> line.startsWith(begin)).findFirst().orElse(begin) + "\n";
    }

    /** One line of the page; where this machine cannot have such a file, the line that is there. */
    private String row(Input input, Path place, String known) throws IOException {
        var path = input.maker().make(place);
        var begin = "| " + input.name() + " | ";
        if (path.isEmpty()) {
            return knownLine(begin, known);
        }
        var read = run(input, path.get(), "annotate", place);
        for (var command : List.of("check", "import")) {
            var other = run(input, path.get(), command, place);
            assertThat(other.exit())
                    .as("%s of %s: %s", command, input.name(), other)
                    .isEqualTo(read.exit());
            assertThat(other.err()).as(command).isEqualTo(read.err());
        }
        // Posts that can be read may still be of nobody whom the study observes.
        var users = run(input, path.get(), "users", place);
        assertThat(users.err()).as(input.name()).startsWith(read.err());
        assertThat(users.exit()).as(input.name()).isGreaterThanOrEqualTo(read.exit());
        var counts = SET_ASIDE.matcher(read.out());
        var retained = USERS.matcher(users.out());
        var said = said(users.err(), place);
        return begin
                + (counts.find() ? counts.group(1) + " | " + counts.group(2) : " | ")
                + " | "
                + (retained.find() ? retained.group(1) + ", " + retained.group(2) : "refused")
                + " | " + said + " |\n";
    }

    private static String said(String err, Path place) {
        return err.strip()
                .replace(" bin/retention check lists them.", "")
                .replace(place + "/", "")
                .replace(place.toString(), "folder")
                .replaceAll("\\.[0-9]+-[-0-9a-f]{36}\\.partial", "….partial")
                .replace("\n", "<br>")
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("`", "\\`");
    }

    private Outcome run(Input input, String path, String command, Path place) throws IOException {
        var arguments = new ArrayList<>(List.of(command, path));
        if (!command.equals("check")) {
            var out = place.resolve("out");
            Files.deleteIfExists(out);
            arguments.addAll(List.of("--out", out.toString()));
        }
        return run(input, arguments);
    }

    private static Outcome run(Input input, List<String> arguments) {
        System.setIn(new ByteArrayInputStream(USUAL.csv().getBytes(UTF_8)));
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Retention.run(
                new CommandLine(new Retention()),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments.toArray(String[]::new));
        var outcome = new Outcome(exit, out.toString(), err.toString());
        var what = "%s of %s: %s".formatted(arguments.get(0), input.name(), outcome);
        assertThat(exit).as(what).isIn(DONE, REFUSED);
        assertThat(outcome.err() + outcome.out())
                .as(what)
                .doesNotContain("\tat ")
                .doesNotContainPattern(MOVES_A_CURSOR);
        assertThat(outcome.err().lines()).as(what).allMatch(line -> line.length() <= LONGEST_LINE);
        if (exit == REFUSED) {
            assertThat(outcome.out()).as(what).isEmpty();
        }
        return outcome;
    }

    // What comes, kind by kind.

    private void section(String title, Input... inputs) {
        sections.put(title, List.of(inputs));
    }

    private static Input text(String name, String text) {
        return bytes(name, text.getBytes(UTF_8));
    }

    private static Input text(String name, String text, String charset) {
        return bytes(name, text.getBytes(Charset.forName(charset)));
    }

    private static Input sheet(String name, PostSheet sheet) {
        return text(name, sheet.csv());
    }

    private static Input bytes(String name, byte[] bytes) {
        return file(name, "posts.csv", bytes);
    }

    private static Input file(String name, String file, byte[] bytes) {
        return new Input(
                name,
                place -> Optional.of(Files.write(place.resolve(file), bytes).toString()));
    }

    private static Input cells(String name, String column, UnaryOperator<String> change) {
        return sheet(name, USUAL.with(column, change));
    }

    private static Input cell(String name, String column, String value) {
        return sheet(name, USUAL.with(column, 4, value));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(Object... namesAndBytes) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
                zip.write((byte[]) namesAndBytes[i + 1]);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void encodings() {
        var csv = USUAL.csv();
        var french = USUAL.with("content", old -> "Salut à tous, déjà là").csv();
        var line = csv.lines().toList();
        section(
                "Encodings",
                text("UTF-8", csv),
                text("with a mark of byte order", "\uFEFF" + csv),
                text("two marks of byte order", "\uFEFF\uFEFF" + csv),
                text("UTF-16, little end first, with its mark", "\uFEFF" + csv, "UTF-16LE"),
                text("UTF-16, big end first, with its mark", "\uFEFF" + csv, "UTF-16BE"),
                bytes("UTF-16, little end first, without a mark", csv.getBytes(UTF_16LE)),
                bytes(
                        "UTF-16 that ends in the middle of a character",
                        Arrays.copyOf(csv.getBytes(UTF_16LE), 2 * csv.length() - 5)),
                text("UTF-32", "\uFEFF" + csv, "UTF-32LE"),
                text("GB18030", csv, "GB18030"),
                text("Big5", csv.replace("红书", "紅書"), "Big5"),
                text("Western (windows-1252)", french, "windows-1252"),
                text("Western letters in UTF-8", french),
                bytes(
                        "one byte that is no UTF-8",
                        joined(
                                line.get(0).concat("\nbad ").getBytes(UTF_8),
                                new byte[] {(byte) 0xFF},
                                csv.substring(line.get(0).length() + 1).getBytes(UTF_8))),
                bytes(
                        "a last row in another encoding",
                        joined(csv.getBytes(UTF_8), line.get(2).concat("\n").getBytes(Charset.forName("GB18030")))),
                bytes("bytes of UTF-8 that break off", Arrays.copyOf("title,user_id\n你".getBytes(UTF_8), 16)));
    }

    private void tables() {
        var csv = USUAL.csv();
        section(
                "Separators, line ends, quotes",
                text("semicolons", USUAL.separatedBy(";")),
                text("tabs", USUAL.separatedBy("\t")),
                text("vertical bars", USUAL.separatedBy("|")),
                text("carets, which are not known", USUAL.separatedBy("^")),
                text("`sep=;` in the first line", "sep=;\n" + USUAL.separatedBy(";")),
                text("CR LF", csv.replace("\n", "\r\n")),
                text("CR alone", csv.replace("\n", "\r")),
                text("no end of the last line", csv.strip()),
                text("blank lines and rows of commas", csv.replace("\n", "\n\n" + ",".repeat(14) + "\n \n")),
                text("Ctrl-Z at the end", csv + "\u001A"),
                text("U+2028, U+2029 and U+0085 inside texts", csv.replace("friends", "a\u2028b\u2029c\u0085d")),
                text("a line break inside quotes", csv.replace("\"Looking", "\"Look\ning")),
                text("every cell quoted", quoted(csv, "\"")),
                text("single quotes, which are not known", quoted(csv, "'")),
                text("curly quotes around a text with a comma", csv.replaceFirst("\"Looking(.*?)\"", "“Looking$1”")),
                text("a backslash before a quote", csv.replaceFirst("\"Looking", "\"\\\\\"Looking\\\\\"")),
                text("a quote that is never closed", csv.replaceFirst("hello 4", "\"hello 4")),
                text("a quote that is never closed in the header", "\"" + csv),
                text("blanks before quotes", csv.replace(",\"Look", ", \"Look")),
                text("a quote inside an unquoted cell", csv.replace("hello 4", "hel\"lo 4")));
    }

    private static String quoted(String csv, String quote) {
        return csv.lines()
                .map(line -> Arrays.stream(
                                line.replaceAll("\"(.*?), (.*?)\"", "$1 $2").split(",", -1))
                        .map(cell -> quote + cell + quote)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }

    private void rowsAndCells() {
        var csv = USUAL.csv();
        var header = csv.lines().findFirst().orElseThrow();
        var last = csv.lines().reduce((first, second) -> second).orElseThrow();
        section(
                "Rows and cells",
                text("a row that is cut", csv.replace(last, last.substring(0, 20))),
                text("a row with a cell too many", csv.replace(last, last + ",more")),
                text("empty columns at the end of every line", csv.replace("\n", ",,,\n")),
                text("a column of row numbers without a name", numbered(csv)),
                text("the header a second time", csv + header + "\n"),
                text(
                        "a second file below, with other columns",
                        USUAL.rows(0, 6).csv()
                                + USUAL.rows(6, PostSheet.POSTS)
                                        .columns(
                                                "create_time",
                                                "collect_count",
                                                "user_id",
                                                "like_count",
                                                "title",
                                                "post_id")
                                        .csv()),
                text("no header", csv.substring(header.length() + 1)),
                text("the header alone", header + "\n"),
                text("the header and blank rows", header + "\n" + ",".repeat(14) + "\n\n"),
                text("a comment above the header", "# made on Monday\n" + csv),
                text("a title and a blank line above the header", "Posts of January,,,\n\n" + csv),
                text("twelve lines above the header", "to do\n".repeat(12) + csv),
                cell("NUL in a text", "title", "a\u0000b"),
                cell("escapes of a terminal in a time", "create_time", "\u001B[31m\u202Enow\u0007"),
                cell("an escape in a count", "like_count", "\u001B[2J"),
                cell("a formula", "title", "=HYPERLINK(\"http://example.invalid\")"),
                cell("markup", "title", "<script>fired=1</script>"),
                cell("half a surrogate pair, as a question mark", "title", "\uD83D"),
                cell("a text of 10 MB", "content", "\"long\", ".repeat(1_250_000)),
                cell("a time of 10 MB", "create_time", "9".repeat(10_000_000)),
                text("a header cell of 10 MB", csv.replace("title", "t".repeat(10_000_000))));
    }

    private static String numbered(String csv) {
        return IntStream.range(0, PostSheet.POSTS + 1)
                .mapToObj(
                        i -> (i == 0 ? "" : i - 1) + "," + csv.lines().toList().get(i))
                .collect(Collectors.joining("\n"));
    }

    private void columns() {
        var names = IntStream.range(0, 20_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        var csv = USUAL.csv();
        var more = csv.strip().replaceAll("(?m)$", ",".repeat(20_000)).replaceFirst(",+\n", "," + names + "\n");
        section(
                "Columns",
                sheet("no column of users", USUAL.without("user_id")),
                sheet("no column of times", USUAL.without("create_time")),
                sheet("no column of texts", USUAL.without("title", "content")),
                sheet(
                        "no column of counts",
                        USUAL.without("like_count", "collect_count", "comment_count", "share_count")),
                sheet("no column of shares", USUAL.without("share_count")),
                sheet("no column of posts' ids", USUAL.without("post_id")),
                sheet(
                        "another order",
                        USUAL.columns(USUAL.header().stream().sorted().toArray(String[]::new))),
                sheet(
                        "a column twice",
                        USUAL.columns(Stream.concat(USUAL.header().stream(), Stream.of("like_count"))
                                .toArray(String[]::new))),
                text(
                        "a column twice, with other values",
                        csv.replaceFirst("\n", ",like_count\n").replaceAll("(?m)invalid/i$", "$0,7")),
                sheet(
                        "names in capitals, with blanks",
                        USUAL.renamed("user_id", " USER ID ").renamed("title", "Title")),
                sheet(
                        "Chinese names",
                        USUAL.renamed("user_id", "用户ID")
                                .renamed("create_time", "发布时间")
                                .renamed("like_count", "点赞数")),
                sheet(
                        "names with colons and brackets",
                        USUAL.renamed("user_id", "用户ID：")
                                .renamed("create_time", "发布时间(北京)")
                                .renamed("like_count", "点赞数（次）")),
                sheet("a mark of byte order as R shows it", USUAL.renamed("title", "ï..title")),
                sheet("a count in ten thousands", USUAL.renamed("like_count", "点赞数（万）")),
                sheet(
                        "names of nested fields",
                        USUAL.renamed("user_id", "note_card/user/user_id")
                                .renamed("like_count", "note_card.interact_info.liked_count")),
                sheet("a name that is not known", USUAL.renamed("user_id", "who")),
                sheet("an unknown name with an escape in it", USUAL.renamed("user_id", "\u001B[31mwho\u202E")),
                text("20,000 columns more", more));
    }

    private void values() {
        section(
                "Ids, times, counts",
                cells("ids in capitals", "user_id", id -> id.toUpperCase(Locale.ROOT)),
                cells("ids with Excel's guards", "user_id", id -> "=\"" + id + "\""),
                cells("ids after an apostrophe and a tab", "user_id", id -> "'\t" + id),
                cells("ids with a token behind them", "user_id", id -> id + "?xsec_token=x"),
                cells("links to the users", "user_id", id -> "https://www.xiaohongshu.com/user/profile/" + id + "?x=y"),
                sheet(
                        "links to users and posts alone",
                        USUAL.renamed("user_id", "作者主页链接")
                                .with("作者主页链接", id -> "https://www.xiaohongshu.com/user/profile/" + id)
                                .without("address")
                                .renamed("post_id", "笔记链接")
                                .with("笔记链接", id -> "https://www.xiaohongshu.com/explore/" + id)),
                cell("an id that Excel has cut", "user_id", "6.78E+23"),
                cells("all ids cut by Excel", "user_id", id -> "6.78E+23"),
                cell("no user", "user_id", ""),
                cell("a user's name for the id", "user_id", "momo"),
                cell("a post's id that is none", "post_id", "first"),
                cells("times in seconds", "create_time", InputsTest::seconds),
                cells("times in milliseconds", "create_time", time -> seconds(time) + "000"),
                cells("times with a zone", "create_time", time -> time.replace(" ", "T") + "+08:00"),
                cells("times with the name of a zone", "create_time", time -> time + " (CST)"),
                cells("times of a zone that is not known", "create_time", time -> time + " AEST"),
                sheet("times of another zone by their name", USUAL.renamed("create_time", "create_time (UTC)")),
                cells("years of two digits, first", "create_time", time -> time.substring(2)),
                cells("times eight hours early", "create_time", InputsTest::early),
                cell("one time eight hours early", "create_time", "2025-01-18 04:08:30"),
                cell("a time that depends on today", "create_time", "昨天 12:30"),
                cell("a date without a time of day", "create_time", "2025-01-18"),
                cell("no time", "create_time", ""),
                cell("the 31st of February", "create_time", "2025-02-31 10:00:00"),
                cell("the year 99999", "create_time", "99999-01-01 10:00:00"),
                cell("a count as displayed", "like_count", "1.2万"),
                cell("a count with the comma as the mark of decimals", "like_count", "12,0"),
                cell("the word that stands for 0", "like_count", "赞"),
                cell("a negative count", "like_count", "-1"),
                cell("a count that is not known", "like_count", "未知"),
                cell("a count that is a word", "like_count", "many"),
                cell("a count of 30 digits", "like_count", "9".repeat(30)),
                cells("counts that are all words", "like_count", count -> "many"),
                cells("no counts at all", "like_count", count -> ""));
    }

    private static String seconds(String time) {
        return String.valueOf(LocalDateTime.parse(time.replace(' ', 'T')).toEpochSecond(ZoneOffset.ofHours(8)));
    }

    private static String early(String time) {
        return LocalDateTime.parse(time.replace(' ', 'T'))
                .minusHours(8)
                .toString()
                .replace('T', ' ');
    }

    private void people() {
        int users = PostSheet.USERS;
        var early = USUAL.without("post_id");
        section(
                "Users and months",
                sheet("one user with one post", USUAL.rows(0, 1)),
                sheet("nobody retained", USUAL.rows(0, users)),
                sheet("everybody retained", USUAL.rows(0, PostSheet.RETAINED).plus(USUAL.rows(users, PostSheet.POSTS))),
                sheet("posts of February alone", USUAL.rows(users, PostSheet.POSTS)),
                sheet("all posts before the months", early.with("create_time", time -> "2024" + time.substring(4))),
                sheet("all posts after the months", early.with("create_time", time -> "2026" + time.substring(4))),
                sheet("a post twice", USUAL.plus(USUAL.rows(0, 1))),
                sheet("every post a thousand times", USUAL.times(1_000)));
    }

    private void otherForms() throws IOException {
        var csv = USUAL.csv().getBytes(UTF_8);
        var workbook = USUAL.workbook();
        var objects = USUAL.objects();
        var array = objects.stream().collect(Collectors.joining(",", "[", "]"));
        var packed = gzip(csv);
        var random = new byte[20_000];
        new SplittableRandom(3).nextBytes(random);
        section(
                "Other forms",
                file("JSON, an array", "posts.json", array.getBytes(UTF_8)),
                file(
                        "JSON, an object a line",
                        "posts.jsonl",
                        String.join("\n", objects).getBytes(UTF_8)),
                file(
                        "JSON, an array inside an object",
                        "posts.json",
                        "{\"data\":%s}".formatted(array).getBytes(UTF_8)),
                file(
                        "JSON, posts beside other things",
                        "posts.json",
                        "{\"tags\":[{\"name\":\"x\"}],\"posts\":%s}"
                                .formatted(array)
                                .getBytes(UTF_8)),
                file(
                        "JSON, each post under its number",
                        "posts.json",
                        IntStream.range(0, objects.size())
                                .mapToObj(i -> "\"%d\":%s".formatted(i, objects.get(i)))
                                .collect(Collectors.joining(",", "{", "}"))
                                .getBytes(UTF_8)),
                file(
                        "JSON, an array a line",
                        "posts.json",
                        objects.stream()
                                .collect(Collectors.joining("]\n[", "[", "]"))
                                .getBytes(UTF_8)),
                file("JSON, a page of posts and one without any", "posts.json", ("[[]," + array + "]").getBytes(UTF_8)),
                file(
                        "JSON, answers of which one is an error",
                        "posts.jsonl",
                        "{\"code\":-1}\n{\"data\":%s}\n".formatted(array).getBytes(UTF_8)),
                file("JSON, arrays of cells", "posts.json", USUAL.arrays().getBytes(UTF_8)),
                file(
                        "JSON that breaks off",
                        "posts.json",
                        array.substring(0, 700).getBytes(UTF_8)),
                file("JSON of numbers", "posts.json", "[1,2,3]".getBytes(UTF_8)),
                file("an empty array of JSON", "posts.json", "[]".getBytes(UTF_8)),
                file(
                        "a hundred thousand open brackets",
                        "posts.json",
                        "[".repeat(100_000).getBytes(UTF_8)),
                file(
                        "lines of JSON of which one is none",
                        "posts.jsonl",
                        badLine(objects).getBytes(UTF_8)),
                file("a workbook of Excel", "posts.xlsx", workbook),
                bytes("a workbook called .csv", workbook),
                file("a workbook that breaks off", "posts.xlsx", Arrays.copyOf(workbook, workbook.length / 2)),
                file("an old workbook (.xls)", "posts.xls", joined(bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1), random)),
                file("gzip", "posts.csv.gz", packed),
                file("gzip inside gzip", "posts.csv.gz", gzip(packed)),
                file("a zip archive of one file", "posts.zip", zip("posts.csv", csv)),
                file("a zip archive of two files", "posts.zip", zip("posts.csv", csv, "more.csv", csv)),
                file("gzip that breaks off", "posts.csv.gz", Arrays.copyOf(packed, packed.length / 2)),
                file("a database of SQLite", "posts.db", joined("SQLite format 3\0".getBytes(UTF_8), random)),
                file("a file of Parquet", "posts.parquet", joined("PAR1".getBytes(UTF_8), random)),
                file("a web page", "posts.html", "<!DOCTYPE html>\n<p>Log in, please</p>\n".getBytes(UTF_8)),
                file("a picture", "posts.png", joined(bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'), random)),
                file("bytes by chance", "posts.csv", random),
                file("an archive of bzip2", "posts.csv.bz2", joined("BZh91AY&SY".getBytes(UTF_8), random)),
                file("a workbook of LibreOffice", "posts.ods", zip("mimetype", csv, "content.xml", csv)),
                file("zeros", "posts.csv", new byte[20_000]),
                file("one character", "posts.csv", "a".getBytes(UTF_8)));
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String badLine(List<String> objects) {
        var lines = new ArrayList<>(objects);
        lines.set(4, lines.get(4).substring(0, 30));
        return String.join("\n", lines);
    }

    private void places() {
        var csv = USUAL.csv();
        section(
                "Places and names",
                new Input(
                        "a path that leads nowhere",
                        place -> Optional.of(place.resolve("absent.csv").toString())),
                new Input("an empty path", place -> Optional.of("")),
                bytes("an empty file", new byte[0]),
                new Input(
                        "a folder of two files",
                        place -> Optional.of(folderOf(place, USUAL.rows(0, 6), USUAL.rows(6, 11)))),
                new Input("an empty folder", place -> Optional.of(folderOf(place))),
                new Input("a folder in a folder", place -> {
                    var path = folderOf(place, USUAL.rows(0, 6));
                    var inside = Files.createDirectory(Path.of(path, "more"));
                    Files.writeString(inside.resolve("1.csv"), USUAL.rows(6, 11).csv());
                    return Optional.of(path);
                }),
                new Input("a folder with a file that holds no posts", place -> {
                    var path = folderOf(place, USUAL);
                    Files.writeString(Path.of(path, "notes.txt"), "to do: everything\n");
                    return Optional.of(path);
                }),
                new Input("a folder with a video", place -> {
                    var path = folderOf(place, USUAL);
                    Files.write(Path.of(path, "1.mp4"), new byte[5_000]);
                    return Optional.of(path);
                }),
                new Input("a folder whose only file holds no posts", place -> {
                    var path = folderOf(place);
                    Files.writeString(Path.of(path, "notes.txt"), "to do: everything\n");
                    return Optional.of(path);
                }),
                new Input("a link to a file", place -> link(place, Files.writeString(place.resolve("posts.csv"), csv))),
                new Input("a link that leads nowhere", place -> link(place, place.resolve("absent.csv"))),
                new Input("a link to itself", place -> link(place, place.resolve("link.csv"))),
                new Input("a folder that links to itself", place -> {
                    var path = folderOf(place, USUAL);
                    links.add(Files.createSymbolicLink(Path.of(path, "again"), Path.of(path)));
                    return Optional.of(path);
                }),
                new Input("a file that its user may not read", place -> {
                    var file = Files.writeString(place.resolve("posts.csv"), csv);
                    return file.toFile().setReadable(false, false) && !Files.isReadable(file)
                            ? Optional.of(file.toString())
                            : Optional.empty();
                }),
                new Input("a device that gives nothing", place -> ifThere("/dev/null")),
                new Input("a device that fails when it is read", place -> ifThere("/proc/self/mem")),
                new Input("a pipe", place -> pipe(place.resolve("pipe"), csv)),
                new Input("standard input", place -> Optional.of("-")),
                file("a Chinese name with blanks", "帖 子.csv", csv.getBytes(UTF_8)),
                file("a name that begins with @", "@posts.csv", csv.getBytes(UTF_8)),
                file("a name with an escape and a line break", "a\u001B[31m\u202E\nb.csv", "a\n1\n".getBytes(UTF_8)),
                file("no ending, and a long name", "x".repeat(250), csv.getBytes(UTF_8)));
    }

    private static List<Input> outputs() {
        return List.of(
                new Input(
                        "a new file",
                        place -> Optional.of(place.resolve("users.csv").toString())),
                new Input(
                        "a file in a new folder",
                        place -> Optional.of(place.resolve("new/users.csv").toString())),
                new Input(
                        "the file that is read",
                        place -> Optional.of(place.resolve("posts.csv").toString())),
                new Input(
                        "a link to the file that is read",
                        place -> Optional.of(Files.createSymbolicLink(place.resolve("link"), place.resolve("posts.csv"))
                                .toString())),
                new Input(
                        "another file of posts",
                        place -> Optional.of(Files.writeString(
                                        place.resolve("more.csv"),
                                        USUAL.rows(0, 2).csv())
                                .toString())),
                new Input("a folder", place -> Optional.of(place.toString())),
                new Input(
                        "below a file",
                        place ->
                                Optional.of(place.resolve("posts.csv/users.csv").toString())),
                new Input("a full disk", place -> ifThere("/dev/full")),
                new Input("a folder that its user may not write to", place -> {
                    var locked = Files.createDirectory(place.resolve("locked"));
                    return locked.toFile().setWritable(false, false) && !Files.isWritable(locked)
                            ? Optional.of(locked.resolve("users.csv").toString())
                            : Optional.empty();
                }));
    }

    private static String folderOf(Path place, PostSheet... sheets) throws IOException {
        var folder = Files.createDirectory(place.resolve("crawl"));
        for (int i = 0; i < sheets.length; i++) {
            Files.writeString(folder.resolve(i + ".csv"), sheets[i].csv());
        }
        return folder.toString();
    }

    private Optional<String> link(Path place, Path target) throws IOException {
        var link = Files.createSymbolicLink(place.resolve("link.csv"), target);
        links.add(link);
        return Optional.of(link.toString());
    }

    private static Optional<String> ifThere(String path) {
        return Optional.of(path).filter(there -> Files.exists(Path.of(there)));
    }

    /** A named pipe into which a thread writes as often as somebody reads. */
    private static Optional<String> pipe(Path pipe, String text) {
        try {
            if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
                return Optional.empty();
            }
        } catch (IOException | InterruptedException e) {
            return Optional.empty();
        }
        var writer = new Thread(() -> {
            while (true) {
                try {
                    Files.writeString(pipe, text);
                    Thread.sleep(50);
                } catch (IOException | InterruptedException e) {
                    return;
                }
            }
        });
        writer.setDaemon(true);
        writer.start();
        return Optional.of(pipe.toString());
    }
}
