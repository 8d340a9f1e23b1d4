package retention.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import retention.project.Sha256;
import retention.study.Study;

/**
 * What a model was made by, so that a kept one is not used after that has changed: the library's compiled classes, in which
 * protocol, features and settings are, and the versions of what it is built on.
 */
final class Fingerprint {

    private static final int DIGITS = 16;

    private Fingerprint() {}

    /** The fingerprint of the library that is running: the same for the same classes, in a folder or in a jar. */
    static String current() {
        try {
            var source = Path.of(Fingerprint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(source)) {
                return of(source);
            }
            try (var jar = FileSystems.newFileSystem(source)) {
                return of(jar.getPath("/"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The library was loaded from no path: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the library's own classes", e);
        }
    }

    /** Of all classes and properties below a folder. */
    static String of(Path root) throws IOException {
        List<Path> files;
        try (var all = Files.walk(root.resolve("retention"))) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(class|properties)"))
                    .sorted(Comparator.comparing(file -> name(root, file)))
                    .toList();
        }
        return shortened(Sha256.of(files.toArray(Path[]::new)));
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The library's version, for people. */
    static String version() {
        var versions = new Properties();
        try (var stream = Study.class.getResourceAsStream("versions.properties")) {
            versions.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("study");
    }

    /** A text as hexadecimal digits that do not tell it, but tell whether another one is it. */
    static String hashed(String text) {
        return shortened(Sha256.of(text));
    }

    private static String shortened(String digest) {
        return digest.substring(0, DIGITS);
    }
}
