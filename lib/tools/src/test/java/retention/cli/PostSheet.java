package retention.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small table of posts that can be changed cell by cell, and written in many forms. */
record PostSheet(List<String> header, List<List<String>> rows) {

    static final int USERS = 8;
    static final int RETAINED = 3;
    static final int POSTS = USERS + RETAINED;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Eight users of January, of whom the first three post in February too; ids hold the times, and all is as it should be. */
    static PostSheet usual() {
        var rows = new ArrayList<List<String>>();
        for (int post = 0; post < POSTS; post++) {
            int user = post % USERS;
            var time = post < USERS
                    ? LocalDateTime.of(2025, 1, 14 + user, 12, 8, 30)
                    : LocalDateTime.of(2025, 2, 3 + user, 9, 5, 10);
            rows.add(List.of(
                    "hello " + post,
                    "Looking for friends from all over, 你好 小红书",
                    id(LocalDateTime.of(2025, 1, 13, 20, user), 1 + user),
                    String.valueOf(10 + post),
                    "2",
                    "3",
                    "1",
                    TIME.format(time),
                    id(time, 100 + post),
                    "normal",
                    "https://example.invalid/" + post,
                    "#x[话题]#",
                    "name " + user,
                    "U.S.",
                    "https://example.invalid/i"));
        }
        return new PostSheet(
                List.of(
                        "title",
                        "content",
                        "user_id",
                        "like_count",
                        "collect_count",
                        "comment_count",
                        "share_count",
                        "create_time",
                        "post_id",
                        "type",
                        "address",
                        "label",
                        "user_name",
                        "ip_localtion",
                        "image"),
                rows);
    }

    private static String id(LocalDateTime time, int number) {
        return "%08x%016x".formatted(time.toEpochSecond(ZoneOffset.ofHours(8)), number);
    }

    int column(String name) {
        return header.indexOf(name);
    }

    /** With other values in a column of all rows. */
    PostSheet with(String column, UnaryOperator<String> change) {
        return with(column, 0, rows.size(), change);
    }

    /** With another value in a column of one row, counted from 0. */
    PostSheet with(String column, int row, String value) {
        return with(column, row, row + 1, old -> value);
    }

    private PostSheet with(String column, int from, int to, UnaryOperator<String> change) {
        var changed = new ArrayList<List<String>>();
        for (int i = 0; i < rows.size(); i++) {
            var row = new ArrayList<>(rows.get(i));
            if (i >= from && i < to) {
                row.set(column(column), change.apply(row.get(column(column))));
            }
            changed.add(row);
        }
        return new PostSheet(header, changed);
    }

    PostSheet renamed(String column, String name) {
        return new PostSheet(
                header.stream().map(each -> each.equals(column) ? name : each).toList(), rows);
    }

    /** With these columns alone, in this order; one may be named twice. */
    PostSheet columns(String... names) {
        return new PostSheet(
                List.of(names),
                rows.stream()
                        .map(row -> Stream.of(names)
                                .map(name -> row.get(column(name)))
                                .toList())
                        .toList());
    }

    PostSheet without(String... names) {
        return columns(
                header.stream().filter(name -> !List.of(names).contains(name)).toArray(String[]::new));
    }

    PostSheet rows(int from, int to) {
        return new PostSheet(header, rows.subList(from, to));
    }

    PostSheet plus(PostSheet more) {
        return new PostSheet(
                header, Stream.concat(rows.stream(), more.rows.stream()).toList());
    }

    PostSheet times(int number) {
        return new PostSheet(
                header,
                Stream.generate(() -> rows).limit(number).flatMap(List::stream).toList());
    }

    private Stream<List<String>> lines() {
        return Stream.concat(Stream.of(header), rows.stream());
    }

    String csv() {
        return separatedBy(",");
    }

    String separatedBy(String separator) {
        return lines().map(row -> row.stream()
                        .map(cell -> cell.contains(separator) || cell.matches("(?s).*[\"\r\n].*")
                                ? "\"" + cell.replace("\"", "\"\"") + "\""
                                : cell)
                        .collect(Collectors.joining(separator)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    List<String> objects() {
        return rows.stream()
                .map(row -> IntStream.range(0, header.size())
                        .mapToObj(i -> "\"%s\":\"%s\"".formatted(header.get(i), row.get(i)))
                        .collect(Collectors.joining(",", "{", "}")))
                .toList();
    }

    /** As JSON of arrays, the first of which has the names. */
    String arrays() {
        return lines().map(row -> row.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** As Excel's workbook, all cells as text. */
    byte[] workbook() throws IOException {
        var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\"" + office + "/%s\" Target=\"%s\"/></Relationships>";
        var cells = lines().map(row -> row.stream()
                        .map("<c t=\"inlineStr\"><is><t>%s</t></is></c>"::formatted)
                        .collect(Collectors.joining("", "<row>", "</row>")))
                .collect(Collectors.joining());
        var parts = List.of(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
                "_rels/.rels",
                relations.formatted("officeDocument", "xl/workbook.xml"),
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"posts\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                        .formatted(main, office),
                "xl/_rels/workbook.xml.rels",
                relations.formatted("worksheet", "worksheets/sheet1.xml"),
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(main, cells));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < parts.size(); i += 2) {
                zip.putNextEntry(new ZipEntry(parts.get(i)));
                zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + parts.get(i + 1))
                        .getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
