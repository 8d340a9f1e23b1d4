package retention.posts;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Counts posts and texts that were seen before, in bounded memory, by hashes of 64 bits: of ten million texts no two different ones
 * are taken for the same with a probability of 0.999997.
 */
final class Repeats implements AutoCloseable {

    /** Identity and text of each post, in turn, by the identity. */
    private final LongPartitions posts = new LongPartitions();

    /** @param ids posts whose identity an earlier one has
     * @param texts other posts whose user and text an earlier one has */
    record Count(long ids, long texts) {}

    void add(Post post) {
        var text = post.comparableText();
        var user = post.userId().text();
        long identity = hash(post.postId().isPresent() ? post.postId().get().text() : post.identity());
        posts.add(identity, identity);
        posts.add(identity, hash(user + text));
    }

    static long hash(String text) {
        return MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8))[0];
    }

    Count count() {
        var count = new long[2];
        try (var texts = new LongPartitions()) {
            posts.forEach(partition -> {
                var seen = new LongOpenHashSet();
                while (partition.hasNext()) {
                    boolean isNew = seen.add(partition.nextLong());
                    long text = partition.nextLong();
                    if (isNew) {
                        texts.add(text, text);
                    } else {
                        count[0]++;
                    }
                }
            });
            texts.forEach(partition -> {
                var seen = new LongOpenHashSet();
                partition.forEachRemaining((long text) -> count[1] += seen.add(text) ? 0 : 1);
            });
        }
        return new Count(count[0], count[1]);
    }

    void clear() {
        posts.clear();
    }

    @Override
    public void close() {
        posts.close();
    }
}
