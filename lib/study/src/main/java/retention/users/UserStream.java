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
    private final List<Part> parts = new ArrayList<>();

    /** Writes the last part. */
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    /** The posts of the next part as {@link PackedPost} has them, each behind the number of its bytes, and where each begins. */
    private byte[] bytes;

    private int size;
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
        bytes = new byte[memory];
        written = new byte[memory];
    }

    /** Takes the next post. */
    public void post(Post post) {
        var record = PackedPost.of(post, posts++, period.observes(post.createTime()));
        int more = Integer.BYTES + record.length;
        if (bytes.length - size < more) {
            spill();
            if (bytes.length < more) {
                bytes = new byte[more];
            }
        }
        starts.add(size);
        ByteBuffer.wrap(bytes, size, more).putInt(record.length).put(record);
        size += more;
    }

    /** Has another thread write the posts in memory, while the next ones come. */
    private void spill() {
        ReadAhead.join(writing);
        var part = new Part(temporary.add());
        var full = bytes;
        var each = starts.toIntArray();
        parts.add(part);
        starts.clear();
        bytes = written;
        written = full;
        size = 0;
        writing = CompletableFuture.runAsync(() -> part.write(full, each));
    }

    /** The same without any post, for posts that come again, the first one first. */
    public UserStream emptied() {
        close();
        size = 0;
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
        var merged = new PriorityQueue<Part>((one, other) -> PackedPost.compare(one.record, 0, other.record, 0));
        try {
            for (var part : parts) {
                if (part.next()) {
                    merged.add(part);
                }
            }
            if (ReadAhead.forEach(() -> nextUsers(merged), users) == 0) {
                throw Users.nobody(reading, period);
            }
        } finally {
            parts.forEach(Part::close);
        }
    }

    /** The next users; none if there are no more. */
    private List<User> nextUsers(PriorityQueue<Part> merged) {
        var users = new ArrayList<User>();
        while (users.size() < BATCH && !merged.isEmpty()) {
            Users.user(nextPosts(merged), protocol, period).ifPresent(users::add);
        }
        return users;
    }

    /** The posts of the next user, in their order. */
    private static List<Post> nextPosts(PriorityQueue<Part> merged) {
        var posts = new ArrayList<Post>();
        var user = merged.peek().record;
        while (!merged.isEmpty() && PackedPost.sameUser(merged.peek().record, user)) {
            var part = merged.poll();
            posts.add(PackedPost.post(part.record));
            if (part.next()) {
                merged.add(part);
            }
        }
        return posts;
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        writing.handle((done, failure) -> null).join();
        temporary.close();
    }

    /** A sorted part in a file, of which one post is in memory. */
    private static final class Part {

        private final Path file;
        private DataInputStream in;
        private byte[] record;

        private Part(Path file) {
            this.file = file;
        }

        /** Writes posts in their order, with a zero behind them. */
        private void write(byte[] bytes, int[] starts) {
            var records = ByteBuffer.wrap(bytes);
            IntArrays.quickSort(
                    starts, (a, b) -> PackedPost.compare(bytes, a + Integer.BYTES, bytes, b + Integer.BYTES));
            TemporaryFiles.write(file, out -> {
                for (int start : starts) {
                    out.write(bytes, start, Integer.BYTES + records.getInt(start));
                }
                out.write(new byte[Integer.BYTES]);
            });
        }

        /** Goes to the next post, and says whether there is one. */
        private boolean next() {
            try {
                if (in == null) {
                    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
                }
                record = in.readNBytes(in.readInt());
                return record.length > 0;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read a temporary file", e);
            }
        }

        private void close() {
            try {
                if (in != null) {
                    in.close();
                    in = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read a temporary file", e);
            }
        }
    }
}
