package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import numerics.matrix.TopicsGolden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MutualInformationTest {

    static Stream<JsonObject> cases() {
        return StreamSupport.stream(
                        TopicsGolden.read("agreement").getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesScikitLearnsFigures(JsonObject golden) {
        assertThat(MutualInformation.adjusted(labels(golden, "first"), labels(golden, "second")))
                .isCloseTo(golden.get("ami").getAsDouble(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameEitherWayRound(JsonObject golden) {
        var first = labels(golden, "first");
        var second = labels(golden, "second");
        assertThat(MutualInformation.adjusted(first, second))
                .isCloseTo(MutualInformation.adjusted(second, first), within(1e-9));
    }

    @Test
    void comparesLabelsOfAnyKind() {
        assertThat(MutualInformation.adjusted(List.of("cats", "cats", "food"), List.of(7, 7, -1)))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void callsNothingTheSameAsNothing() {
        assertThat(MutualInformation.adjusted(List.of(), List.of())).isOne();
    }

    @Test
    void refusesLabelsForOtherItems() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MutualInformation.adjusted(List.of(1), List.of(1, 2)))
                .withMessage("1 labels against 2, expected two for each item");
    }

    private static List<Integer> labels(JsonObject golden, String name) {
        return Arrays.stream(TopicsGolden.ints(golden.getAsJsonArray(name)))
                .boxed()
                .toList();
    }
}
