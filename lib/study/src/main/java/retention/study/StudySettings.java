package retention.study;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import numerics.Check;
import retention.posts.Columns;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Posts;
import retention.project.Project;
import retention.users.Period;

/**
 * How the posts of a study are read and which months are studied, as a small text file says it. Each line is {@code key = value}, a
 * line that begins with {@code #} is a comment, and what is not given has its default.
 *
 * @param columns the names of columns that are not known by themselves
 * @param zone of times that do not say theirs; without one they are China's
 * @param period when users are observed, and when they are looked for again
 */
public record StudySettings(Columns columns, Optional<ZoneId> zone, Period period) {

    /** The environment variable that names another file than {@value #NAME} in the project's root. */
    public static final String VARIABLE = "RETENTION_SETTINGS";

    /** The file of the study in the project's root. */
    public static final String NAME = "study.properties";

    /** Every value has its default. */
    public static final StudySettings DEFAULT = new StudySettings(Columns.usual(), Optional.empty(), Period.DEFAULT);

    private static final String ZONE = "zone";
    private static final String COLUMN = "column.";

    /**
     * The settings of this project: of the file that the environment variable {@value #VARIABLE} names, else of {@value #NAME} in the
     * root where there is one, else the default.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public static StudySettings find() {
        return file().map(StudySettings::read).orElse(DEFAULT);
    }

    /** The file of settings of this project, where there is one. */
    public static Optional<Path> file() {
        var root = Project.find().root();
        var usual = Optional.of(root.resolve(NAME)).filter(Files::isRegularFile);
        return variable(VARIABLE).map(root::resolve).or(() -> usual);
    }

    /** An environment variable that is set, and not blank. */
    static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /**
     * Reads a file of settings.
     *
     * @throws IllegalArgumentException if it is no such text, or has a key or a value that means nothing; the message has one line
     * @throws UncheckedIOException if it cannot be read
     */
    public static StudySettings read(Path file) {
        var values = values(file);
        try {
            return of(values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * The settings that these values make, as {@link #read} has them from a file.
     *
     * @throws IllegalArgumentException if a key or a value means nothing
     */
    public static StudySettings of(Map<String, String> values) {
        var columns = new TreeMap<String, String>();
        var known = new TreeSet<>(Period.KEYS);
        known.add(ZONE);
        values.forEach((key, value) -> {
            if (key.startsWith(COLUMN)) {
                columns.put(key.substring(COLUMN.length()), value);
            } else if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "%s is no setting: expected %s, or column.NAME.".formatted(key, String.join(", ", known)));
            }
        });
        var zone = Optional.ofNullable(values.get(ZONE)).map(StudySettings::zone);
        return new StudySettings(new Columns(columns), zone, Period.of(values));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            var why = "zone = %s: expected a zone such as UTC, +08:00 or Asia/Shanghai.";
            throw new IllegalArgumentException(why.formatted(text), e);
        }
    }

    /** The keys and values of a file of settings, as {@link #of(Map)} takes them; it throws what {@link #read} does. */
    public static Map<String, String> values(Path file) {
        var values = new TreeMap<String, String>();
        var lines = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                var before = values.put(key.toString(), value.toString().strip());
                Check.that(before == null, "%s is set twice.", key);
                return before;
            }
        };
        try {
            lines.load(new StringReader(Project.text(file)));
        } catch (IllegalArgumentException e) {
            var why =
                    "%s: not a file of settings. Expected UTF-8 text with lines such as observed = 2025-01, each key once.";
            throw new IllegalArgumentException(why.formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the settings in " + file, e);
        }
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /** Reads posts by these settings: see {@link Posts#read(List, Columns, Optional)}. */
    public Posts posts(List<Path> files) {
        return Posts.read(files, columns, zone);
    }

    /** Reads posts one after another: see {@link PostStream#read}. */
    public <T> PostStream.Read<T> stream(List<Path> files, int listed, Supplier<T> start, BiConsumer<T, Post> add) {
        return PostStream.read(files, columns, zone, listed, start, add);
    }
}
