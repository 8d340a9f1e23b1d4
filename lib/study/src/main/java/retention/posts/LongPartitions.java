package retention.posts;

import it.unimi.dsi.fastutil.io.BinIO;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongIterator;
import it.unimi.dsi.fastutil.longs.LongIterators;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import retention.project.TemporaryFiles;

/**
 * Numbers dealt out to partitions by the first bits of a hash, in which they keep their order. Those that are too many for memory
 * are kept in temporary files.
 */
public final class LongPartitions implements AutoCloseable {

    private static final int BITS = 6;

    /** So many numbers in memory take 8 MB. */
    private static final int MOST = 1 << 20;

    private final List<LongArrayList> inMemory =
            Stream.generate(LongArrayList::new).limit(1 << BITS).toList();

    private final int most;
    private final TemporaryFiles temporary = new TemporaryFiles();
    private final List<Path> files = new ArrayList<>();
    private int size;

    /** No numbers yet. */
    public LongPartitions() {
        this(MOST);
    }

    /** @param most how many numbers are kept in memory */
    LongPartitions(int most) {
        this.most = most;
    }

    /** Adds a number to the partition of a hash. */
    public void add(long hash, long number) {
        inMemory.get((int) (hash >>> (Long.SIZE - BITS))).add(number);
        if (++size == most) {
            try {
                spill();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write temporary files", e);
            }
        }
    }

    private void spill() throws IOException {
        while (files.size() < inMemory.size()) {
            files.add(temporary.add());
        }
        for (int i = 0; i < inMemory.size(); i++) {
            var file = Files.newOutputStream(files.get(i), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try (var out = new DataOutputStream(new BufferedOutputStream(file))) {
                BinIO.storeLongs(inMemory.get(i).iterator(), out);
            }
            inMemory.get(i).clear();
        }
        size = 0;
    }

    /** Gives the numbers of one partition after another; they must be read before the call returns. */
    public void forEach(Consumer<LongIterator> partitions) {
        for (int i = 0; i < inMemory.size(); i++) {
            if (files.isEmpty()) {
                partitions.accept(inMemory.get(i).iterator());
                continue;
            }
            try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(files.get(i))))) {
                var spilled = BinIO.asLongIterator(in);
                partitions.accept(LongIterators.concat(spilled, inMemory.get(i).iterator()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Forgets all numbers. */
    public void clear() {
        inMemory.forEach(LongArrayList::clear);
        size = 0;
        close();
    }

    /** Deletes what is on disk. */
    @Override
    public void close() {
        files.clear();
        temporary.close();
    }
}
