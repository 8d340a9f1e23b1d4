package retention.users;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrays;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import retention.posts.LongPartitions;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Reading;
import retention.posts.TimestampedId;
import retention.project.TemporaryFiles;

/**
 * Makes the users of posts that come one after another: those of {@link Users#of(retention.posts.Posts, Protocol, Period)}, of
 * files of any size. What users need of their posts is sorted by user, in parts that fit into memory; where there is more than one
 * part, they are kept in temporary files and merged.
 */
public final class UserStream implements PostStream.Sink, AutoCloseable {

    private static final int MEMORY = 1 << 25;
    private static final int BUFFER = 1 << 16;
    private static final int BATCH = 500;
    private static final int ID = 24;
    private static final byte[] NO_ID = bytes(" ".repeat(ID));
    private static final int TEXTS = 7;
    private static final Path NO_FILE = Path.of("");

    private final Protocol protocol;
    private final Period period;
    private final TemporaryFiles temporary = new TemporaryFiles();
    private final List<Path> parts = new ArrayList<>();

    /** Of each post that has an id, the id and its user. */
    private final LongPartitions owners = new LongPartitions();

    /** Posts as {@link #put} puts them, each behind the number of its bytes. */
    private ByteBuffer records;

    /** Of each post the second of its user's id, which is where ids begin, and then where it begins; both without a sign. */
    private long[] keys = new long[1 << 10];

    private int count;
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    /** Users by the rules of a protocol, in the days of a period. */
    public UserStream(Protocol protocol, Period period) {
        this(protocol, period, MEMORY);
    }

    /** @param memory how many bytes of posts are one part */
    UserStream(Protocol protocol, Period period, int memory) {
        this.protocol = protocol;
        this.period = period;
        this.records = ByteBuffer.allocate(memory);
    }

    @Override
    public void post(Post post) {
        var day = post.createTime().toLocalDate();
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
        // Of other posts nothing is needed but what makes two rows one post.
        boolean isNeeded = post.postId().isEmpty() || period.observes(post.createTime());
        put(
                post,
                isNeeded
                        ? new byte[][] {
                            bytes(post.likeCount()),
                            bytes(post.collectCount()),
                            bytes(post.commentCount()),
                            bytes(post.shareCount()),
                            bytes(post.type()),
                            bytes(post.title()),
                            bytes(post.content())
                        }
                        : new byte[0][]);
    }

