package retention.posts;

import static retention.posts.UnusableFileException.Reason.MALFORMED;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Numbers;

/**
 * Which column of a file holds what. Columns are known by their usual names, those of the study's own files and of the usual
 * crawlers, in any case. A user names the others.
 *
 * @param named the file's name of a column by its canonical name, such as {@code create_time -> "posted on"}
 */
public record Columns(Map<String, String> named) {

    /** The columns that the study knows, in the order of its files; {@code ip_localtion} is the spelling of the first one. */
    public static final List<String> CANONICAL =
            Stream.of(Column.values()).map(Column::canonical).toList();

    private static final int MOST_SHOWN = 20;
    private static final Set<String> OF_COMMENTS =
            Set.of("commentid", "parentcommentid", "subcommentcount", "评论id", "评论内容");

    /** A post needs one column of each list. */
    private static final List<List<Column>> NEEDED = List.of(
            List.of(Column.USER_ID),
            List.of(Column.CREATE_TIME),
            List.of(Column.TITLE, Column.CONTENT),
            Stream.of(Reaction.values()).map(Reaction::source).toList());

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
                        .formatted(Characters.excerpt(name), other == null ? canonical : other, canonical));
            }
        });
        named = Collections.unmodifiableMap(checked);
    }

    /** Columns that are known by their usual names alone. */
    public static Columns usual() {
        return new Columns(Map.of());
    }

    private static Column canonical(String name) {
        return Stream.of(Column.values())
                .filter(column ->
                        column.canonical().equals(name) || (column == Column.IP_LOCATION && name.equals("ip_location")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown column \"%s\"; expected one of %s.".formatted(Characters.excerpt(name), CANONICAL)));
    }

    /** What a column of this name holds, or nothing where it is none that the study knows. */
    Optional<Column> column(String name) {
        var plain = Column.plain(name);
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(plain))
                .findFirst()
                .map(entry -> canonical(entry.getKey()))
                .or(() -> Column.called(name).filter(column -> !named.containsKey(column.canonical())));
    }

    private Set<Column> columns(Collection<String> names) {
        return names.stream().map(this::column).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** How many of the columns that the study knows have one of these names. */
    int known(Collection<String> names) {
        return columns(names).size();
    }

    /** Whether these are the names of all that a post needs, and not those of a comment. */
    boolean areOfPosts(Collection<String> names) {
        var known = columns(names);
        return NEEDED.stream().noneMatch(oneOf -> Collections.disjoint(oneOf, known))
                && names.stream().noneMatch(name -> OF_COMMENTS.contains(Column.key(name)));
    }

    /** Where the columns of one file are. */
    final class Header {

        private final Path file;
        private final List<String> names;
        /** Where each column is; of those that hold the same the one with the earlier name first. */
        private final Map<Column, List<Integer>> places = new EnumMap<>(Column.class);

        /** @throws UnusableFileException if a column that the study knows stands twice under the same name */
        Header(Path file, List<String> names) {
            this.file = file;
            this.names = List.copyOf(names);
            var taken = new HashSet<String>();
            for (int i = 0; i < names.size(); i++) {
                var name = names.get(i);
                var column = column(name);
                if (column.isPresent() && !taken.add(Column.plain(name))) {
                    throw MALFORMED.of(
                            file,
                            "the column %s stands twice in the header. Remove or rename one of them."
                                    .formatted(Characters.excerpt(name)));
                }
                if (column.isPresent()) {
                    places.computeIfAbsent(column.get(), any -> new ArrayList<>())
                            .add(i);
                }
            }
            places.values().forEach(same -> same.sort(Comparator.comparingInt(i -> Column.rank(names.get(i)))));
        }

        /** The first field that is not empty of those that hold this; empty if there is none. */
        String field(Column column, String[] fields) {
            return first(column, fields, Optional::of).orElse("");
        }

        /** What is read of the first field of those that hold this of which anything can be read. */
        <T> Optional<T> first(Column column, String[] fields, Function<String, Optional<T>> reader) {
            for (int position : places.getOrDefault(column, List.of())) {
                if (position < fields.length && !fields[position].isEmpty()) {
                    var read = reader.apply(fields[position]);
                    if (read.isPresent()) {
                        return read;
                    }
                }
            }
            return Optional.empty();
        }

        /** Whether another header has the same columns at the same places. */
        boolean isLike(Header other) {
            return places.equals(other.places);
        }

        /** What the file itself calls a column. */
        String name(Column column) {
            return places.containsKey(column)
                    ? Column.plain(names.get(places.get(column).get(0)))
                    : column.canonical();
        }

        /**
         * Makes sure that there is what a post needs.
         *
         * @throws UnusableFileException if there is no user, time, text or count, a column that was named is not there, or the
         *     file holds comments
         */
        void check() {
            named.forEach((canonical, name) -> {
                if (!places.containsKey(canonical(canonical))) {
                    throw missing("no column \"%s\", which was named for %s; the header has %s."
                            .formatted(Characters.excerpt(name), canonical, shown()));
                }
            });
            names.stream()
                    .filter(name -> OF_COMMENTS.contains(Column.key(name)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw missing("holds comments (it has a column %s); expected posts."
                                .formatted(Characters.excerpt(name)));
                    });
            var lacking = NEEDED.stream()
                    .filter(oneOf -> Collections.disjoint(oneOf, places.keySet()))
                    .map(oneOf -> oneOf.stream().map(Column::canonical).collect(Collectors.joining(" or ")))
                    .toList();
            if (!lacking.isEmpty()) {
                throw missing(
                        "missing columns %s; the header has %s. If they have other names, say which in study.properties, such as column.user_id = author; data/README.md describes how."
                                .formatted(lacking, shown()));
            }
        }

        private UnusableFileException missing(String message) {
            return MISSING_COLUMNS.of(file, message);
        }

        private String shown() {
            var first = names.stream()
                    .filter(name -> !name.isBlank())
                    .limit(MOST_SHOWN)
                    .map(Characters::excerpt)
                    .toList();
            return names.size() > MOST_SHOWN
                    ? Numbers.text("%s and %d more", first, names.size() - MOST_SHOWN)
                    : first.toString();
        }

        /** What to know of the columns: those of which there are two, and those that are absent. */
        List<String> notes() {
            var notes = new ArrayList<String>();
            places.forEach((column, same) -> {
                if (same.size() > 1) {
                    notes.add("%s are both columns for %s: the first of them that %s is read."
                            .formatted(
                                    same.stream()
                                            .map(i -> Characters.excerpt(Column.plain(names.get(i))))
                                            .collect(Collectors.joining(" and ")),
                                    column.canonical(),
                                    column == Column.USER_ID || column == Column.POST_ID
                                            ? "has an id"
                                            : "is not empty"));
                }
            });
            var absent = Stream.of(Column.values())
                    .filter(column -> !places.containsKey(column))
                    .map(Column::canonical)
                    .toList();
            if (!absent.isEmpty()) {
                notes.add("There is no column for %s.".formatted(String.join(", ", absent)));
            }
            return notes;
        }
    }
}
