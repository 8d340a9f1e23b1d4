package retention.users;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import numerics.ReadAhead;
import retention.posts.Post;
import retention.posts.Reading;
import retention.posts.TimestampedId;
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
    private static final int ID = 24;

    /** A character takes no more bytes in UTF-8. */
    private static final int MOST_BYTES = 3;

    private static final byte[] NO_ID = " ".repeat(ID).getBytes(StandardCharsets.UTF_8);

    private final Protocol protocol;
    private final Period period;
    private final TemporaryFiles temporary = new TemporaryFiles();
    private final List<Path> parts = new ArrayList<>();

    /** Writes the last part. */
    private ForkJoinTask<?> writing = ForkJoinPool.commonPool().submit(() -> {});

    /** Posts as {@link #put} puts them, each behind the number of its bytes, and where each begins. */
    private byte[] bytes;

    private ByteBuffer records;

    /** Those of the last part. */
    private byte[] written;

    private final IntArrayList places = new IntArrayList();

    /** Users by the rules of a protocol, in the days of a period. */
    public UserStream(Protocol protocol, Period period) {
        this(protocol, period, MEMORY);
    }

    /** @param memory how many bytes of posts are one part; two are in memory, of which one is being written */
    UserStream(Protocol protocol, Period period, int memory) {
        this.protocol = protocol;
        this.period = period;
        this.written = new byte[memory];
        fill(new byte[memory]);
    }

    private void fill(byte[] empty) {
        bytes = empty;
        records = ByteBuffer.wrap(empty);
    }

    /** Takes the next post. */
    public void post(Post post) {
        // Of other posts nothing is needed but what makes two rows one post.
        boolean isNeeded = post.postId().isEmpty() || period.observes(post.createTime());
        put(post, isNeeded ? post.textsOfUsers() : List.of());
    }

    /** Puts the number of bytes that follow, the user, the second, the id or blanks, and each text behind its length. */
    private void put(Post post, List<String> texts) {
        int most = Integer.BYTES + 2 * ID + Long.BYTES;
        for (var text : texts) {
            most += Integer.BYTES + MOST_BYTES * text.length();
        }
        if (records.remaining() < most) {
            spill();
            if (bytes.length < most) {
                fill(new byte[most]);
            }
        }
        int start = records.position();
        places.add(start);
        records.putInt(0).put(bytes(post.userId().text()));
        records.putLong(post.createTime().toEpochSecond(Post.CHINA_STANDARD_TIME));
        records.put(post.postId().map(id -> bytes(id.text())).orElse(NO_ID));
        for (var text : texts) {
            var encoded = bytes(text);
            records.putInt(encoded.length).put(encoded);
        }
        records.putInt(start, records.position() - start - Integer.BYTES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Has another thread write the posts in memory, while the next ones are put into the other buffer. */
    private void spill() {
        writing.join();
        var part = temporary.add();
        var full = bytes;
        var starts = places.toIntArray();
        parts.add(part);
        places.clear();
        fill(written);
        written = full;
        writing = ForkJoinPool.commonPool().submit(() -> write(full, starts, part));
    }

    /** Writes posts by user, those of one in their order, with a zero behind them. */
    private static void write(byte[] bytes, int[] starts, Path part) {
        var records = ByteBuffer.wrap(bytes);
        IntArrays.quickSort(starts, (a, b) -> {
            int one = a + Integer.BYTES;
            int other = b + Integer.BYTES;
            int order = Arrays.compare(bytes, one, one + ID, bytes, other, other + ID);
            return order != 0 ? order : Integer.compare(a, b);
        });
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
        places.clear();
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
        writing.join();
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
        writing.quietlyJoin();
        temporary.close();
    }

    /** All parts, merged. */
    private final class Merged implements AutoCloseable {

        private final List<Part> all = new ArrayList<>();
        private final PriorityQueue<Part> queue = new PriorityQueue<>();

        private Merged() throws IOException {
            for (var file : parts) {
                var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                var part = new Part(all.size(), new DataInputStream(in));
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
            while (!queue.isEmpty() && Part.compareUsers(queue.peek().record, user) == 0) {
                var part = queue.poll();
                posts.add(part.post());
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
    private static final class Part implements Comparable<Part> {

        private final int number;
        private final DataInputStream in;
        private byte[] record = {};

        private Part(int number, DataInputStream in) {
            this.number = number;
            this.in = in;
        }

        /** Goes to the next post, and says whether there is one. */
        private boolean next() throws IOException {
            record = in.readNBytes(in.readInt());
            return record.length > 0;
        }

        private Post post() {
            var left = ByteBuffer.wrap(record);
            var user = new TimestampedId(text(left, ID));
            var time = LocalDateTime.ofEpochSecond(left.getLong(), 0, Post.CHINA_STANDARD_TIME);
            var id = text(left, ID);
            var texts = new ArrayList<String>();
            while (left.hasRemaining()) {
                texts.add(text(left, left.getInt()));
            }
            return Post.ofUser(user, time, id.isBlank() ? Optional.empty() : Optional.of(new TimestampedId(id)), texts);
        }

        private static String text(ByteBuffer left, int size) {
            var bytes = new byte[size];
            left.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private static int compareUsers(byte[] one, byte[] other) {
            return Arrays.compare(one, 0, ID, other, 0, ID);
        }

        /** By user; of one user the part that was read first. */
        @Override
        public int compareTo(Part other) {
            int order = compareUsers(record, other.record);
            return order != 0 ? order : Integer.compare(number, other.number);
        }
    }
}
