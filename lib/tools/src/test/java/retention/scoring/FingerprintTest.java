package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void compile() throws IOException {
        Files.createDirectories(folder.resolve("retention/users"));
        Files.writeString(folder.resolve("retention/users/User.class"), "one");
        Files.writeString(folder.resolve("retention/versions.properties"), "study=1");
    }

    @Test
    void changesWithAnyClassOrVersion() throws IOException {
        var before = Fingerprint.of(folder);
        Files.writeString(folder.resolve("retention/users/User.class"), "two");
        var other = Fingerprint.of(folder);
        Files.writeString(folder.resolve("retention/versions.properties"), "study=2");
        assertThat(Fingerprint.of(folder)).isNotIn(before, other);
        assertThat(other).isNotEqualTo(before);
    }

    @Test
    void staysWithOtherFiles() throws IOException {
        var before = Fingerprint.of(folder);
        Files.writeString(folder.resolve("retention/users/notes.txt"), "two");
        assertThat(Fingerprint.of(folder)).isEqualTo(before).matches("[0-9a-f]{16}");
    }

    @Test
    void isTheSameInAJar() throws IOException {
        var before = Fingerprint.of(folder);
        var jar = Files.createTempDirectory("jar").resolve("library.jar");
        try (var zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath("/retention/users"));
            for (var file : new String[] {"retention/users/User.class", "retention/versions.properties"}) {
                Files.copy(folder.resolve(file), zip.getPath("/" + file));
            }
            assertThat(Fingerprint.of(zip.getPath("/"))).isEqualTo(before);
        } finally {
            Files.deleteIfExists(jar);
            Files.delete(jar.getParent());
        }
    }

    @Test
    void readsTheLibraryThatIsRunning() {
        assertThat(Fingerprint.current()).matches("[0-9a-f]{16}").isEqualTo(Fingerprint.current());
        assertThat(Fingerprint.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }
}
