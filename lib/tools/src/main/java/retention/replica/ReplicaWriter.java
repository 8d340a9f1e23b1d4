package retention.replica;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
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
final class ReplicaWriter {

    private static final CSVFormat CSV = CSVFormat.RFC4180;
    private static final int BLOCK = 1000;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final ExecutorService workers;
    private final ArrayDeque<ReplicaSettings> parts;
    private CompletableFuture<Replica> next;

    /** Posts as lines of a CSV, and their topics by id. */
    private record Block(String csv, Map<String, Topic> topics) {

        private static Block of(Replica replica, int[] posts) {
            var text = new StringBuilder();
            var topics = new LinkedHashMap<String, Topic>();
            for (var index : posts) {
                var post = replica.post(index);
                text.append(line(post.cells()));
                topics.put(post.get("post_id"), post.topic());
            }
            return new Block(text.toString(), topics);
        }
    }

    private ReplicaWriter(List<ReplicaSettings> parts, ExecutorService workers) {
        this.parts = new ArrayDeque<>(parts);
        this.workers = workers;
        decideNext();
    }

    /** Writes the parts of a replica, as many to each file, and the truth of all. */
    static void write(ReplicaSettings settings, List<ReplicaSettings> parts, List<Path> files, Path truthJson)
            throws IOException {
        var workers = Executors.newFixedThreadPool(CORES);
        try {
            var writer = new ReplicaWriter(parts, workers);
            var head = parts.size() > 1 ? ReplicaTruth.json(settings, parts) : ReplicaTruth.json(result(writer.next));
            AtomicFile.write(truthJson, out -> {
                var truth = new ReplicaTruth(head, out);
                for (var file : files) {
                    AtomicFile.write(file, csv -> writer.write(parts.size() / files.size(), csv, truth));
                }
                truth.end();
                out.write('\n');
            });
        } finally {
            workers.shutdownNow();
        }
    }

    private void write(int number, OutputStream csv, ReplicaTruth truth) throws IOException {
        csv.write(bytes(line(Columns.CANONICAL)));
        for (var part = 0; part < number; part++) {
            var replica = result(next);
            decideNext();
            var posts = replica.timeline.chronological();
            var made = new ArrayDeque<CompletableFuture<Block>>();
            for (var from = 0; from < posts.length || !made.isEmpty(); from += BLOCK) {
                if (from < posts.length) {
                    var block = Arrays.copyOfRange(posts, from, Math.min(from + BLOCK, posts.length));
                    made.add(CompletableFuture.supplyAsync(() -> Block.of(replica, block), workers));
                }
                if (made.size() > 2 * CORES || from >= posts.length) {
                    var block = result(made.remove());
                    csv.write(bytes(block.csv));
                    truth.add(block.topics);
                }
            }
        }
    }

    private void decideNext() {
        if (!parts.isEmpty()) {
            var part = parts.remove();
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

    /** One line; a missing value is null, since Commons CSV quotes an empty text at the start of a line. */
    private static String line(List<String> cells) {
        return CSV.format(
                        cells.stream().map(cell -> cell.isEmpty() ? null : cell).toArray()) + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
