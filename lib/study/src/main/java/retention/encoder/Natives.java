package retention.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.jar.JarFile;
import retention.project.Project;

/** Puts TensorFlow's native libraries where the engine finds them: below the project's own folder, from jars that Maven brought. */
final class Natives {

    private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

    private Natives() {}

    /** Must run before any class of DJL does; what the user has set already is left alone. */
    static synchronized void prepare() {
        var natives = Project.find().prepareNatives();
        if (System.getenv(LIBRARY_PATH) == null && System.getProperty(LIBRARY_PATH) == null) {
            System.setProperty(LIBRARY_PATH, tensorflow(natives).toString());
        }
    }

    private static Path tensorflow(Path natives) {
        var platform = platform();
        var resources = "org/tensorflow/internal/c_api/" + platform + "/";
        var library = resources + System.mapLibraryName("jnitensorflow");
        var url = Natives.class.getClassLoader().getResource(library);
        if (url == null) {
            throw new IllegalStateException(
                    "No TensorFlow for %s on the classpath: expected the resource %s of org.tensorflow:tensorflow-core-native with classifier %s. Set %s to the folder of an installed one."
                            .formatted(platform, library, platform, LIBRARY_PATH));
        }
        try {
            var connection = (JarURLConnection) url.openConnection();
            connection.setUseCaches(false);
            try (var jar = connection.getJarFile()) {
                var name = Path.of(jar.getName()).getFileName().toString().replaceFirst("\\.jar$", "");
                var folder = natives.resolve(name);
                if (!Files.isDirectory(folder)) {
                    unpack(jar, resources, folder);
                }
                return folder;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack TensorFlow from " + url, e);
        }
    }

    private static void unpack(JarFile jar, String resources, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        var partial = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".partial");
        for (var entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
            var name = entry.getName();
            // Only the libraries: what is deeper, or a licence, is not loaded.
            if (name.startsWith(resources) && name.indexOf('/', resources.length()) < 0) {
                try (var content = jar.getInputStream(entry)) {
                    Files.copy(content, partial.resolve(name.substring(resources.length())));
                }
            }
        }
        try {
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            EncoderFiles.deleteTree(partial);
            // Another process may have been faster, which is as good.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** The platform's name in TensorFlow's jars. */
    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var arm = arch.equals("aarch64") || arch.equals("arm64");
        var system = os.contains("mac") ? "macosx" : os.contains("win") ? "windows" : "linux";
        return system + "-" + (arm ? "arm64" : "x86_64");
    }
}
