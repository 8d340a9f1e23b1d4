package retention.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.dflib.jjava.shaded.com.google.gson.JsonElement;
import org.dflib.jjava.shaded.com.google.gson.JsonParseException;
import org.dflib.jjava.shaded.com.google.gson.JsonParser;

/** The notebooks of the folder that the kernel runs in, as they were saved: which cell of the open one makes a name. */
final class Notebooks {

    private record Cell(boolean isCode, String source) {

        /** Whether a statement that begins a line declares it. */
        boolean makes(String name) {
            return isCode && declares(source, name);
        }

        /** The file that its first line loads. */
        Optional<String> loads() {
            var found = LOADS.matcher(source);
            return isCode && found.find() ? Optional.of(found.group(1)) : Optional.empty();
        }

        String firstLine() {
            return source.lines().findFirst().orElse("");
        }
    }

    private static final Pattern LOADS = Pattern.compile("\\A%load +(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    private final Path folder;
    private final Set<String> ran = new HashSet<>();
    private String latest = "";

    Notebooks(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** A cell begins. */
    void begins(String source) {
        latest = source.strip();
    }

    /** The cell that began ran to its end. */
    void ends() {
        ran.add(latest);
    }

    /** The cell that began last. */
    String latest() {
        return latest;
    }

    /**
     * A line for each cell to run first, so that these names are there, or for a name that was probably meant; none for a name of which
     * neither is known.
     *
     * @param known the names that are there
     */
    List<String> hints(List<String> names, List<String> known) {
        if (names.isEmpty()) {
            return List.of();
        }
        var cells = open();
        return names.stream()
                .flatMap(name ->
                        hint(cells, name)
                                .or(() -> known.contains(name) ? Optional.empty() : meant(name, known))
                                .stream())
                .toList();
    }

    private static Optional<String> meant(String name, List<String> known) {
        return known.stream()
                .filter(other -> distance(name, other) <= Math.min(2, (name.length() - 1) / 2))
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .map(other -> "`%s` is not there; is `%s` meant?".formatted(name, other));
    }

    /** How many letters to add, take away or replace to come from one to the other (Levenshtein). */
    private static int distance(String one, String other) {
        var row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private Optional<String> hint(List<Cell> cells, String name) {
        var heading = "";
        for (var cell : cells) {
            if (!cell.isCode()) {
                heading = HEADING.matcher(cell.source())
                        .results()
                        .reduce((first, last) -> last)
                        .map(last -> last.group(1))
                        .orElse(heading);
            } else if (cell.makes(name)) {
                return Optional.of("`%s` is made by the cell `%s` under the heading \"%s\": run it first."
                        .formatted(name, cell.firstLine(), heading));
            }
        }
        return cells.stream()
                .filter(Cell::isCode)
                .findFirst()
                .filter(first -> !ran.contains(first.source().strip()) && provides(first, name))
                .map(first -> "`%s` comes with the notebook's first cell, `%s`: run it first."
                        .formatted(name, first.firstLine()));
    }

    /** Whether the first cell is the likely place: what it loads declares the name, or the name is a class to import. */
    private boolean provides(Cell first, String name) {
        return Character.isUpperCase(name.charAt(0))
                || first.loads()
                        .map(file -> declares(text(folder.resolve(file)), name))
                        .orElse(false);
    }

    private static boolean declares(String source, String name) {
        return Pattern.compile("(?m)^(?!return\\b|new\\b)[\\w.]+(?:<.*>)?(?:\\[])* +" + Pattern.quote(name) + " *[=;(]")
                .matcher(source)
                .find();
    }

    /** The cells of the notebook that Jupyter names, or else of the one that shares most cells with what was run. */
    private List<Cell> open() {
        var session = System.getenv("JPY_SESSION_NAME");
        if (session != null) {
            var named = folder.resolve(Path.of(session).getFileName());
            if (Files.isRegularFile(named)) {
                return cells(named);
            }
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .map(Notebooks::cells)
                    .max(Comparator.comparingLong(this::inCommon))
                    .filter(cells -> inCommon(cells) > 0)
                    .orElse(List.of());
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private long inCommon(List<Cell> cells) {
        return cells.stream()
                .map(cell -> cell.source().strip())
                .filter(source -> source.equals(latest) || ran.contains(source))
                .count();
    }

    /** None where the file is no notebook: a hint is not worth another error. */
    private static List<Cell> cells(Path notebook) {
        try {
            var cells = new ArrayList<Cell>();
            for (var cell :
                    JsonParser.parseString(text(notebook)).getAsJsonObject().getAsJsonArray("cells")) {
                var parts = cell.getAsJsonObject();
                cells.add(new Cell(parts.get("cell_type").getAsString().equals("code"), source(parts.get("source"))));
            }
            return cells;
        } catch (JsonParseException | IllegalStateException | NullPointerException other) {
            return List.of();
        }
    }

    /** A text, or its lines. */
    private static String source(JsonElement text) {
        return text.isJsonArray()
                ? String.join(
                        "",
                        StreamSupport.stream(text.getAsJsonArray().spliterator(), false)
                                .map(JsonElement::getAsString)
                                .toList())
                : text.getAsString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
