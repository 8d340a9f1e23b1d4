package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.HashCommon;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongPartitionsTest {

    @Test
    void keepsTheOrderOfAPartitionInMemoryAndOnDisk() {
        try (var inMemory = new LongPartitions(10_000);
                var onDisk = new LongPartitions(300)) {
            assertThat(filled(onDisk)).isEqualTo(filled(inMemory)).hasSize(1_000);
            onDisk.clear();
            assertThat(numbers(onDisk)).isEmpty();
        }
    }

    private static List<Long> filled(LongPartitions partitions) {
        for (long i = 0; i < 1_000; i++) {
            partitions.add(HashCommon.murmurHash3(i % 100), i);
        }
        return numbers(partitions);
    }

    private static List<Long> numbers(LongPartitions partitions) {
        var numbers = new ArrayList<Long>();
        partitions.forEach(partition -> partition.forEachRemaining(numbers::add));
        return numbers;
    }
}
