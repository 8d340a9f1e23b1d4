package numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
                .hasMessageContaining("torn");
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

    /** Two numbers, until so many batches were made. */
    private List<Integer> batch(int most) {
        int number = made.getAndIncrement();
        return number < most ? List.of(2 * number, 2 * number + 1) : List.of();
    }
}
