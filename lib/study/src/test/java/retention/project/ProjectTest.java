package retention.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectTest {

    private static final Path NATIVES = Project.find().build().resolve("native");
    private static final List<String> FOLDERS = List.of("DJL_CACHE_DIR", "org.bytedeco.javacpp.cachedir", "jna.tmpdir");

    private final List<String> before =
            FOLDERS.stream().map(name -> System.getProperty(name, "")).toList();

    @BeforeEach
    void forget() {
        FOLDERS.forEach(System::clearProperty);
    }

    @AfterEach
    void restore() {
        forget();
        for (int i = 0; i < FOLDERS.size(); i++) {
            if (!before.get(i).isEmpty()) {
                System.setProperty(FOLDERS.get(i), before.get(i));
            }
        }
    }

    @Test
    void nativeLibrariesAreAllUnpackedInTheProject() {
        assertThat(Project.find().prepareNatives()).isEqualTo(NATIVES);
        assertThat(FOLDERS)
                .filteredOn(name -> System.getenv(name) == null)
                .extracting(System::getProperty)
                .allMatch(folder -> folder.startsWith(NATIVES.toString()));
    }

    @Test
    void nativeLibrariesAreLeftWhereTheUserWantsThem() {
        System.setProperty("jna.tmpdir", "elsewhere");
        Project.find().prepareNatives();
        assertThat(System.getProperty("jna.tmpdir")).isEqualTo("elsewhere");
    }
}
