package numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import numerics.evaluation.LabelPermutation;
import numerics.learning.Fits;
import numerics.matrix.SparseMatrix;
import numerics.topics.Nmf;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptionTest {

    @AfterEach
    void threadsOfOtherTestsAreNotInterrupted() {
        Thread.interrupted();
    }

    @Test
    void nothingHappensToAThreadThatWasNotInterrupted() {
        assertThatNoException().isThrownBy(Interruption::check);
    }

    @Test
    void aThreadThatWasInterruptedStaysSoThatOuterLoopsEndToo() {
        assertEnds(Interruption::check);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void endsTheSearchForTopics() {
        var random = new Random(1);
        var dense = new double[200][100];
        Arrays.stream(dense).forEach(row -> Arrays.setAll(row, i -> random.nextDouble()));
        var documents = SparseMatrix.of(100, dense);

        assertEnds(() -> Nmf.fromRandom(documents, 10, 1));
        assertEnds(() -> Nmf.fit(documents, 10));
    }

    @Test
    void endsShuffles() {
        assertEnds(() -> LabelPermutation.of(new boolean[] {true, false}, labels -> 0, Integer.MAX_VALUE, 1));
    }

    @Test
    void endsWhatRunsOnOtherThreads() {
        Supplier<Object> endless = () -> {
            while (true) {
                Interruption.check();
            }
        };
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Fits.run(List.copyOf(Collections.nCopies(3, endless)), Progress.NONE));
        // Without the flag, which would end the waiting below.
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("fit"))
                .allSatisfy(thread -> {
                    thread.join(5_000);
                    assertThat(thread.isAlive()).isFalse();
                });
    }

    private static void assertEnds(ThrowingCallable computation) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(computation);
    }
}
