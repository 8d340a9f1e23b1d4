package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import retention.posts.PostFile.Bytes;

/** The rows of a workbook's sheet: of several sheets, that whose header has the most columns that are known. */
record Workbook(RowCollector rows, boolean from1904) {

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

    /** A row that may be the header. */
    private record Header(Sheet sheet, int row, boolean isFirst, long known) {}

    private void read(List<Sheet> sheets) throws IOException {
        Optional<Header> best = Optional.empty();
        for (var sheet : sheets) {
            try (var all = sheet.openStream()) {
                var first = all.filter(row -> !isBlank(texts(row)))
                        .limit(RowCollector.MOST_LINES_TO_HEADER)
                        .toList();
                for (var row : first) {
                    long known = rows.columns().known(texts(row));
                    if (best.isEmpty() || known > best.get().known) {
                        best = Optional.of(new Header(sheet, row.getRowNum(), row.equals(first.get(0)), known));
                    }
                }
            }
        }
        var header = best.orElseThrow(
                () -> EMPTY_FILE.of(rows.file(), "the workbook is empty; a header and rows were expected."));
        if (!header.isFirst) {
            rows.noteHeader(header.row);
        }
        try (var all = header.sheet.openStream()) {
            all.filter(row -> row.getRowNum() >= header.row && !isBlank(texts(row)))
                    .forEach(this::read);
        }
    }

    private void read(Row row) {
        if (rows.header().size() == 0) {
            rows.header(texts(row));
            rows.checkColumns();
        } else {
            rows.row(row.getRowNum(), texts(row).toArray(String[]::new));
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

    private String number(Cell cell) {
        var raw = cell.getRawValue();
        var format = Optional.ofNullable(cell.getDataFormatString()).orElse("").toLowerCase(Locale.ROOT);
        if (!format.contains("yy") && !format.contains("h:")) {
            return raw;
        }
        var days = new BigDecimal(raw).add(from1904 ? DAYS_TO_1904 : BigDecimal.ZERO);
        // Midnight, where the cell shows a time of day, is one.
        return days.stripTrailingZeros().scale() <= 0 && format.contains("h")
                ? days.toBigInteger() + ".0"
                : days.setScale(Math.min(days.scale(), 9), RoundingMode.HALF_UP).toPlainString();
    }
}
