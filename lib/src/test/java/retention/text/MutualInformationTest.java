package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
        var information = MutualInformation.of(labels(golden, "first"), labels(golden, "second"));
        assertThat(information.value()).isCloseTo(golden.get("mi").getAsDouble(), within(1e-9));
        assertThat(information.adjusted()).isCloseTo(golden.get("ami").getAsDouble(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameEitherWayRound(JsonObject golden) {
        var first = labels(golden, "first");
        var second = labels(golden, "second");
        assertThat(MutualInformation.of(first, second).adjusted())
                .isCloseTo(MutualInformation.of(second, first).adjusted(), within(1e-9));
    }

    @Test
    void comparesLabelsOfAnyKind() {
        var information = MutualInformation.of(List.of("cats", "cats", "food"), List.of(7, 7, -1));
        assertThat(information.adjusted()).isCloseTo(1, within(1e-12));
    }

    @Test
    void callsNothingTheSameAsNothing() {
        assertThat(MutualInformation.of(List.of(), List.of()).adjusted()).isOne();
    }

    @Test
    void refusesLabelsForOtherItems() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MutualInformation.of(List.of(1), List.of(1, 2)))
                .withMessage("1 labels against 2, expected two for each item");
    }

    private static List<Integer> labels(JsonObject golden, String name) {
        return Arrays.stream(TopicsGolden.ints(golden.getAsJsonArray(name)))
                .boxed()
                .toList();
    }
}
