package retention.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.learning.FeatureMatrix;
import numerics.learning.Features;
import numerics.learning.HeldOutLeaks;
import numerics.learning.HeldOutLeaks.Leak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retention.text.Segmenter;
import retention.text.Vectorizer;

class TextFeaturesTest {

    private static final int[] TRAINING =
            IntStream.range(0, 60).filter(row -> row % 3 != 0).toArray();
    private static final List<String> TEXTS = texts();
    private static final Vectorizer WORDS = Vectorizer.tfIdf().minDocuments(2);

    static Stream<Function<List<String>, Features>> learned() {
        return Stream.of(
                texts -> TextFeatures.tfIdf(documents(texts), WORDS, 3, 1),
                texts -> TextFeatures.topics(documents(texts), WORDS, 2),
                texts -> TextFeatures.fastText(documents(texts)),
                texts -> TextFeatures.reduced(TextFeatures.tfIdf(documents(texts), WORDS, 4, 1), 2, 1));
    }

    @ParameterizedTest
    @MethodSource("learned")
    void giveARowForEveryUserLearnedFromOrNot(Function<List<String>, Features> features) {
        assertThat(features.apply(TEXTS).fit(TRAINING).rows()).isEqualTo(TEXTS.size());
    }

    @ParameterizedTest
    @MethodSource("learned")
    void learnNothingFromTheHeldOut(Function<List<String>, Features> features) {
        assertThat(HeldOutLeaks.texts(TEXTS, features, TRAINING)).isEmpty();
    }

    @Test
    void areFoundOutWhereTheVocabularyIsLearnedFromEverybody() {
        Function<List<String>, Features> leaking = texts -> {
            var everybody = WORDS.fitTransform(documents(texts)).values().toDense();
            return FeatureMatrix.numbered(
                    "word_",
                    Stream.of(everybody)
                            .map(row -> new float[] {(float) row[0], (float) row[1]})
                            .toArray(float[][]::new));
        };
        assertThat(HeldOutLeaks.texts(TEXTS, leaking, TRAINING)).containsExactly(Leak.HELD_OUT_TEXTS);
    }

    @Test
    void separateTheThemesTheyAreMadeOf() {
        var shares = TextFeatures.topics(documents(TEXTS), WORDS, 2).fit(TRAINING);
        // Even rows write of cats, odd ones of songs: the first topic's share must tell them apart, held-out rows too.
        double cats = mean(shares.values("topic_0"), 0);
        double songs = mean(shares.values("topic_0"), 1);
        assertThat(Math.abs(cats - songs)).isGreaterThan(0.8);
    }

    @Test
    void takeAUserWithoutAKnownWordForAnAverageOne() {
        var texts = new ArrayList<>(TEXTS);
        texts.set(0, "😀");
        texts.set(3, "unheard of");
        var topic =
                TextFeatures.topics(documents(texts), WORDS, 2).fit(TRAINING).values("topic_0");
        double mean =
                IntStream.of(TRAINING).mapToDouble(row -> topic[row]).average().orElseThrow();
        assertThat(topic[0]).isCloseTo(mean, within(1e-6));
        assertThat(topic[3]).isCloseTo(mean, within(1e-6));
    }

    @Test
    void ofTopicsNeedTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextFeatures.topics(documents(TEXTS), WORDS, 1))
                .withMessageStartingWith("1 topics as features: expected 2 or more");
    }

    @Test
    void ofATransformerAreItsVectors() {
        var rows =
                FeatureMatrix.numbered("text_", new float[][] {{1, 2}, {3, 4}}).fit(0);
        assertThat(rows.names()).containsExactly("text_0", "text_1");
        assertThat(rows.value(1, 1)).isEqualTo(4);
    }

    @Test
    void keepTheDirectionOfGreatestSpreadWhenReduced() {
        var random = new Random(1);
        var values = new float[40][3];
        for (var row : values) {
            row[0] = (float) (100 + 10 * random.nextGaussian());
            row[1] = (float) random.nextGaussian();
            row[2] = (float) random.nextGaussian();
        }
        var all = IntStream.range(0, 40).toArray();
        var component = TextFeatures.reduced(FeatureMatrix.numbered("text_", values), 1, 1)
                .fit(all)
                .values("component_0");
        double mean = Stream.of(values).mapToDouble(row -> row[0]).average().orElseThrow();
        for (int i = 0; i < 40; i++) {
            assertThat(Math.abs(component[i])).isCloseTo(Math.abs(values[i][0] - mean), within(3.0));
        }
    }

    private static double mean(double[] values, int parity) {
        return IntStream.range(0, values.length)
                .filter(i -> i % 2 == parity)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static List<List<String>> documents(List<String> texts) {
        return Segmenter.standard().documents(texts);
    }

    private static List<String> texts() {
        var random = new Random(7);
        var cats = List.of("cat", "paws", "kitten", "fur", "purr");
        var songs = List.of("song", "guitar", "melody", "singer", "chorus");
        return IntStream.range(0, 60)
                .mapToObj(row -> String.join(
                        " ",
                        IntStream.range(0, 6)
                                .mapToObj(word -> (row % 2 == 0 ? cats : songs).get(random.nextInt(5)))
                                .toList()))
                .toList();
    }
}
