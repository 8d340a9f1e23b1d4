package numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void usesAllOfAllBatchesInTheirOrder() {
        var used = new ArrayList<Integer>();
        assertThat(ReadAhead.forEach(() -> batch(100), used::add)).isEqualTo(200);
        assertThat(used).hasSize(200).isSorted();
    }

    @Test
    void passesOnWhatTheMakerThrows() {
        assertThatThrownBy(() -> ReadAhead.forEach(
                        () -> {
                            if (made.get() == 3) {
                                throw new IllegalStateException("torn");
                            }
                            return batch(100);
                        },
                        any -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("torn");
    }

    @Test
    void waitsForTheBatchThatIsBeingMadeWhenItsUserThrows() {
        var isMaking = new AtomicBoolean();
        assertThatThrownBy(() -> ReadAhead.forEach(
                        () -> {
                            isMaking.set(made.get() > 0);
                            var batch = batch(100);
                            isMaking.set(false);
                            return batch;
                        },
                        any -> {
                            throw new IllegalStateException("full");
                        }))
                .hasMessage("full");
        assertThat(isMaking).isFalse();
        assertThat(made).hasValue(2);
    }

    /** The pool of Java's own threads has as many as its user says, and may have none. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void needsNoOtherThread(int workers) throws IOException, InterruptedException {
        var java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ActiveProcessorCount=1",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + workers,
                        "-cp",
                        System.getProperty("java.class.path"),
                        InAJavaOfItsOwn.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var said = java.inputReader()) {
            assertThat(said.lines()).containsExactly("used 20 in order", "torn", "full");
        } finally {
            java.destroyForcibly();
        }
        assertThat(java.waitFor()).isZero();
    }

    /** Reads ahead to the end, to a batch that cannot be made, and to a user who fails, and says what came of it. */
    static final class InAJavaOfItsOwn {

        private InAJavaOfItsOwn() {}

        public static void main(String[] none) {
            var used = new ArrayList<Integer>();
            long count = ReadAhead.forEach(new ReadAheadTest()::tenBatches, used::add);
            boolean isAll = used.equals(IntStream.range(0, 20).boxed().toList());
            System.out.println("used " + count + (isAll ? " in order" : ": " + used));
            System.out.println(failure(new ReadAheadTest()::torn, any -> {}));
            System.out.println(failure(new ReadAheadTest()::tenBatches, any -> {
                throw new IllegalStateException("full");
            }));
        }

        private static String failure(Supplier<List<Integer>> next, Consumer<Integer> use) {
            try {
                ReadAhead.forEach(next, use);
                return "no failure";
            } catch (IllegalStateException expected) {
                return expected.getMessage();
            }
        }
    }

    /** The third of these is made on another thread, if there is any. */
    private List<Integer> torn() {
        if (made.get() == 2) {
            throw new IllegalStateException("torn");
        }
        return batch(10);
    }

    private List<Integer> tenBatches() {
        return batch(10);
    }

    /** Two numbers, until so many batches were made. */
    private List<Integer> batch(int most) {
        int number = made.getAndIncrement();
        return number < most ? List.of(2 * number, 2 * number + 1) : List.of();
    }
}
