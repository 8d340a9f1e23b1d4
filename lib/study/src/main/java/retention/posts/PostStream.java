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
import numerics.Check;
import numerics.Numbers;
import retention.project.TemporaryFiles;

/**
 * Reads files of posts with one post in memory at a time: see {@link Posts#read(List, Columns, Optional)} for what can be read.
 *
 * <p>A file's times are corrected by all of its ids, and its encoding is known for sure at its end. Both are first taken for what
 * they nearly always are, China's time and what the first bytes tell. Where the end shows something else, all files are read
 * again, knowing it.
 */
public final class PostStream {

    /**
     * What came of reading.
     *
     * @param made of all posts
     */
    public record Read<T>(Reading reading, T made) {}

    private PostStream() {}

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
        Check.that(!paths.isEmpty(), "No file of posts; expected at least one.");
        try (var copies = new TemporaryFiles()) {
            var files = paths.stream()
                    .flatMap(path -> PostFile.of(path, copies).stream())
                    .toList();
            var read = read(files, paths.get(0), columns, zone, listed, start, add);
            if (files.stream().allMatch(file -> file.leftOut().isPresent())) {
                throw files.get(0).leftOut().orElseThrow();
            }
            if (read.reading.posts() == 0) {
                throw NO_USABLE_POST.of(paths.get(0), read.reading.whyNoneCanBeUsed());
            }
            return read;
        }
    }

    /**
     * Reads one file of a folder, as a task does that shares a folder with others: where it holds no posts, there are none, and a note
     * says so.
     */
    public static <T> Read<T> readOneOfFolder(
            Path file, Columns columns, Optional<ZoneId> zone, int listed, Supplier<T> start, BiConsumer<T, Post> add) {
        try (var copies = new TemporaryFiles()) {
            return read(List.of(new PostFile(file, true, copies)), file, columns, zone, listed, start, add);
        }
    }

    /** Reads all files again and again until each is what it seemed to be. */
    private static <T> Read<T> read(
            List<PostFile> files,
            Path first,
            Columns columns,
            Optional<ZoneId> zone,
            int listed,
            Supplier<T> start,
            BiConsumer<T, Post> add) {
        while (true) {
            var made = start.get();
            var reading = new Reading(first, listed);
            var filesByNote = new LinkedHashMap<String, List<String>>();
            boolean isFinal = true;
            for (var file : files) {
                Consumer<Post> posts = isFinal ? post -> add.accept(made, post) : post -> {};
                var rows = new RowCollector(file.path(), columns, file.clock(zone), reading, posts);
                isFinal &= file.read(rows);
                var notes = file.leftOut().isEmpty() ? rows.notes() : List.of("left out, since it holds no posts");
                notes.forEach(note -> filesByNote
                        .computeIfAbsent(note, same -> new ArrayList<>())
                        .add(Characters.excerpt(String.valueOf(file.path().getFileName()))));
            }
            if (isFinal) {
                filesByNote.forEach((note, names) -> reading.note(inWords(note, names, files.size())));
                return new Read<>(reading, made);
            }
        }
    }

    /** A note with the files of which it holds, where those are not all. */
    private static String inWords(String note, List<String> names, int files) {
        if (names.size() == files) {
            return note;
        }
        var some = names.size() > 3
                ? Numbers.text("%s and %d more files", names.get(0), names.size() - 1)
                : String.join(", ", names);
        return some + ": " + note;
    }
}
