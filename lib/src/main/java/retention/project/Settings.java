package retention.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a user says of a study in a small text file: which columns the posts have, in which zone their times are, which months are
 * studied. Each line is {@code key = value}, a line that begins with {@code #} is a comment, and what is not said has its default.
 *
 * <p>What the values mean is decided where they are used: columns and zone by the package that reads posts, months by the one that
 * makes users of them.
 *
 * @param file where they were read from; empty for the defaults
 * @param values by key, in alphabetical order
 */
public record Settings(Optional<Path> file, Map<String, String> values) {

    /** The environment variable that names another file than {@value #NAME} in the project's root. */
    public static final String VARIABLE = "RETENTION_SETTINGS";

    /** The file of the study in the project's root. */
    public static final String NAME = "study.properties";

    /** Before the name of a column, such as {@code column.user_id}. */
    private static final String COLUMN = "column.";

    private static final Set<String> KEYS = Set.of("zone", "observed", "outcome", "wave");

    public Settings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Nothing said: each value has its default. */
    public static Settings defaults() {
        return new Settings(Optional.empty(), Map.of());
    }

    /**
     * The settings of this project: of the file that the environment variable {@value #VARIABLE} names, else of {@value #NAME} in the
     * root where there is one, else the defaults.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public static Settings find() {
        var root = Project.find().root();
        var named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return read(root.resolve(named));
        }
        var own = root.resolve(NAME);
        return Files.isRegularFile(own) ? read(own) : defaults();
    }

    /**
     * Reads a file of settings.
     *
     * @throws IllegalArgumentException if it is not there, is no such text, or has a key that means nothing
     */
    public static Settings read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: not a file of settings. Expected UTF-8 text with lines such as observed = 2025-01."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the settings in " + file, e);
        }
        var values = new LinkedHashMap<String, String>();
        for (var key : new TreeSet<>(properties.stringPropertyNames())) {
            if (!KEYS.contains(key) && !(key.startsWith(COLUMN) && key.length() > COLUMN.length())) {
                throw new IllegalArgumentException("%s: unknown setting %s. Expected %s, or column.NAME."
                        .formatted(file, key, String.join(", ", new TreeSet<>(KEYS))));
            }
            var value = properties.getProperty(key).strip();
            if (!value.isEmpty()) {
                values.put(key, value);
            }
        }
        return new Settings(Optional.of(file), values);
    }

    /** The file's name of each column that the settings name, by the study's own name: {@code column.user_id = uid} is user_id: uid. */
    public Map<String, String> columns() {
        return values(key -> key.startsWith(COLUMN)).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(COLUMN.length()),
                        Map.Entry::getValue,
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    /** The zone, if one is said. */
    public Optional<String> zone() {
        return Optional.ofNullable(values.get("zone"));
    }

    /** What is said of the months: some of {@code observed}, {@code outcome} and {@code wave}. */
    public Map<String, String> period() {
        return values(key -> !key.equals("zone") && !key.startsWith(COLUMN));
    }

    private Map<String, String> values(Predicate<String> keys) {
        var some = new LinkedHashMap<>(values);
        some.keySet().removeIf(key -> !keys.test(key));
        return some;
    }
}
