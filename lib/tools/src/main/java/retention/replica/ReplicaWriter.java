package retention.replica;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.commons.csv.CSVFormat;
import retention.posts.Columns;
import retention.project.AtomicFile;

/**
 * Writes the parts of a replica one after the other, in memory that does not grow with their number: while the texts of
 * one part are made in blocks on all cores, the next part is decided.
 */
final class ReplicaWriter implements AutoCloseable {

    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final int BLOCK = 1000;

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(cores);
    private final Iterator<ReplicaSettings> parts;
    private final ReplicaTruth truth;
    private CompletableFuture<Replica> next;

    /** Posts as bytes of a CSV, and their topics by id. */
    private record Block(byte[] csv, Map<String, Topic> topics) {

        private static Block of(Replica replica, int[] posts) {
            var text = new StringBuilder();
            var topics = new LinkedHashMap<String, Topic>();
            for (var index : posts) {
                var post = replica.post(index);
                print(post.cells(), text);
                topics.put(post.get("post_id"), post.topic());
            }
            return new Block(text.toString().getBytes(StandardCharsets.UTF_8), topics);
        }
    }

    private ReplicaWriter(List<ReplicaSettings> parts, ReplicaTruth truth) {
        this.parts = parts.iterator();
        this.truth = truth;
        decideNext();
    }

    /** Writes a replica as as many parts in each file, and its truth. */
    static void write(ReplicaSettings settings, List<Path> files, Path truthJson) throws IOException {
        var parts = settings.parts(files.size());
        AtomicFile.write(truthJson, out -> {
            var truth = new ReplicaTruth(settings, parts.size(), out);
            try (var writer = new ReplicaWriter(parts, truth)) {
                for (var file : files) {
                    AtomicFile.write(file, csv -> writer.write(parts.size() / files.size(), csv));
                }
            }
            truth.end();
        });
    }

    private void write(int number, OutputStream out) throws IOException {
        var header = new StringBuilder();
        print(Columns.CANONICAL, header);
        out.write(header.toString().getBytes(StandardCharsets.UTF_8));
        for (var part = 0; part < number; part++) {
            var replica = result(next);
            decideNext();
            truth.add(replica);
            write(replica, out);
        }
    }

    private void write(Replica replica, OutputStream out) throws IOException {
        var posts = replica.timeline.chronological();
        var made = new ArrayDeque<CompletableFuture<Block>>();
        for (var from = 0; from < posts.length || !made.isEmpty(); from += BLOCK) {
            if (from < posts.length) {
                var block = Arrays.copyOfRange(posts, from, Math.min(from + BLOCK, posts.length));
                made.add(CompletableFuture.supplyAsync(() -> Block.of(replica, block), workers));
            }
            if (made.size() > 2 * cores || from >= posts.length) {
                var block = result(made.remove());
                out.write(block.csv);
                truth.add(block.topics);
            }
        }
    }

    private void decideNext() {
        if (parts.hasNext()) {
            var part = parts.next();
            next = CompletableFuture.supplyAsync(() -> new Replica(part), workers);
        }
    }

    private static <T> T result(CompletableFuture<T> made) {
        try {
            return made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException refused ? refused : e;
        }
    }

    /** Prints one line; a missing value is null, since Commons CSV quotes an empty text at the start of a line. */
    private static void print(List<String> cells, StringBuilder into) {
        try {
            CSV.printRecord(
                    into, cells.stream().map(cell -> cell.isEmpty() ? null : cell).toArray());
        } catch (IOException e) {
            throw new AssertionError("text in memory takes any line", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
