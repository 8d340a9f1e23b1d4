package retention.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of this checkout. Everything that is computed goes below {@link #build()}, so that deleting that one
 * folder starts afresh.
 *
 * @param root the folder that holds {@code pom.xml}, {@code data} and {@code notebooks}; absolute
 */
public record Project(Path root) {

    /** The system property that names the root where the working directory is not inside the checkout. */
    public static final String ROOT_PROPERTY = "retention.root";

    /**
     * Finds the checkout: the folder that the system property {@value #ROOT_PROPERTY} names, else the nearest folder at
     * or above the working directory with {@code data/published.json} in it.
     *
     * @throws IllegalStateException if there is none
     */
    public static Project find() {
        var start =
                Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath().normalize();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("data").resolve("published.json"))) {
                return new Project(folder);
            }
        }
        throw new IllegalStateException(
                "No checkout of the study at or above %s (expected a folder with data/published.json). Run from inside the checkout, or set -D%s=FOLDER."
                        .formatted(start, ROOT_PROPERTY));
    }

    /** The input data: the published figures, the replica, and the Kaggle file where the user has put it. */
    public Path data() {
        return root.resolve("data");
    }

    /** The folder of everything that can be rebuilt. */
    public Path build() {
        return root.resolve("build");
    }

    /** The unpacked transformer encoder, a TensorFlow SavedModel with its vocabulary. */
    public Path encoder() {
        return build().resolve("encoder");
    }

    /**
     * Tells the engines to unpack their native libraries in one folder below {@link #build()}, whichever starts first, and not to
     * download any; what the user has set already, in the environment or by a property, is left alone. Must run before any class of
     * DJL does.
     *
     * @return the folder
     */
    public Path prepareNatives() {
        var natives = build().resolve("native");
        setUnlessSet("DJL_CACHE_DIR", natives.toString());
        setUnlessSet("org.bytedeco.javacpp.cachedir", natives.resolve("javacpp").toString());
        // DJL looks for graphics cards through JNA, which unpacks itself below the user's home by default.
        setUnlessSet("jna.tmpdir", natives.resolve("jna").toString());
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        return natives;
    }

    /** Sets a system property that neither the environment nor a property sets. */
    public static void setUnlessSet(String property, String value) {
        if (System.getenv(property) == null && System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * The whole of a file in UTF-8, without the byte order mark that some programs write first.
     *
     * @throws IllegalArgumentException if it is no such text
     * @throws UncheckedIOException which names it, if it cannot be read
     */
    public static String text(Path file) {
        try {
            return Files.readString(file).replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": expected text in UTF-8. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