    /** Puts the bytes that follow, the user, the second, the id or blanks, and each text behind its length. */
    private void put(Post post, byte[][] texts) {
        int size = 2 * ID + Long.BYTES;
        for (var text : texts) {
            size += Integer.BYTES + text.length;
        }
        if (records.remaining() < Integer.BYTES + size) {
            spill();
            records = records.capacity() < Integer.BYTES + size ? ByteBuffer.allocate(Integer.BYTES + size) : records;
        }
        keys = LongArrays.grow(keys, count + 1);
        keys[count++] = ((post.userId().unixSeconds() << Integer.SIZE) | records.position()) ^ Long.MIN_VALUE;
        var user = bytes(post.userId().text());
        var id = post.postId().map(own -> bytes(own.text()));
        records.putInt(size).put(user);
        records.putLong(post.createTime().toEpochSecond(Post.CHINA_STANDARD_TIME));
        records.put(id.orElse(NO_ID));
        for (var text : texts) {
            records.putInt(text.length).put(text);
        }
        if (protocol == Protocol.CORRECTED && id.isPresent()) {
            long hash = hash(id.get());
            owners.add(hash, hash);
            owners.add(hash, hash(user));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long hash(byte[] id) {
        var left = ByteBuffer.wrap(id);
        long hash = 0;
        while (left.hasRemaining()) {
            hash = HashCommon.murmurHash3(hash ^ left.getLong());
        }
        return hash;
    }

    private void spill() {
        if (count > 0) {
            try {
                var part = temporary.add();
                try (var out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
                    writeSorted(out);
                }
                parts.add(part);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write a temporary file", e);
            }
        }
    }

    /** Writes the posts in memory by user, those of one in their order, with a zero behind them, and forgets them. */
    private void writeSorted(OutputStream out) throws IOException {
        Arrays.sort(keys, 0, count);
        int from = 0;
        for (int to = 1; to <= count; to++) {
            if (to == count || keys[to] >>> Integer.SIZE != keys[from] >>> Integer.SIZE) {
                LongArrays.quickSort(keys, from, to, (a, b) -> {
                    int order = compareUsers(records, (int) a + Integer.BYTES, records, (int) b + Integer.BYTES);
                    return order != 0 ? order : Integer.compare((int) a, (int) b);
                });
                from = to;
            }
        }
        for (int i = 0; i < count; i++) {
            int start = (int) keys[i];
            out.write(records.array(), start, Integer.BYTES + records.getInt(start));
        }
        out.write(new byte[Integer.BYTES]);
        records.clear();
        count = 0;
    }

    private static int compareUsers(ByteBuffer one, int at, ByteBuffer other, int otherAt) {
        int order = 0;
        for (int i = 0; i < ID && order == 0; i += Long.BYTES) {
            order = Long.compare(one.getLong(at + i), other.getLong(otherAt + i));
        }
        return order;
    }

    @Override
    public void restart() {
        records.clear();
        count = 0;
        first = LocalDate.MAX;
        last = LocalDate.MIN;
        parts.clear();
        owners.clear();
        temporary.close();
    }

    /**
     * Gives the users, in ascending order of their ids.
     *
     * @param reading that of the posts
     * @param users is called from one thread at a time, which need not be the caller's
     * @throws IllegalArgumentException if nobody posted in the observed days; the message says what is in the file instead
     */
    public void forEach(Reading reading, Consumer<User> users) {
        var contested = contested();
        var writer = Executors.newSingleThreadExecutor(Thread::new);
        try (var open = new Parts()) {
            boolean isAny = false;
            var batch = new ArrayList<User>();
            var before = CompletableFuture.completedFuture((Void) null);
            while (open.isLeft()) {
                var posts = open.nextUser();
                var id = posts.get(0).userId();
                posts.removeIf(post -> isOfOther(post, contested));
                if (!posts.isEmpty()) {
                    Users.user(id, posts, protocol, period).ifPresent(batch::add);
                }
                if (batch.size() == BATCH || !open.isLeft()) {
                    before.join();
                    isAny |= !batch.isEmpty();
                    var full = batch;
                    before = CompletableFuture.runAsync(() -> full.forEach(users), writer);
                    batch = new ArrayList<>();
                }
            }
            before.join();
            if (!isAny) {
                throw Users.nobody(reading, period, first, last);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a temporary file", e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failed ? failed : e;
        } finally {
            writer.shutdownNow();
        }
    }

    /** Ids of posts that rows of several users have, each with the user of its last row, both as hashes. */
    private Long2LongOpenHashMap contested() {
        var contested = new Long2LongOpenHashMap();
        owners.forEach(partition -> {
            var owner = new Long2LongOpenHashMap();
            var several = new LongOpenHashSet();
            while (partition.hasNext()) {
                long id = partition.nextLong();
                long user = partition.nextLong();
                boolean isRepeated = owner.containsKey(id);
                if (owner.put(id, user) != user && isRepeated) {
                    several.add(id);
                }
            }
            several.forEach((long id) -> contested.put(id, owner.get(id)));
        });
        return contested;
    }

    private static boolean isOfOther(Post post, Long2LongOpenHashMap contested) {
        if (contested.isEmpty() || post.postId().isEmpty()) {
            return false;
        }
        long id = hash(bytes(post.postId().get().text()));
        return contested.containsKey(id)
                && contested.get(id) != hash(bytes(post.userId().text()));
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        owners.close();
        temporary.close();
    }

    /** All parts, merged. */
    private final class Parts implements AutoCloseable {

        private final List<Part> all = new ArrayList<>();
        private final PriorityQueue<Part> queue = new PriorityQueue<>();

        private Parts() throws IOException {
            for (var part : parts) {
                add(new BufferedInputStream(Files.newInputStream(part), BUFFER));
            }
            var inMemory = new ByteArrayOutputStream(records.position());
            writeSorted(inMemory);
            add(new ByteArrayInputStream(inMemory.toByteArray()));
        }

        private void add(InputStream in) throws IOException {
            var part = new Part(all.size(), new DataInputStream(in));
            all.add(part);
            if (part.next()) {
                queue.add(part);
            }
        }

        private boolean isLeft() {
            return !queue.isEmpty();
        }

        /** The posts of the next user, in their order. */
        private List<Post> nextUser() throws IOException {
            var posts = new ArrayList<Post>();
            var user = Arrays.copyOf(queue.peek().record.array(), ID);
            while (!queue.isEmpty() && queue.peek().isOf(user)) {
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
        private ByteBuffer record = ByteBuffer.allocate(1 << 10);

        private Part(int number, DataInputStream in) {
            this.number = number;
            this.in = in;
        }

        /** Goes to the next post, and says whether there is one. */
        private boolean next() throws IOException {
            int size = in.readInt();
            record = size > record.capacity() ? ByteBuffer.allocate(2 * size) : record.clear();
            in.readFully(record.array(), 0, size);
            record.limit(size);
            return size > 0;
        }

        private boolean isOf(byte[] user) {
            return Arrays.equals(record.array(), 0, ID, user, 0, ID);
        }

        private Post post() {
            record.position(0);
            var user = new TimestampedId(text(ID));
            var time = LocalDateTime.ofEpochSecond(record.getLong(), 0, Post.CHINA_STANDARD_TIME);
            var id = text(ID);
            var texts = new String[TEXTS];
            Arrays.fill(texts, "");
            for (int i = 0; record.hasRemaining(); i++) {
                texts[i] = text(record.getInt());
            }
            return new Post(
                    NO_FILE,
                    0,
                    texts[5],
                    texts[6],
                    "",
                    "",
                    "",
                    user,
                    texts[0],
                    texts[1],
                    texts[2],
                    texts[3],
                    time,
                    id.isBlank() ? Optional.empty() : Optional.of(new TimestampedId(id)),
                    "",
                    "",
                    texts[4]);
        }

        private String text(int size) {
            var text = new String(record.array(), record.position(), size, StandardCharsets.UTF_8);
            record.position(record.position() + size);
            return text;
        }

        /** By user; of one user the part that was read first. */
        @Override
        public int compareTo(Part other) {
            int order = compareUsers(record, 0, other.record, 0);
            return order != 0 ? order : Integer.compare(number, other.number);
        }
    }
}
