package retention.users;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.io.FastByteArrayOutputStream;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Reading;
import retention.posts.TimestampedId;
import retention.project.TemporaryFiles;

/**
 * Makes the users of posts that come one after another: those of {@link Users#of(retention.posts.Posts, Protocol, Period)}, of
 * files that are too large for memory. What users need of their posts is sorted by user, in parts that fit into memory; where there
 * is more than one part, they are kept in temporary files and merged. Of each post that has an id, 16 bytes stay in memory.
 */
public final class UserStream implements PostStream.Sink, AutoCloseable {

    private static final int MEMORY = 1 << 24;
    private static final int BUFFER = 1 << 16;
    private static final int BATCH = 1_000;
    private static final int ID = 24;

    private final Protocol protocol;
    private final Period period;
    private final int memory;
    private final TemporaryFiles temporary = new TemporaryFiles();
    private final List<Path> parts = new ArrayList<>();

    /** By the id of each post, the user of its last row; both as hashes. */
    private final Long2LongOpenHashMap owners = new Long2LongOpenHashMap();

    /** Whether rows of several users have one post. */
    private boolean isContested;

    /** The posts in memory, and where those of each user are. */
    private final FastByteArrayOutputStream bytes;

    private final DataOutputStream out;
    private final List<Place> places = new ArrayList<>();
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    /** Where the bytes of a user's post begin and end. */
    private record Place(String user, int from, int to) {}

    /** A post of a user, as bytes; of one user those of the first part came first. */
    private record Row(String user, int part, ByteBuffer post) {}

    /** Users by the rules of a protocol, in the days of a period. */
    public UserStream(Protocol protocol, Period period) {
        this(protocol, period, MEMORY);
    }

    /** @param memory how many bytes of posts are one part */
    UserStream(Protocol protocol, Period period, int memory) {
        this.protocol = protocol;
        this.period = period;
        this.memory = memory;
        this.bytes = new FastByteArrayOutputStream(memory);
        this.out = new DataOutputStream(bytes);
    }

    @Override
    public void post(Post post) {
        var day = post.createTime().toLocalDate();
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
        var user = post.userId().text();
        if (protocol == Protocol.CORRECTED) {
            post.postId().ifPresent(id -> {
                long own = hash(user);
                long before = owners.put(hash(id.text()), own);
                isContested |= before != 0 && before != own;
            });
        }
        try {
            int from = bytes.length;
            write(post);
            places.add(new Place(user, from, bytes.length));
            if (bytes.length > memory) {
                spill();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a temporary file", e);
        }
    }

    private static long hash(String id) {
        long end = HashCommon.murmurHash3(Long.parseUnsignedLong(id, ID - 16, ID, 16));
        return HashCommon.murmurHash3(end ^ Long.parseLong(id, 0, ID - 16, 16));
    }

    /** What a user needs of a post; of one that is not observed nothing but what makes two rows one post. */
    private void write(Post post) throws IOException {
        out.writeLong(post.createTime().toEpochSecond(Post.CHINA_STANDARD_TIME));
        write(post.postId().map(TimestampedId::text).orElse(""));
        if (post.postId().isEmpty() || period.observes(post.createTime())) {
            for (var text : post.textsOfUsers()) {
                write(text);
            }
        }
    }

    private void write(String text) throws IOException {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    private static Post post(Row row) {
        var in = row.post;
        var time = LocalDateTime.ofEpochSecond(in.getLong(), 0, Post.CHINA_STANDARD_TIME);
        var id = TimestampedId.parse(text(in));
        var texts = new ArrayList<String>();
        while (in.hasRemaining()) {
            texts.add(text(in));
        }
        return Post.ofUser(new TimestampedId(row.user), time, id, texts);
    }

    private static String text(ByteBuffer in) {
        var encoded = new byte[in.getInt()];
        in.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    /** Writes the posts in memory by user, those of one in their order, and forgets them. */
    private void spill() throws IOException {
        var byUser = places.parallelStream()
                .sorted(Comparator.comparing(Place::user))
                .toList();
        var part = temporary.add();
        try (var file = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), BUFFER))) {
            for (var place : byUser) {
                file.writeInt(place.to - place.from);
                file.writeBytes(place.user);
                file.write(bytes.array, place.from, place.to - place.from);
            }
            file.writeInt(-1);
        }
        parts.add(part);
        places.clear();
        bytes.reset();
    }

    /** The posts of a part on disk. */
    private static Iterator<Row> rows(int part, DataInputStream in) {
        return new AbstractIterator<>() {
            @Override
            protected Row computeNext() {
                try {
                    int length = in.readInt();
                    return length < 0
                            ? endOfData()
                            : new Row(
                                    new String(in.readNBytes(ID), StandardCharsets.US_ASCII),
                                    part,
                                    ByteBuffer.wrap(in.readNBytes(length)));
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot read a temporary file", e);
                }
            }
        };
    }

    @Override
    public void restart() {
        places.clear();
        bytes.reset();
        first = LocalDate.MAX;
        last = LocalDate.MIN;
        owners.clear();
        isContested = false;
        parts.clear();
        temporary.close();
    }

    /**
     * Gives the users, in ascending order of their ids.
     *
     * @param reading that of the posts
     * @throws IllegalArgumentException if nobody posted in the observed days; the message says what is in the file instead
     */
    public void forEach(Reading reading, Consumer<User> users) {
        var open = new ArrayList<DataInputStream>();
        try {
            spill();
            try {
                for (var part : parts) {
                    open.add(new DataInputStream(new BufferedInputStream(Files.newInputStream(part), BUFFER)));
                }
                forEach(open, reading, users);
            } finally {
                for (var part : open) {
                    part.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a temporary file", e);
        }
    }

    private void forEach(List<DataInputStream> onDisk, Reading reading, Consumer<User> users) throws IOException {
        var merged = Iterators.peekingIterator(Iterators.mergeSorted(
                IntStream.range(0, onDisk.size())
                        .mapToObj(part -> rows(part, onDisk.get(part)))
                        .toList(),
                Comparator.comparing(Row::user).thenComparingInt(Row::part)));
        boolean isAny = false;
        while (merged.hasNext()) {
            var batch = new ArrayList<List<Row>>();
            while (merged.hasNext() && batch.size() < BATCH) {
                var user = merged.peek().user;
                var posts = new ArrayList<Row>();
                while (merged.hasNext() && merged.peek().user.equals(user)) {
                    posts.add(merged.next());
                }
                batch.add(posts);
            }
            var made = batch.parallelStream()
                    .flatMap(posts -> user(posts).stream())
                    .toList();
            made.forEach(users);
            isAny |= !made.isEmpty();
        }
        if (!isAny) {
            throw Users.nobody(reading, period, first, last);
        }
    }

    private Optional<User> user(List<Row> rows) {
        var posts = rows.stream()
                .map(UserStream::post)
                .filter(post -> !isOfOther(post))
                .toList();
        return posts.isEmpty() ? Optional.empty() : Users.user(posts.get(0).userId(), posts, protocol, period);
    }

    /** Whether a later row gives the post to another user. */
    private boolean isOfOther(Post post) {
        return isContested
                && post.postId()
                        .filter(id -> owners.get(hash(id.text()))
                                != hash(post.userId().text()))
                        .isPresent();
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        temporary.close();
    }
}
