package retention.project;

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
        var named = System.getProperty(ROOT_PROPERTY);
        var start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
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

    /** The native libraries that the engines unpack. */
    public Path natives() {
        return build().resolve("native");
    }
}
