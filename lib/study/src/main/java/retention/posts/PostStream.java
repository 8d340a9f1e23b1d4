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
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

    private static final Set<UnusableFileException.Reason> NO_POSTS = Set.of(EMPTY_FILE, MISSING_COLUMNS, UNKNOWN_FORM);

    private final Columns columns;
    private final Optional<ZoneId> zone;
    private final int listed;
    private final Sink sink;
    private final List<Source> sources = new ArrayList<>();

    /** What takes posts one after another, in the order of the files. */
    public interface Sink {

        /** Takes the next post. */
        void post(Post post);

        /** Forgets all posts so far, since they come again, the first one first. */
        void restart();
    }

    /** Rows of one file, and what was found out about it, so that it is read rightly the next time. */
    private static final class Source {

        private final Path file;
        private final boolean isOfFolder;
        private final Predicate<RowCollector> content;
        private Optional<IdClock.Ruling> ruling = Optional.empty();
        private Optional<UnusableFileException> leftOut = Optional.empty();

        /**
         * @param isOfFolder whether it was found in a folder, and so may hold something else than posts
         * @param content gives all rows, and says whether they were read rightly; else it must be asked again
         */
        private Source(Path file, boolean isOfFolder, Predicate<RowCollector> content) {
            this.file = file;
            this.isOfFolder = isOfFolder;
            this.content = content;
        }

        private boolean read(RowCollector rows) {
            if (leftOut.isPresent()) {
                return true;
            }
            if (!content.test(rows)) {
                return false;
            }
            boolean isRight = ruling.isPresent() || rows.ruling().equals(IdClock.Ruling.NONE);
            ruling = Optional.of(ruling.orElse(rows.ruling()));
            return isRight;
        }
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
            for (var path : paths) {
                for (var file : PostFile.files(path)) {
                    stream.sources.add(new Source(file, Files.isDirectory(path), new PostFile(file, copies)::read));
                }
            }
            return stream.read(paths.get(0));
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
        var stream = new PostStream(columns, zone, Integer.MAX_VALUE, sink);
        stream.sources.add(new Source(file, false, collected -> {
            collected.header(header);
            collected.checkColumns();
            for (int i = 0; i < rows.size(); i++) {
                collected.row(i + 1, rows.get(i));
            }
            return true;
        }));
        return stream.read(file);
    }

    private Reading read(Path first) {
        var reading = readOnce(first);
        while (reading.isEmpty()) {
            sink.restart();
            reading = readOnce(first);
        }
        return reading.get();
    }

    /** Reads all files once; nothing if they must be read again. */
    private Optional<Reading> readOnce(Path first) {
        var reading = new Reading(first, listed);
        var filesByNote = new LinkedHashMap<String, List<String>>();
        boolean isFinal = true;
        for (var source : sources) {
            var clock = new IdClock(zone, source.ruling.orElse(IdClock.Ruling.NONE));
            var rows = new RowCollector(source.file, columns, clock, reading, isFinal ? sink::post : post -> {});
            try {
                isFinal &= source.read(rows);
            } catch (UnusableFileException e) {
                if (!source.isOfFolder || !NO_POSTS.contains(e.reason())) {
                    throw e;
                }
                isFinal &= !rows.isAny();
                source.leftOut = Optional.of(e);
            }
            var notes = source.leftOut.isEmpty() ? rows.notes() : List.of("left out, since it holds no posts");
            notes.forEach(note -> filesByNote
                    .computeIfAbsent(note, same -> new ArrayList<>())
                    .add(Characters.excerpt(String.valueOf(source.file.getFileName()))));
        }
        if (sources.stream().allMatch(source -> source.leftOut.isPresent())) {
            throw sources.get(0).leftOut.orElseThrow();
        }
        if (!isFinal) {
            return Optional.empty();
        }
        filesByNote.forEach((note, files) -> reading.note(inWords(note, files)));
        return Optional.of(reading);
    }

    /** A note with the files of which it holds, where those are not all. */
    private String inWords(String note, List<String> files) {
        if (files.size() == sources.size()) {
            return note;
        }
        var some = files.size() > 3
                ? Numbers.text("%s and %d more files", files.get(0), files.size() - 1)
                : String.join(", ", files);
        return some + ": " + note;
    }
}
