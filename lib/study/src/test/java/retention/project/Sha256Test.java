package retention.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    /** The first example of FIPS 180-4. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void digestsATextAndFilesOneAfterTheOther() throws IOException {
        var first = Files.writeString(folder.resolve("1"), "a");
        var second = Files.writeString(folder.resolve("2"), "bc");
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.of(first, second)).isEqualTo(OF_ABC).isNotEqualTo(Sha256.of(second, first));
    }
}
