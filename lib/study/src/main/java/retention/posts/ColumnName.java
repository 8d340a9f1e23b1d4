package retention.posts;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a column says, however people write it. */
final class ColumnName {

    /** Objects around a post or its counts, whose names say no more than those of the fields in them. */
    private static final Set<String> WRAPPERS =
            Set.of("data item note post notecard noteinfo source interactinfo interactions stats statistics metrics"
                    .split(" "));

    private static final Pattern PATH = Pattern.compile("[./]");

    /** Such an object where a name has no mark between it and its field. */
    private static final Pattern JOINED = Pattern.compile("^(?:notecard)?(?:interactinfo)?(?=.)");

    /** What stands behind a name: a colon, or a word in brackets that does not multiply the counts below it. */
    private static final Pattern BEHIND =
            Pattern.compile("(?<=.)(?:[(（\\[【](?![kwm%][)）\\]】])[^)）\\]】千万萬亿億]{0,10}[)）\\]】]|[:：*])+$");

    /** A longer text is no name. */
    private static final int LONGEST = 200;

    private ColumnName() {}

    /**
     * What a name says, without what people write differently: see {@link #spelled}, the marks of a path, and objects around a
     * post or its counts.
     */
    static String key(String name) {
        if (name.length() > LONGEST) {
            return name;
        }
        var path = PATH.split(BEHIND.matcher(spelled(name)).replaceFirst(""));
        int from = 0;
        while (from < path.length - 1 && WRAPPERS.contains(path[from])) {
            from++;
        }
        return JOINED.matcher(String.join("", List.of(path).subList(from, path.length)))
                .replaceFirst("");
    }

    /** A name in lower case without blanks, hyphens, underscores and quotes. */
    static String spelled(String name) {
        if (name.length() > LONGEST) {
            return name;
        }
        return plain(name).toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
    }

    /** A name without invisible characters, quotes and blanks around it. */
    static String plain(String name) {
        return Characters.stripped(name, "\"'“”");
    }
}
