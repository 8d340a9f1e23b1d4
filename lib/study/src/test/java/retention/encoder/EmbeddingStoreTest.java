package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import numerics.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingStoreTest {

    private static final List<String> TEXTS = List.of("hello", "cat", "hello cat", "tiktok cat cat", "");
    private static final Readout READOUT = Readout.mean(2);

    /** 32 bytes of key, eight floats, a checksum. */
    private static final int RECORD_BYTES = 32 + 8 * 4 + 4;

    private static Encoder encoder;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        encoder = new Encoder(EncoderFiles.in(Golden.tinyDistilbert()), Encoder.Precision.FLOAT32);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void givesWhatTheEncoderGives() {
        assertThat(store(TEXTS)).isDeepEqualTo(Golden.embed(encoder, TEXTS, READOUT));
    }

    @Test
    void computesNothingTwice() {
        var first = store(TEXTS);

        assertThat(computedFor(TEXTS)).isZero();
        assertThat(store(TEXTS)).isDeepEqualTo(first);
    }

    @Test
    void computesOnlyTheBatchesWithSomethingNew() {
        var many = many();
        store(many.subList(0, 30));

        assertThat(computedFor(many)).isBetween(30, 59);
        assertThat(computedFor(many)).isZero();
    }

    @Test
    void storesEqualTextsOnce() throws IOException {
        var vectors = store(List.of("cat", "hello", "cat", "cat"));

        assertThat(vectors[0]).isEqualTo(vectors[2]).isEqualTo(vectors[3]).isNotEqualTo(vectors[1]);
        assertThat(Files.size(file())).isEqualTo(12 + 2 * RECORD_BYTES);
    }

    @Test
    void goesOnAfterAKillInsideARecord() throws IOException {
        var whole = store(TEXTS);
        truncate(12 + 3 * RECORD_BYTES + 17);

        assertThat(store(TEXTS)).isDeepEqualTo(whole);
        assertThat(Files.size(file())).isEqualTo(12 + 5 * RECORD_BYTES);
    }

    @Test
    void goesOnAfterAKillInsideTheHeader() throws IOException {
        var whole = store(TEXTS);
        truncate(5);

        assertThat(store(TEXTS)).isDeepEqualTo(whole);
    }

    @Test
    void keepsTheBatchesThatWereDoneBeforeAFailureAndEndsWithTheSameVectors() {
        var many = many();
        var whole = store(folder.resolve("whole"), many);
        var store = new EmbeddingStore(folder);

        assertThatThrownBy(() -> store.embed(encoder, many, List.of(READOUT), (done, total) -> {
                    if (done > 0) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");

        assertThat(computedFor(many)).isPositive().isLessThan(60);
        assertThat(store(many)).isDeepEqualTo(whole);
    }

    private static List<String> many() {
        return IntStream.rangeClosed(1, 60).mapToObj("cat "::repeat).toList();
    }

    @Test
    void computesATornRecordAgainAndKeepsThoseBehindIt() throws IOException {
        var whole = store(TEXTS);
        var bytes = Files.readAllBytes(file());
        bytes[12 + RECORD_BYTES + 40] ^= 1;
        Files.write(file(), bytes);

        assertThat(store(TEXTS)).isDeepEqualTo(whole);
        assertThat(Files.size(file())).isEqualTo(12 + 6 * RECORD_BYTES);
    }

    @Test
    void computesEverythingAgainWhereTheFileHoldsSomethingElse() throws IOException {
        var whole = store(TEXTS);
        Files.writeString(file(), "this is something else entirely, and longer than one record of this file can be");

        assertThat(store(TEXTS)).isDeepEqualTo(whole);
    }

    @Test
    void emptiesAFileWhoseWidthIsDamagedAndThenKeepsVectorsAgain() throws IOException {
        var whole = store(TEXTS);
        var bytes = Files.readAllBytes(file());
        bytes[11] ^= (byte) 0x80;
        Files.write(file(), bytes);

        assertThat(store(TEXTS)).isDeepEqualTo(whole);
        assertThat(Files.size(file())).isEqualTo(12 + 5 * RECORD_BYTES);
        assertThat(computedFor(TEXTS)).isZero();
    }

    @Test
    void keepsVectorsOfOtherTextsThanThoseAskedFor() {
        store(TEXTS);
        store(List.of("tiktok"));

        assertThat(computedFor(TEXTS)).isZero();
    }

    @Test
    void keepsPrecisionsApart() {
        var store = new EmbeddingStore(folder);
        store(TEXTS);
        try (var quick = new Encoder(EncoderFiles.in(Golden.tinyDistilbert()), Encoder.Precision.BFLOAT16)) {
            assertThat(quick.name(READOUT)).isEqualTo(encoder.name(READOUT) + "-bfloat16");
            store.embed(quick, TEXTS, List.of(READOUT), Progress.NONE);
        }

        assertThat(folder).isDirectoryContaining(file -> file.toString().endsWith("-bfloat16.vectors"));
    }

    @Test
    void readsNoGraphWhereEverythingIsFound() throws IOException {
        var model = withAnotherWord();
        float[][] first;
        try (var encoder = new Encoder(EncoderFiles.in(model), Encoder.Precision.FLOAT32)) {
            first = new EmbeddingStore(folder)
                    .embed(encoder, TEXTS, List.of(READOUT), Progress.NONE)
                    .get(READOUT);
        }
        var graph = Files.readAllBytes(model.resolve("saved_model.pb"));
        try (var encoder = new Encoder(EncoderFiles.in(model), Encoder.Precision.FLOAT32)) {
            encoder.name(READOUT);
            Files.write(model.resolve("saved_model.pb"), new byte[graph.length]);

            assertThat(new EmbeddingStore(folder)
                            .embed(encoder, TEXTS, List.of(READOUT), Progress.NONE)
                            .get(READOUT))
                    .isDeepEqualTo(first);
        }
    }

    @Test
    void keepsReadoutsAndModelsApart() throws IOException {
        store(TEXTS);
        var store = new EmbeddingStore(folder);
        store.embed(encoder, TEXTS, List.of(Readout.cls(2)), Progress.NONE);
        store.embed(encoder, TEXTS, List.of(Readout.mean(1)), Progress.NONE);
        try (var other = new Encoder(EncoderFiles.in(withAnotherWord()), Encoder.Precision.FLOAT32)) {
            store.embed(other, TEXTS, List.of(READOUT), Progress.NONE);
        }

        assertThat(files()).hasSize(4);
    }

    @Test
    void fillsTheReadoutThatIsMissingInOnePass() {
        var store = new EmbeddingStore(folder);
        store.embed(encoder, TEXTS, List.of(Readout.cls(2)), Progress.NONE);

        var both = store.embed(encoder, TEXTS, List.of(Readout.cls(2), READOUT), Progress.NONE);

        assertAlike(both.get(READOUT), Golden.embed(encoder, TEXTS, READOUT));
        assertAlike(both.get(Readout.cls(2)), Golden.embed(encoder, TEXTS, Readout.cls(2)));
    }

    @Test
    void embedsNoTexts() {
        assertThat(store(List.of())).isEmpty();
    }

    @Test
    void takesALoneSurrogateForTheReplacementCharacter() {
        assertThat(store(List.of("cat \uD83D"))).isDeepEqualTo(store(List.of("cat \uFFFD")));
    }

    @Test
    void refusesALayerThatTheEncoderHasNot() {
        assertThatThrownBy(
                        () -> new EmbeddingStore(folder).embed(encoder, TEXTS, List.of(Readout.cls(3)), Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layer 3");
        assertThat(folder).isEmptyDirectory();
    }

    /** In another batch a text's sums are rounded otherwise, in the last bits. */
    private static void assertAlike(float[][] actual, float[][] expected) {
        assertThat(actual).hasNumberOfRows(expected.length);
        for (int row = 0; row < expected.length; row++) {
            assertThat(Golden.maxAbsoluteDifference(actual[row], expected[row])).isLessThan(1e-5);
        }
    }

    private float[][] store(List<String> texts) {
        return store(folder, texts);
    }

    private static float[][] store(Path folder, List<String> texts) {
        return new EmbeddingStore(folder)
                .embed(encoder, texts, List.of(READOUT), Progress.NONE)
                .get(READOUT);
    }

    private int computedFor(List<String> texts) {
        var computed = new int[1];
        new EmbeddingStore(folder).embed(encoder, texts, List.of(READOUT), (done, total) -> computed[0] = done);
        return computed[0];
    }

    private Path file() throws IOException {
        return files().get(0);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".vectors"))
                    .sorted()
                    .toList();
        }
    }

    private void truncate(long bytes) throws IOException {
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private Path withAnotherWord() throws IOException {
        var copy = folder.resolve("other");
        try (var tree = Files.walk(Golden.tinyDistilbert())) {
            for (var path : tree.toList()) {
                Files.copy(
                        path,
                        copy.resolve(Golden.tinyDistilbert().relativize(path).toString()));
            }
        }
        var vocabulary = copy.resolve("assets/vocab.txt");
        Files.writeString(vocabulary, Files.readString(vocabulary).replace("hello", "howdy"));
        return copy;
    }
}
