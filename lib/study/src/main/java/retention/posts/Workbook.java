package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import numerics.Numbers;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import retention.posts.PostFile.Bytes;

/** The rows of a workbook's sheets that hold posts or, where none does, of that whose header has the most columns that are known. */
record Workbook(RowCollector rows, boolean from1904) {

    private static final Pattern EXACT = Pattern.compile("[0-9](?:\\.[0-9]+)?[eE]\\+?(?:[0-9]|1[0-4])");
    private static final BigDecimal DAYS_TO_1904 = BigDecimal.valueOf(1_462);

    /**
     * Reads all rows.
     *
     * @throws UnusableFileException if it is no workbook, is empty, or lacks the columns that a post needs
     */
    static void read(Bytes bytes, RowCollector rows) throws IOException {
        try (var workbook = open(bytes)) {
            new Workbook(rows, workbook.isDate1904()).read(workbook.getSheets().toList());
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw MALFORMED.of(
                    rows.file(),
                    "a workbook (or another zip archive) that cannot be opened as one. Unpack an archive; save a"
                            + " workbook again, as .xlsx or as CSV UTF-8.",
                    e);
        }
    }

    /** With the formats of cells, which alone tell that a number is a date; some workbooks have none. */
    private static ReadableWorkbook open(Bytes bytes) throws IOException {
        try {
            return new ReadableWorkbook(bytes.open(), new ReadingOptions(true, false));
        } catch (ExcelReaderException withoutFormats) {
            return new ReadableWorkbook(bytes.open(), new ReadingOptions(false, false));
        }
    }

    /** The likeliest header of a sheet. */
    private record Header(Sheet sheet, Row row, boolean isFirst, long known) {}

    private void read(List<Sheet> sheets) throws IOException {
        var all = new ArrayList<Header>();
        for (var sheet : sheets) {
            header(sheet).ifPresent(all::add);
        }
        var likeliest = all.stream()
                .max(Comparator.comparingLong(Header::known))
                .orElseThrow(
                        () -> EMPTY_FILE.of(rows.file(), "the workbook is empty; a header and rows were expected."));
        var ofPosts = all.stream()
                .filter(header -> rows.columns().areOfPosts(texts(header.row)))
                .toList();
        if (all.size() > 1) {
            var names = ofPosts.stream()
                    .map(header -> Characters.excerpt(header.sheet.getName()))
                    .toList();
            rows.note(Numbers.text("Of %,d sheets these hold posts: %s.", all.size(), String.join(", ", names)));
        }
        for (var header : ofPosts.isEmpty() ? List.of(likeliest) : ofPosts) {
            read(header);
        }
    }

    private Optional<Header> header(Sheet sheet) throws IOException {
        try (var all = sheet.openStream()) {
            var first = all.filter(row -> !isBlank(texts(row)))
                    .limit(RowCollector.MOST_LINES_TO_HEADER)
                    .toList();
            return first.stream()
                    .map(row -> new Header(
                            sheet, row, row.equals(first.get(0)), rows.columns().known(texts(row))))
                    .max(Comparator.comparingLong(Header::known));
        }
    }

    private void read(Header header) throws IOException {
        int number = header.row.getRowNum();
        if (!header.isFirst) {
            rows.noteHeader(number);
        }
        rows.header(texts(header.row));
        rows.checkColumns();
        try (var all = header.sheet.openStream()) {
            all.filter(row -> row.getRowNum() > number)
                    .forEach(row -> rows.row(row.getRowNum(), texts(row).toArray(String[]::new)));
        }
    }

    private static boolean isBlank(List<String> texts) {
        return texts.stream().allMatch(String::isBlank);
    }

    private List<String> texts(Row row) {
        return IntStream.range(0, row.getCellCount())
                .mapToObj(i -> row.getOptionalCell(i).map(this::text).orElse(""))
                .toList();
    }

    /** What a cell holds; a date is the number of days that the workbook stores, with its fraction. */
    private String text(Cell cell) {
        return switch (cell.getType()) {
            case STRING -> cell.asString();
            case NUMBER -> number(cell);
            case BOOLEAN, FORMULA -> Optional.ofNullable(cell.getRawValue()).orElse("");
            case ERROR, EMPTY -> "";
        };
    }

    /** A number without an exponent, if it is small enough to be exact; what is larger was an id. */
    static String plain(String number) {
        return EXACT.matcher(number).matches() ? new BigDecimal(number).toPlainString() : number;
    }

    private String number(Cell cell) {
        var raw = cell.getRawValue();
        var format = Optional.ofNullable(cell.getDataFormatString()).orElse("").toLowerCase(Locale.ROOT);
        if (!format.contains("yy") && !format.contains("h:")) {
            return plain(raw);
        }
        var days = new BigDecimal(raw).add(from1904 ? DAYS_TO_1904 : BigDecimal.ZERO);
        // Midnight, where the cell shows a time of day, is one.
        return days.stripTrailingZeros().scale() <= 0 && format.contains("h")
                ? days.toBigInteger() + ".0"
                : days.setScale(Math.min(days.scale(), 9), RoundingMode.HALF_UP).toPlainString();
    }
}
