package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** The rows of a workbook's sheet: of several sheets, that whose first row has the most columns that are known. */
final class Workbook {

    private static final BigDecimal DAYS_TO_1904 = BigDecimal.valueOf(1_462);

    private Workbook() {}

    /**
     * Reads all rows.
     *
     * @throws UnusableFileException if it is no workbook, is empty, or lacks the columns that a post needs
     */
    static void read(Bytes bytes, Columns columns, RowCollector rows) throws IOException {
        try (var workbook = open(bytes)) {
            var sheet = sheet(workbook, columns);
            if (sheet.isEmpty()) {
                throw new UnusableFileException(
                        EMPTY_FILE, rows.file(), "the workbook is empty; a header and rows were expected.");
            }
            read(sheet.get(), workbook.isDate1904(), rows);
        } catch (UnusableFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UnusableFileException(
                    MALFORMED,
                    rows.file(),
                    "a workbook (or another zip archive) that cannot be opened as one. Unpack an archive; save a workbook again, as .xlsx or as CSV UTF-8.",
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

    private static Optional<Sheet> sheet(ReadableWorkbook workbook, Columns columns) throws IOException {
        Optional<Sheet> best = Optional.empty();
        long most = -1;
        for (var sheet : workbook.getSheets().toList()) {
            try (var rows = sheet.openStream()) {
                var header = rows.filter(row -> !isEmpty(row)).findFirst();
                long known = header.map(row -> texts(row, false).stream()
                                .flatMap(name -> columns.column(name).stream())
                                .distinct()
                                .count())
                        .orElse(-1L);
                if (known > most) {
                    most = known;
                    best = Optional.of(sheet);
                }
            }
        }
        return best;
    }

    private static void read(Sheet sheet, boolean from1904, RowCollector rows) throws IOException {
        try (var all = sheet.openStream()) {
            var remaining = all.iterator();
            boolean hasHeader = false;
            while (remaining.hasNext()) {
                var row = remaining.next();
                if (isEmpty(row)) {
                    continue;
                }
                var fields = texts(row, from1904);
                if (hasHeader) {
                    rows.row(row.getRowNum(), fields.toArray(String[]::new));
                } else {
                    fields.forEach(rows::column);
                    rows.columnsAdded();
                    rows.checkColumns();
                    hasHeader = true;
                }
            }
        }
    }

    private static boolean isEmpty(Row row) {
        return row.stream()
                .allMatch(cell -> cell == null
                        || cell.getType() == CellType.EMPTY
                        || text(cell, false).isBlank());
    }

    private static List<String> texts(Row row, boolean from1904) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < row.getCellCount(); i++) {
            texts.add(row.getOptionalCell(i).map(cell -> text(cell, from1904)).orElse(""));
        }
        return texts;
    }

    /** What a cell holds; a date is the number of days that the workbook stores, with its fraction. */
    private static String text(Cell cell, boolean from1904) {
        return switch (cell.getType()) {
            case STRING -> cell.asString();
            case NUMBER -> number(cell, from1904);
            case BOOLEAN -> cell.getRawValue();
            case FORMULA -> cell.getRawValue() == null ? "" : cell.getRawValue();
            case ERROR, EMPTY -> "";
        };
    }

    private static String number(Cell cell, boolean from1904) {
        var raw = cell.getRawValue();
        var format = Optional.ofNullable(cell.getDataFormatString()).orElse("").toLowerCase(Locale.ROOT);
        if (format.contains("yy") || format.contains("h:")) {
            var days = new BigDecimal(raw).add(from1904 ? DAYS_TO_1904 : BigDecimal.ZERO);
            // Midnight, where the cell shows a time of day, is one.
            return days.stripTrailingZeros().scale() <= 0 && format.contains("h")
                    ? days.toBigInteger() + ".0"
                    : days.setScale(Math.min(days.scale(), 9), RoundingMode.HALF_UP)
                            .toPlainString();
        }
        return raw;
    }
}
