package retention.posts;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;

/**
 * Counts posts and texts that were seen before, in bounded memory, by hashes of 64 bits: of ten million texts no two different ones
 * are taken for the same with a probability of 0.999997.
 */
final class Repeats implements AutoCloseable {

    private static final long FIRST = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    /** Identity and text of each post, in turn, by the identity. */
    private final LongPartitions posts = new LongPartitions();

    /** @param ids posts whose identity an earlier one has
     * @param texts other posts whose user and text an earlier one has */
    record Count(long ids, long texts) {}

    void add(Post post) {
        var id = post.postId().map(TimestampedId::text).orElseGet(post::identity);
        long identity = HashCommon.murmurHash3(hash(FIRST, id));
        posts.add(identity, identity);
        posts.add(
                identity, HashCommon.murmurHash3(hash(hash(FIRST, post.userId().text()), post.comparableText())));
    }

    /** FNV-1a, over characters instead of bytes. */
    private static long hash(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
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
