package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;
import static retention.posts.UnusableFileException.Reason.NO_USABLE_POST;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import numerics.Numbers;

/**
 * Files of posts of which one post is in memory at a time: see {@link Posts#read(List, Columns, Optional)} for what can be read.
 *
 * <p>A file's times are corrected by all of its ids, and its encoding is known for sure at its end. Both are first taken for what
 * they nearly always are, China's time and what the first bytes tell. Where the end shows something else, all files are read
 * again, knowing it.
 */
public final class PostStream implements AutoCloseable {

    private static final Set<UnusableFileException.Reason> NO_POSTS = Set.of(EMPTY_FILE, MISSING_COLUMNS, UNKNOWN_FORM);

    private final List<List<PostFile>> files = new ArrayList<>();
    private final Path first;

    /** What takes posts one after another, in the order of the files. */
    public interface Sink {

        /** Takes the next post. */
        void post(Post post);

        /** Forgets all posts so far, since they come again, the first one first. */
        void restart();
    }

    private PostStream(List<Path> paths, Columns columns, Optional<ZoneId> zone) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("No file of posts; expected at least one.");
        }
        first = paths.get(0);
        for (var path : paths) {
            files.add(PostFile.files(path).stream()
                    .map(file -> new PostFile(file, Files.isDirectory(path), columns, zone))
                    .toList());
        }
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
        try (var stream = new PostStream(paths, columns, zone)) {
            var reading = stream.read(listed, sink);
            while (reading.isEmpty()) {
                sink.restart();
                reading = stream.read(listed, sink);
            }
            return reading.get();
        }
    }

    /**
     * Posts of rows that something else has read, by the rules for the rows of a file.
     *
     * @param header the names of the columns
     * @param rows their fields, empty where there is nothing; the first one is of line 1
     * @throws UnusableFileException if the columns are not what a post needs
     */
    public static Reading ofRows(
            Path file, List<String> header, List<String[]> rows, Columns columns, Optional<ZoneId> zone, Sink sink) {
        var ruling = IdClock.Ruling.NONE;
        while (true) {
            var reading = new Reading(file, Integer.MAX_VALUE);
            var collected = new RowCollector(file, columns, new IdClock(zone, ruling), reading, sink::post);
            collected.header(header);
            collected.checkColumns();
            for (int i = 0; i < rows.size(); i++) {
                collected.row(i + 1, rows.get(i));
            }
            var found = collected.ruling();
            if (found.equals(ruling)) {
                collected.notes().forEach(reading::note);
                return reading;
            }
            ruling = found;
            sink.restart();
        }
    }

    /** Reads all files once; nothing if they must be read again. */
    private Optional<Reading> read(int listed, Sink sink) {
        var reading = new Reading(first, listed);
        var filesByNote = new LinkedHashMap<String, List<String>>();
        boolean isFinal = true;
        int count = 0;
        for (var some : files) {
            Optional<UnusableFileException> refused = Optional.empty();
            boolean anyRead = false;
            for (var file : some) {
                var rows = file.rows(reading, isFinal ? sink::post : post -> {});
                List<String> notes;
                try {
                    isFinal &= file.read(rows);
                    anyRead = true;
                    notes = rows.notes();
                } catch (UnusableFileException e) {
                    if (!file.isOfFolder() || !NO_POSTS.contains(e.reason())) {
                        throw e;
                    }
                    isFinal &= !rows.isAny();
                    file.leaveOut(e);
                    refused = refused.or(() -> Optional.of(e));
                    notes = List.of("left out, since it holds no posts");
                }
                count++;
                notes.forEach(note -> filesByNote
                        .computeIfAbsent(note, same -> new ArrayList<>())
                        .add(file.name()));
            }
            if (!anyRead) {
                throw refused.orElseThrow();
            }
        }
        if (!isFinal) {
            return Optional.empty();
        }
        notes(filesByNote, count).forEach(reading::note);
        return Optional.of(reading);
    }

    /** Each note once, with the files of which it holds where those are not all. */
    private static List<String> notes(Map<String, List<String>> filesByNote, int files) {
        return filesByNote.entrySet().stream()
                .map(entry -> {
                    var names = entry.getValue();
                    var some = names.size() > 3
                            ? Numbers.text("%s and %d more files", names.get(0), names.size() - 1)
                            : String.join(", ", names);
                    return names.size() == files ? entry.getKey() : some + ": " + entry.getKey();
                })
                .toList();
    }

    @Override
    public void close() {
        files.forEach(some -> some.forEach(PostFile::close));
    }
}
