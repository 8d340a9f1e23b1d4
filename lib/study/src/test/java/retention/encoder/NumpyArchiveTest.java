package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyArchiveTest {

    private static final float[][] ROWS = {{0, 1, -2.5f}, {Float.NaN, 1e-30f, 3}};

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("new").resolve("embeddings.npz");
    }

    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        NumpyArchive.write(file, List.of("a", "bcd"), ROWS);

        try (var zip = new ZipFile(file.toFile())) {
            for (var array : List.of("keys", "embeddings")) {
                try (var in = zip.getInputStream(zip.getEntry(array + ".npy"))) {
                    assertThat(in.readAllBytes())
                            .as(array)
                            .isEqualTo(Files.readAllBytes(Golden.file("numpy-%s.npy".formatted(array))));
                }
            }
        }
    }

    @Test
    void writesTheSameFileTwice() throws IOException {
        NumpyArchive.write(file, List.of("a", "b"), ROWS);
        var first = Files.readAllBytes(file);
        NumpyArchive.write(file, List.of("a", "b"), ROWS);

        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void writesNoRows() throws IOException {
        NumpyArchive.write(file, List.of(), new float[0][]);

        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry("embeddings.npy"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("'shape': (0, 0)");
        }
    }

    @Test
    void writesKeysAsCodePoints() throws IOException {
        NumpyArchive.write(file, List.of("é😀", "a"), ROWS);

        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry("keys.npy"))) {
            var bytes = in.readAllBytes();
            assertThat(new String(bytes, bytes.length - 16, 16, Charset.forName("UTF-32LE")))
                    .isEqualTo("é😀a\0");
        }
    }
}
