package retention.posts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds small files of posts: {@code csv().row("title", "Hello").row(...)}. */
public final class CsvFixture {

    public static final String ALICE = "678450d40000000000000001";
    public static final String BOB = "678450d40000000000000002";

    private static final Map<String, String> USUAL = new LinkedHashMap<>();

    static {
        Columns.CANONICAL.forEach(column -> USUAL.put(column, ""));
        USUAL.putAll(Map.of(
                "title", "A title",
                "content", "Some content",
                "user_id", ALICE,
                "like_count", "1",
                "collect_count", "2",
                "comment_count", "3",
                "share_count", "4",
                "create_time", "2025-01-13 23:10:00",
                "post_id", "67852ccd0000000000000001",
                "type", "normal"));
    }

    private final List<String> header;
    private final List<String> lines = new ArrayList<>();

    private CsvFixture(List<String> header) {
        this.header = header;
        lines.add(String.join(",", header));
    }

    public static CsvFixture csv() {
        return new CsvFixture(Columns.CANONICAL);
    }

    public static CsvFixture csv(List<String> header) {
        return new CsvFixture(header);
    }

    /** Adds a row with usual values but for these, given as column, value, column, value ... */
    public CsvFixture row(String... columnsAndValues) {
        var values = new LinkedHashMap<>(USUAL);
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            values.put(columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return line(header.stream()
                .map(column -> "\"" + values.getOrDefault(column, "").replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",")));
    }

    /** Adds lines as they are. */
    public CsvFixture line(String... raw) {
        lines.addAll(Arrays.asList(raw));
        return this;
    }

    public String text() {
        return String.join("\n", lines) + "\n";
    }
}
