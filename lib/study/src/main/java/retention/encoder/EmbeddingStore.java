package retention.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import numerics.Progress;
import retention.project.Sha256;

/**
 * Keeps on disk what an encoder computed, so that no text is computed twice and a run that was killed goes on where it
 * stopped. A vector is found again by the encoder's digest, the readout, the cut, and the SHA-256 of the text.
 *
 * <p>Over one list of texts the vectors are the same to the last bit, killed in between or not. A vector that was
 * computed for another list may differ from that in the last bits, so give each list that must be reproducible a folder.
 *
 * <p>One append-only file for every encoder, readout and cut: see {@link VectorFile}. A second process waits until the
 * first is done, and then finds its vectors.
 */
public final class EmbeddingStore {

    private final Path folder;

    private EmbeddingStore(Path folder) {
        this.folder = folder;
    }

    /** The store in a folder, which is made when the first vector comes. */
    public static EmbeddingStore in(Path folder) {
        return new EmbeddingStore(folder);
    }

    /**
     * Looks texts up, and computes and keeps what is missing; with nothing missing the encoder's engine is not started.
     *
     * @param progress is called for the texts that are computed
     * @return by readout, in the order asked: {@code [texts.size()][encoder.width()]}; equal texts share one array
     * @throws IllegalArgumentException if the encoder has no such layer
     * @throws UncheckedIOException if the store cannot be read or written
     */
    public Map<Readout, float[][]> embed(
            Encoder encoder, List<String> texts, List<Readout> readouts, Progress progress) {
        // A file of vectors is there only for a layer that the encoder has.
        readouts.stream()
                .filter(readout -> !Files.exists(path(encoder, readout)))
                .forEach(encoder::requireLayer);
        // A file lock is held by the whole JVM, so threads need one of their own.
        synchronized (EmbeddingStore.class) {
            try {
                Files.createDirectories(folder);
                try (var lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Closing the file ends the lock.
                    lock.lock();
                    return embedLocked(encoder, texts, readouts, progress);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot use the embedding store in " + folder, e);
            }
        }
    }

    private Map<Readout, float[][]> embedLocked(
            Encoder encoder, List<String> texts, List<Readout> readouts, Progress progress) throws IOException {
        var keys = new ArrayList<String>();
        var byKey = new LinkedHashMap<String, String>();
        for (var text : texts) {
            var wellFormed = WordPieceTokenizer.wellFormed(text);
            keys.add(Sha256.of(wellFormed));
            byKey.put(keys.get(keys.size() - 1), wellFormed);
        }
        var files = new LinkedHashMap<Readout, VectorFile>();
        var vectors = new LinkedHashMap<Readout, Map<String, float[]>>();
        for (var readout : readouts) {
            var file = new VectorFile(path(encoder, readout));
            files.put(readout, file);
            vectors.put(readout, file.read(byKey.keySet()));
        }
        encoder.forEachBatch(
                byKey,
                key -> vectors.values().stream().anyMatch(known -> !known.containsKey(key)),
                readouts,
                progress,
                batch -> batch.forEach((readout, found) -> {
                    found.keySet().removeAll(vectors.get(readout).keySet());
                    files.get(readout).append(found);
                    vectors.get(readout).putAll(found);
                }));
        var embedded = new LinkedHashMap<Readout, float[][]>();
        vectors.forEach((readout, known) ->
                embedded.put(readout, keys.stream().map(known::get).toArray(float[][]::new)));
        return Collections.unmodifiableMap(embedded);
    }

    private Path path(Encoder encoder, Readout readout) {
        return folder.resolve(encoder.name(readout) + ".vectors");
    }
}
