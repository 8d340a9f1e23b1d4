package retention.users;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import numerics.ReadAhead;
import retention.posts.PackedPost;
import retention.posts.Post;
import retention.posts.Reading;
import retention.project.TemporaryFiles;

/**
 * Makes the users of posts that come one after another: those of {@link Users#of(retention.posts.Posts, Protocol, Period)}, of
 * files of any size. What users need of their posts is sorted by user, in parts that fit into memory, which are kept in temporary
 * files and merged.
 */
public final class UserStream implements AutoCloseable {

    private static final int MEMORY = 1 << 24;
    private static final int BUFFER = 1 << 16;
    private static final int BATCH = 500;

    private final Protocol protocol;
    private final Period period;
    private final TemporaryFiles temporary = new TemporaryFiles();
    private final List<Path> parts = new ArrayList<>();

    /** Writes the last part. */
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    /** The posts of the next part as {@link PackedPost} has them, each behind the number of its bytes, and where each begins. */
    private byte[] bytes;

    private ByteBuffer records;

    private final IntArrayList starts = new IntArrayList();

    /** Room for the part after that: the posts of the last part, which is being written. */
    private byte[] written;

    /** How many posts came so far. */
    private long posts;

    /** Users by the rules of a protocol, in the days of a period. */
    public UserStream(Protocol protocol, Period period) {
        this(protocol, period, MEMORY);
    }

    /** @param memory how many bytes of posts are one part; two are in memory, of which one is being written */
    UserStream(Protocol protocol, Period period, int memory) {
        this.protocol = protocol;
        this.period = period;
        written = new byte[memory];
        fill(new byte[memory]);
    }

    private void fill(byte[] empty) {
        bytes = empty;
        records = ByteBuffer.wrap(empty);
    }

    /** Takes the next post. */
    public void post(Post post) {
        var record = PackedPost.of(post, posts++, period.observes(post.createTime()));
        int size = Integer.BYTES + record.length;
        if (records.remaining() < size) {
            spill();
            if (bytes.length < size) {
                fill(new byte[size]);
            }
        }
        starts.add(records.position());
        records.putInt(record.length).put(record);
    }

    /** Has another thread write the posts in memory, while the next ones come. */
    private void spill() {
        ReadAhead.join(writing);
        var part = temporary.add();
        var full = bytes;
        var each = starts.toIntArray();
        parts.add(part);
        starts.clear();
        fill(written);
        written = full;
        writing = CompletableFuture.runAsync(() -> write(full, each, part));
    }

    /** Writes posts in their order, with a zero behind them. */
    private static void write(byte[] bytes, int[] starts, Path part) {
        var records = ByteBuffer.wrap(bytes);
        IntArrays.quickSort(starts, (a, b) -> PackedPost.compare(bytes, a + Integer.BYTES, bytes, b + Integer.BYTES));
        TemporaryFiles.write(part, out -> {
            for (int start : starts) {
                out.write(bytes, start, Integer.BYTES + records.getInt(start));
            }
            out.write(new byte[Integer.BYTES]);
        });
    }

    /** The same without any post, for posts that come again, the first one first. */
    public UserStream emptied() {
        close();
        records.clear();
        starts.clear();
        parts.clear();
        return this;
    }

    /**
     * Gives the users, in ascending order of their ids.
     *
     * @param reading that of the posts
     * @throws IllegalArgumentException if nobody posted in the observed days; the message says what is in the file instead
     */
    public void forEach(Reading reading, Consumer<User> users) {
        spill();
        ReadAhead.join(writing);
        try (var merged = new Merged()) {
            if (ReadAhead.forEach(merged::nextUsers, users) == 0) {
                throw Users.nobody(reading, period);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a temporary file", e);
        }
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        writing.handle((done, failure) -> null).join();
        temporary.close();
    }

    /** All parts, merged. */
    private final class Merged implements AutoCloseable {

        private final List<Part> all = new ArrayList<>();
        private final PriorityQueue<Part> queue =
                new PriorityQueue<>((one, other) -> PackedPost.compare(one.record, 0, other.record, 0));

        private Merged() throws IOException {
            for (var file : parts) {
                var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                var part = new Part(new DataInputStream(in));
                all.add(part);
                if (part.next()) {
                    queue.add(part);
                }
            }
        }

        /** The next users; none if there are no more. */
        private List<User> nextUsers() {
            var users = new ArrayList<User>();
            try {
                while (users.size() < BATCH && !queue.isEmpty()) {
                    var own = nextPosts();
                    Users.user(own.get(0).userId(), own, protocol, period).ifPresent(users::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read a temporary file", e);
            }
            return users;
        }

        /** The posts of the next user, in their order. */
        private List<Post> nextPosts() throws IOException {
            var posts = new ArrayList<Post>();
            var user = queue.peek().record;
            while (!queue.isEmpty() && PackedPost.sameUser(queue.peek().record, user)) {
                var part = queue.poll();
                posts.add(PackedPost.post(part.record));
                if (part.next()) {
                    queue.add(part);
                }
            }
            return posts;
        }

        @Override
        public void close() throws IOException {
            for (var part : all) {
                part.in.close();
            }
        }
    }

    /** A sorted part, of which one post is in memory. */
    private static final class Part {

        private final DataInputStream in;
        private byte[] record = {};

        private Part(DataInputStream in) {
            this.in = in;
        }

        /** Goes to the next post, and says whether there is one. */
        private boolean next() throws IOException {
            record = in.readNBytes(in.readInt());
            return record.length > 0;
        }
    }
}
