package retention.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void writesIntoAFolderThatIsNotThereYet() throws IOException {
        var file = folder.resolve("new").resolve("file.txt");
        AtomicFile.write(file, "é\n");
        assertThat(file).hasContent("é\n");
    }

    @Test
    void leavesTheOldFileAndNothingElseWhereTheContentFails() throws IOException {
        var file = Files.writeString(folder.resolve("file.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("disk full");
                }))
                .hasMessage("Cannot write " + file)
                .hasRootCauseMessage("disk full");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void isSeenByNobodyBeforeItIsComplete() throws IOException {
        var file = Files.writeString(folder.resolve("file.txt"), "old");
        AtomicFile.write(file, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void hasThePermissionsOfAnyOtherFile() throws IOException {
        var ordinary = Files.writeString(folder.resolve("ordinary.txt"), "");
        var file = folder.resolve("file.txt");
        AtomicFile.write(file, "");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void deletesWhatAKilledRunLeftButNothingOfOneThatStillWrites() throws IOException, InterruptedException {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        var abandoned = Files.writeString(folder.resolve(".%d-a.partial".formatted(ended.pid())), "half");
        var running = ".%d-b.partial".formatted(ProcessHandle.current().pid());
        var written = Files.writeString(folder.resolve(running), "half");
        var other = Files.writeString(folder.resolve(".notes.partial"), "mine");
        AtomicFile.write(folder.resolve("file.txt"), "new");
        assertThat(abandoned).doesNotExist();
        assertThat(written).exists();
        assertThat(other).exists();
    }

    @Test
    void followsALink() throws IOException {
        var file = Files.writeString(folder.resolve("file.txt"), "old");
        var link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        AtomicFile.write(link, "new");
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void followsALinkToAFileThatIsNotThereYet() throws IOException {
        var file = folder.resolve("new").resolve("file.txt");
        var link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("new", "file.txt"));
        var linkToLink = Files.createSymbolicLink(folder.resolve("other.txt"), link);
        AtomicFile.write(linkToLink, "new");
        assertThat(file).isRegularFile().hasContent("new");
        assertThat(link).isSymbolicLink();
        assertThat(linkToLink).isSymbolicLink();
    }

    @Test
    void refusesALinkToItself() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("link.txt"));
        assertThatThrownBy(() -> AtomicFile.write(link, "text"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot write " + link);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void namesTheFileAndTheSystemsReasonWhereTheDiskIsFull() {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no device that is always full");
        assertThatThrownBy(() -> AtomicFile.write(full, "text"))
                .hasMessage("Cannot write /dev/full")
                .hasRootCauseMessage("No space left on device");
        assertThatThrownBy(() -> TemporaryFiles.write(full, out -> out.write(0)))
                .hasMessage("Cannot write /dev/full")
                .hasRootCauseMessage("No space left on device");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> AtomicFile.write(folder, "text")).isInstanceOf(UncheckedIOException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
