package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A JVM loads jieba once, perhaps in another test: here a class loader of its own loads it anew. */
class JiebaLoadingTest {

    @Test
    void loadsInSilenceAndTheSameDictionaryUnderAnyLocale() throws Exception {
        var locale = Locale.getDefault();
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (var classes = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            System.setOut(stream);
            var segmenter = classes.loadClass(Segmenter.class.getName());
            var standard = segmenter.getMethod("standard").invoke(null);

            var words = segmenter.getMethod("words", String.class).invoke(standard, "他的IC卡");

            assertThat(words).isEqualTo(List.of("他", "的", "ic卡"));
            assertThat(Locale.getDefault()).isEqualTo(Locale.forLanguageTag("tr"));
            assertThat(System.out).isSameAs(stream);
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        } finally {
            Locale.setDefault(locale);
            System.setOut(out);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        var entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        var urls = new URL[entries.length];
        for (var entry = 0; entry < entries.length; entry++) {
            urls[entry] = Path.of(entries[entry]).toUri().toURL();
        }
        return urls;
    }
}
