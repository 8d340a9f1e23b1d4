package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static retention.encoder.Golden.maxAbsoluteDifference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.matrix.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {

    private static final double TOLERANCE = 1e-4;

    /** The real encoder; these tests fail, with the message that says how to install it, where it is not there. */
    @Nested
    class MultilingualBert {

        private static Encoder encoder;

        @BeforeAll
        static void open() {
            encoder = Encoder.open();
        }

        @AfterAll
        static void close() {
            if (encoder != null) {
                encoder.close();
            }
        }

        @Test
        void hasTwelveLayersOfWidth768() {
            assertThat(encoder.layers()).isEqualTo(12);
            assertThat(encoder.width()).isEqualTo(768);
        }

        @Test
        void givesTheVectorsOfPythonTensorFlowPaddedOrNot() throws IOException {
            var texts = Golden.lines("embeddings.jsonl", String.class);
            var readouts = List.of(Readout.cls(12), Readout.mean(6), Readout.cls(6), Readout.mean(12), Readout.mean(1));
            var golden = Golden.vectors("embeddings.npy", texts.size(), readouts.size(), 768);

            var vectors = Golden.embed(encoder, texts, readouts, Progress.NONE);

            for (int text = 0; text < texts.size(); text++) {
                for (int i = 0; i < readouts.size(); i++) {
                    var readout = readouts.get(i);
                    assertThat(maxAbsoluteDifference(vectors.get(readout)[text], golden[text][i]))
                            .as("%s of %s", readout, texts.get(text))
                            .isLessThanOrEqualTo(TOLERANCE);
                }
            }
        }

        @Test
        void computesNoDeeperThanAskedAndGetsTheSame() throws IOException {
            var texts = Golden.lines("embeddings.jsonl", String.class).subList(0, 2);
            var golden = Golden.vectors("embeddings.npy", 12, 5, 768);

            var vectors = Golden.embed(encoder, texts, Readout.mean(6));

            for (int text = 0; text < texts.size(); text++) {
                assertThat(maxAbsoluteDifference(vectors[text], golden[text][1]))
                        .isLessThanOrEqualTo(TOLERANCE);
            }
        }

        @Test
        void paddingChangesNoVector() throws IOException {
            var texts = Golden.lines("embeddings.jsonl", String.class).subList(0, 7);
            var readouts = List.of(Readout.cls(12), Readout.mean(6));

            var together = Golden.embed(encoder, texts, readouts, Progress.NONE);

            for (int text = 0; text < texts.size(); text++) {
                var alone = Golden.embed(encoder, texts.subList(text, text + 1), readouts, Progress.NONE);
                for (var readout : readouts) {
                    assertThat(maxAbsoluteDifference(alone.get(readout)[0], together.get(readout)[text]))
                            .isLessThanOrEqualTo(TOLERANCE);
                }
            }
        }

        @Test
        void staysCloseInBfloat16() throws IOException {
            var texts = Golden.lines("embeddings.jsonl", String.class).subList(0, 4);
            var exact = Golden.embed(encoder, texts, Readout.cls(12));

            try (var quick = Encoder.open(Encoder.Precision.BFLOAT16)) {
                var quicker = Golden.embed(quick, texts, Readout.cls(12));
                for (int text = 0; text < texts.size(); text++) {
                    var both = new float[][] {exact[text], quicker[text]};
                    assertThat(Vectors.nearest(both, 0, 2).get(1).cosine()).isGreaterThan(0.98);
                }
            }
        }

        @Test
        void embedsHostileTexts() {
            var hostile = List.of(
                    "\uD83D",
                    "\uDE00 and \uD83D",
                    "\u0000",
                    "a\u0000b",
                    "字".repeat(100_000),
                    "x".repeat(100_000),
                    "😀".repeat(500),
                    "\u202E\u200D\uFE0F",
                    "\uFFFF\uFFFE",
                    "[CLS] [SEP] [PAD]",
                    "\n\r\t");

            var vectors = Golden.embed(encoder, hostile, Readout.mean(2));

            assertThat(vectors).hasNumberOfRows(hostile.size());
            for (var vector : vectors) {
                assertThat(vector).hasSize(768);
                for (var value : vector) {
                    assertThat(value).isFinite();
                }
            }
        }

        @Test
        void refusesALayerThatItHasNot() {
            assertThatThrownBy(() -> Golden.embed(encoder, List.of("a"), Readout.cls(13)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("Layer 13", "layers 1 to 12");
        }
    }

    /** Another interface: no segments, {@code attention_mask} for {@code input_mask}, layers as named outputs. */
    @Nested
    class TinyDistilbert {

        private static final List<String> TEXTS =
                List.of("hello cat", "你好 tiktok cat cat cat 你", "", "nothing of this is known but cat");

        private static Encoder encoder;

        @BeforeAll
        static void open() {
            encoder = new Encoder(EncoderFiles.in(Golden.tinyDistilbert()), Encoder.Precision.FLOAT32);
        }

        @AfterAll
        static void close() {
            encoder.close();
        }

        @Test
        void readsItsInterfaceFromItsSignature() {
            assertThat(encoder.layers()).isEqualTo(2);
            assertThat(encoder.width()).isEqualTo(8);
        }

        @Test
        void givesTheVectorsOfHuggingFacesOwnModel() throws IOException {
            var golden = Golden.vectors("tiny-distilbert.npy", TEXTS.size(), 2, 8);

            var vectors = Golden.embed(encoder, TEXTS, List.of(Readout.cls(2), Readout.mean(1)), Progress.NONE);

            for (int text = 0; text < TEXTS.size(); text++) {
                assertThat(vectors.get(Readout.cls(2))[text]).containsExactly(golden[text][0], within(1e-5f));
                assertThat(vectors.get(Readout.mean(1))[text]).containsExactly(golden[text][1], within(1e-5f));
            }
        }

        @Test
        void givesEqualTextsTheSameVectorInTheirPlaces() {
            var vectors = Golden.embed(encoder, List.of("cat", "hello", "cat"), Readout.cls(2));

            assertThat(vectors[0]).isEqualTo(vectors[2]).isNotEqualTo(vectors[1]);
        }

        @Test
        void givesTheSameBitsTwice() {
            assertThat(Golden.embed(encoder, TEXTS, Readout.mean(2)))
                    .isDeepEqualTo(Golden.embed(encoder, TEXTS, Readout.mean(2)));
        }

        @Test
        void waitsForTheOtherBatchesWhereTheCallerFails() {
            var texts = IntStream.rangeClosed(1, 60).mapToObj("cat "::repeat).toList();
            var exact = Golden.embed(encoder, texts, Readout.mean(2));

            assertThatThrownBy(() -> Golden.embed(encoder, texts, List.of(Readout.mean(2)), (done, total) -> {
                        throw new IllegalStateException("stopped");
                    }))
                    .hasMessage("stopped");

            assertThat(Golden.embed(encoder, texts, Readout.mean(2))).isDeepEqualTo(exact);
        }

        @Test
        void saysWhatAnotherThreadFoundWrong(@TempDir Path folder) throws IOException {
            copyTinyDistilbert(folder);
            Files.writeString(folder.resolve("assets/vocab.txt"), "[PAD]\n[UNK]\ncat\n");

            try (var damaged = new Encoder(EncoderFiles.in(folder), Encoder.Precision.FLOAT32)) {
                assertThatThrownBy(() -> Golden.embed(damaged, List.of("cat"), Readout.cls(2)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("The vocabulary ");
            }
        }

        @Test
        void saysWhereTensorFlowCannotReadTheVariablesAndLeavesNothingRunning(@TempDir Path folder) throws IOException {
            copyTinyDistilbert(folder);
            Files.writeString(folder.resolve("variables/variables.data-00000-of-00001"), "cut");
            var cut = new AtomicBoolean();
            var texts = new LinkedHashMap<String, String>(Map.of("key", "cat")) {
                @Override
                public void forEach(BiConsumer<? super String, ? super String> action) {
                    // Longer than TensorFlow needs to refuse the variables.
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
                    cut.set(true);
                    super.forEach(action);
                }
            };

            try (var damaged = new Encoder(EncoderFiles.in(folder), Encoder.Precision.FLOAT32)) {
                assertThatThrownBy(() -> damaged.forEachBatch(
                                texts, key -> true, List.of(Readout.cls(2)), Progress.NONE, batch -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContainingAll("TensorFlow cannot read the encoder in", folder.toString());
                assertThat(cut)
                        .as("whether texts are cut when the caller goes on")
                        .isTrue();
            }
        }

        private static void copyTinyDistilbert(Path folder) throws IOException {
            for (var part : List.of(
                    "saved_model.pb",
                    "variables/variables.index",
                    "variables/variables.data-00000-of-00001",
                    "assets/vocab.txt")) {
                var copy = folder.resolve(part);
                Files.createDirectories(copy.getParent());
                Files.copy(Golden.tinyDistilbert().resolve(part), copy);
            }
        }

        @Test
        void embedsNoTexts() {
            assertThat(Golden.embed(encoder, List.of(), Readout.cls(2))).isEmpty();
        }

        @Test
        void countsTokensAfterTheCut() {
            assertThat(encoder.tokenCounts(List.of("hello cat", "", "cat ".repeat(1000))))
                    .containsExactly(4, 2, 128);
        }

        @Test
        void reportsProgressUpToTheNumberOfDistinctTexts() {
            var texts = new ArrayList<String>();
            for (int i = 0; i < 100; i++) {
                texts.add("cat ".repeat(1 + i % 50));
            }
            var done = new ArrayList<Integer>();

            Golden.embed(encoder, texts, List.of(Readout.cls(1)), (soFar, total) -> {
                assertThat(total).isEqualTo(50);
                done.add(soFar);
            });

            assertThat(done).isSorted().hasSizeGreaterThan(1).endsWith(50);
        }
    }
}
