package retention.posts;

import static retention.posts.UnusableFileException.Reason.NO_USABLE_POST;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import numerics.Numbers;
import retention.project.TemporaryFiles;

/**
 * Files of posts of which one post is in memory at a time: see {@link Posts#read(List, Columns, Optional)} for what can be read.
 *
 * <p>A file's times are corrected by all of its ids, and its encoding is known for sure at its end. Both are first taken for what
 * they nearly always are, China's time and what the first bytes tell. Where the end shows something else, all files are read
 * again, knowing it.
 */
public final class PostStream {

    private final Columns columns;
    private final Optional<ZoneId> zone;
    private final int listed;
    private final List<PostFile> files = new ArrayList<>();

    /**
     * What came of reading.
     *
     * @param made of all posts
     */
    public record Read<T>(Reading reading, T made) {}

    private PostStream(Columns columns, Optional<ZoneId> zone, int listed) {
        this.columns = columns;
        this.zone = zone;
        this.listed = listed;
    }

    /**
     * Reads files one after another, and collects their posts as {@link java.util.stream.Stream#collect} does; refuses what {@link
     * Posts#read(List, Columns, Optional)} refuses.
     *
     * @param listed how many problems of either kind are kept; more are counted
     * @param start gives what takes posts and has none yet; it is asked each time that the files are read from the first one on
     * @param add adds the next post, in the order of the files
     */
    public static <T> Read<T> read(
            List<Path> paths,
            Columns columns,
            Optional<ZoneId> zone,
            int listed,
            Supplier<T> start,
            BiConsumer<T, Post> add) {
        var read = readAny(paths, columns, zone, listed, start, add);
        if (read.reading.posts() == 0) {
            throw NO_USABLE_POST.of(paths.get(0), read.reading.whyNoneCanBeUsed());
        }
        return read;
    }

    /** The same where none of the rows may be usable, as in one file of many that a task reads alone. */
    public static <T> Read<T> readAny(
            List<Path> paths,
            Columns columns,
            Optional<ZoneId> zone,
            int listed,
            Supplier<T> start,
            BiConsumer<T, Post> add) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("No file of posts; expected at least one.");
        }
        try (var copies = new TemporaryFiles()) {
            var stream = new PostStream(columns, zone, listed);
            paths.forEach(path -> stream.files.addAll(PostFile.of(path, copies)));
            while (true) {
                var made = start.get();
                var reading = stream.readOnce(paths.get(0), post -> add.accept(made, post));
                if (reading.isPresent()) {
                    return new Read<>(reading.get(), made);
                }
            }
        }
    }

    /** Reads all files once; nothing if they must be read again. */
    private Optional<Reading> readOnce(Path first, Consumer<Post> posts) {
        var reading = new Reading(first, listed);
        var filesByNote = new LinkedHashMap<String, List<String>>();
        boolean isFinal = true;
        for (var file : files) {
            var rows = new RowCollector(file.path(), columns, file.clock(zone), reading, isFinal ? posts : post -> {});
            isFinal &= file.read(rows);
            var notes = file.leftOut().isEmpty() ? rows.notes() : List.of("left out, since it holds no posts");
            notes.forEach(note -> filesByNote
                    .computeIfAbsent(note, same -> new ArrayList<>())
                    .add(Characters.excerpt(String.valueOf(file.path().getFileName()))));
        }
        if (files.stream().allMatch(file -> file.leftOut().isPresent())) {
            throw files.get(0).leftOut().orElseThrow();
        }
        if (!isFinal) {
            return Optional.empty();
        }
        filesByNote.forEach((note, names) -> reading.note(inWords(note, names)));
        return Optional.of(reading);
    }

    /** A note with the files of which it holds, where those are not all. */
    private String inWords(String note, List<String> names) {
        if (names.size() == files.size()) {
            return note;
        }
        var some = names.size() > 3
                ? Numbers.text("%s and %d more files", names.get(0), names.size() - 1)
                : String.join(", ", names);
        return some + ": " + note;
    }
}
