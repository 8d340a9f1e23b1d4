package retention.posts;

import static retention.posts.UnusableFileException.Reason.NO_USABLE_POST;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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
    private final Sink sink;
    private final List<PostFile> files = new ArrayList<>();

    /** What takes posts one after another, in the order of the files. */
    public interface Sink {

        /** Takes the next post. */
        void post(Post post);

        /** Forgets all posts so far, since they come again, the first one first. */
        void restart();
    }

    private PostStream(Columns columns, Optional<ZoneId> zone, int listed, Sink sink) {
        this.columns = columns;
        this.zone = zone;
        this.listed = listed;
        this.sink = sink;
    }

    /**
     * Reads files one after another; refuses what {@link Posts#read(List, Columns, Optional)} refuses.
     *
     * @param listed how many problems of either kind are kept; more are counted
     */
    public static Reading read(List<Path> paths, Columns columns, Optional<ZoneId> zone, int listed, Sink sink) {
        var reading = readAny(paths, columns, zone, listed, sink);
        if (reading.posts() == 0) {
            throw NO_USABLE_POST.of(paths.get(0), reading.whyNoneCanBeUsed());
        }
        return reading;
    }

    /** The same where none of the rows may be usable, as in one file of many that a task reads alone. */
    public static Reading readAny(List<Path> paths, Columns columns, Optional<ZoneId> zone, int listed, Sink sink) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("No file of posts; expected at least one.");
        }
        try (var copies = new TemporaryFiles()) {
            var stream = new PostStream(columns, zone, listed, sink);
            paths.forEach(path -> stream.files.addAll(PostFile.of(path, copies)));
            var reading = stream.readOnce(paths.get(0));
            while (reading.isEmpty()) {
                sink.restart();
                reading = stream.readOnce(paths.get(0));
            }
            return reading.get();
        }
    }

    /** Reads all files once; nothing if they must be read again. */
    private Optional<Reading> readOnce(Path first) {
        var reading = new Reading(first, listed);
        var filesByNote = new LinkedHashMap<String, List<String>>();
        boolean isFinal = true;
        for (var file : files) {
            var rows = new RowCollector(
                    file.path(), columns, file.clock(zone), reading, isFinal ? sink::post : post -> {});
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
