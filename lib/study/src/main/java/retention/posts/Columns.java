package retention.posts;

import static retention.posts.UnusableFileException.Reason.MALFORMED;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which column of a file holds what. Without a word from the user, columns are known by their names: those of the study's own
 * files and of the usual crawlers, in any case. A user names the others.
 *
 * @param named the file's name of a column by its canonical name, such as {@code create_time -> "posted on"}; what is not in
 *     it is known by its usual names
 */
public record Columns(Map<String, String> named) {

    /** The columns that the study knows, in the order of its files; {@code ip_localtion} is the spelling of the first one. */
    public static final List<String> CANONICAL =
            Stream.of(Column.values()).map(Column::canonical).toList();

    private static final int MOST_SHOWN = 20;
    private static final Set<String> OF_COMMENTS = Set.of("commentid", "parentcommentid", "评论id", "评论内容");

    /** @throws IllegalArgumentException if a name is not one of {@link #CANONICAL}, or a column is named twice */
    public Columns {
        var checked = new LinkedHashMap<String, String>();
        var taken = new LinkedHashMap<String, String>();
        named.forEach((canonical, name) -> {
            var column = canonical(canonical);
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "The column for %s has no name; expected that of a column of the file.".formatted(canonical));
            }
            var other = taken.put(Column.plain(name), canonical);
            if (other != null || checked.put(column.canonical(), Column.plain(name)) != null) {
                throw new IllegalArgumentException("The column \"%s\" is named for %s and for %s; expected one of them."
                        .formatted(Excerpt.of(name), other == null ? canonical : other, canonical));
            }
        });
        named = Collections.unmodifiableMap(checked);
    }

    /** Columns that are known by their usual names alone. */
    public static Columns usual() {
        return new Columns(Map.of());
    }

    /**
     * Columns some of which are named, such as {@code Map.of("create_time", "posted on")}.
     *
     * @param named the file's name of a column by its canonical name
     * @throws IllegalArgumentException if a name is not one of {@link #CANONICAL}, or a column is named twice
     */
    public static Columns of(Map<String, String> named) {
        return new Columns(named);
    }

    private static Column canonical(String name) {
        return Stream.of(Column.values())
                .filter(column ->
                        column.canonical().equals(name) || (column == Column.IP_LOCATION && name.equals("ip_location")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown column \"%s\"; expected one of %s.".formatted(Excerpt.of(name), CANONICAL)));
    }

    /** What a column of this name holds, or nothing where it is none that the study knows. */
    Optional<Column> column(String name) {
        var plain = Column.plain(name);
        for (var entry : named.entrySet()) {
            if (entry.getValue().equalsIgnoreCase(plain)) {
                return Optional.of(canonical(entry.getKey()));
            }
        }
        return Optional.ofNullable(Column.called(name)).filter(column -> !named.containsKey(column.canonical()));
    }

    /** The columns of one file, as they come: {@link #add} them one after another. */
    final class Assignment {

        private final Path file;
        private final List<String> header = new ArrayList<>();
        private final Map<Column, List<Integer>> positions = new EnumMap<>(Column.class);
        private final Map<Integer, String> extra = new LinkedHashMap<>();

        Assignment(Path file) {
            this.file = file;
        }

        /**
         * Adds a column.
         *
         * @throws UnusableFileException if one that the study knows is there already under the same name
         */
        void add(String name) {
            int position = header.size();
            header.add(name);
            var column = column(name);
            if (column.isEmpty()) {
                extra.put(position, Column.plain(name));
                return;
            }
            var same = positions.computeIfAbsent(column.get(), any -> new ArrayList<>());
            if (same.stream().anyMatch(i -> Column.key(header.get(i)).equals(Column.key(name)))) {
                throw new UnusableFileException(
                        MALFORMED,
                        file,
                        "the column %s stands twice in the header. Remove or rename one of them."
                                .formatted(Excerpt.of(name)));
            }
            same.add(position);
            same.sort(Comparator.comparingInt((Integer i) -> column.get().rank(header.get(i)))
                    .thenComparing(Comparator.naturalOrder()));
        }

        /** The columns' names as they stand in the file. */
        List<String> header() {
            return header;
        }

        /** Where the columns are that hold this, the one to be read first in front; empty if there is none. */
        List<Integer> positions(Column column) {
            return positions.getOrDefault(column, List.of());
        }

        /** The names of all columns that the study does not know, by their positions. */
        Map<Integer, String> extra() {
            return extra;
        }

        /**
         * Makes sure that there is what a post needs.
         *
         * @throws UnusableFileException if there is no user, time, text or count, a column that was named is not there, or the
         *     file holds comments
         */
        void check() {
            for (var entry : named.entrySet()) {
                if (positions(canonical(entry.getKey())).isEmpty()) {
                    throw new UnusableFileException(
                            MISSING_COLUMNS,
                            file,
                            "no column \"%s\", which was named for %s; the header has %s."
                                    .formatted(Excerpt.of(entry.getValue()), entry.getKey(), shown()));
                }
            }
            header.stream()
                    .filter(name -> OF_COMMENTS.contains(Column.key(name)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new UnusableFileException(
                                MISSING_COLUMNS,
                                file,
                                "holds comments (it has a column %s); expected posts.".formatted(Excerpt.of(name)));
                    });
            var missing = Stream.of(
                            lacking("user_id", Column.USER_ID),
                            lacking("create_time", Column.CREATE_TIME),
                            lacking("title or content", Column.TITLE, Column.CONTENT),
                            lacking(
                                    "like_count, collect_count, comment_count or share_count",
                                    Column.LIKE_COUNT,
                                    Column.COLLECT_COUNT,
                                    Column.COMMENT_COUNT,
                                    Column.SHARE_COUNT))
                    .filter(Objects::nonNull)
                    .toList();
            if (!missing.isEmpty()) {
                throw new UnusableFileException(
                        MISSING_COLUMNS,
                        file,
                        "missing columns %s; the header has %s. If they have other names, say which; data/README.md describes how."
                                .formatted(missing, shown()));
            }
        }

        private String lacking(String name, Column... oneOf) {
            return Stream.of(oneOf).allMatch(column -> positions(column).isEmpty()) ? name : null;
        }

        private String shown() {
            var names = header.stream()
                    .filter(name -> !name.isBlank())
                    .limit(MOST_SHOWN)
                    .map(Excerpt::of)
                    .toList();
            return header.size() > MOST_SHOWN
                    ? String.format(Locale.ROOT, "%s and %d more", names, header.size() - MOST_SHOWN)
                    : "" + names;
        }

        /** What to know of the columns: those that are absent, and those of which there are two. */
        List<String> notes() {
            var notes = new ArrayList<String>();
            positions.forEach((column, same) -> {
                if (same.size() > 1) {
                    notes.add("%s are both columns for %s: the first of them that is not empty is read."
                            .formatted(
                                    same.stream()
                                            .map(i -> Excerpt.of(Column.plain(header.get(i))))
                                            .collect(Collectors.joining(" and ")),
                                    column.canonical()));
                }
            });
            var absent = Stream.of(Column.values())
                    .filter(column -> positions(column).isEmpty())
                    .map(Column::canonical)
                    .toList();
            if (!absent.isEmpty()) {
                notes.add("There is no column for %s.".formatted(String.join(", ", absent)));
            }
            return notes;
        }
    }
}
