package retention.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A theme that the published report speaks of, recognised by words: crude, but the same for everybody and free of the outcome. */
public enum Theme {
    ADAPTATION,
    NOSTALGIA,
    LIFESTYLE,
    COLLABORATION,
    TRENDS;

    private static final String RESOURCE = "themes.properties";

    private final Pattern pattern;

    Theme() {
        this.pattern = Pattern.compile(words().stream().map(Theme::bounded).collect(Collectors.joining("|")));
    }

    /** The words and phrases that stand for it, in lower case. */
    public List<String> words() {
        var properties = new Properties();
        try (var stream = Theme.class.getResourceAsStream(RESOURCE)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var words = properties.getProperty(name().toLowerCase(Locale.ROOT));
        return Arrays.stream(words.split("\\|")).map(String::strip).toList();
    }

    /** Whether a text has at least one of its words. */
    public boolean isIn(String text) {
        return pattern.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    /** Latin words stand between other characters than Latin letters; Chinese has no spaces to look for. */
    private static String bounded(String word) {
        var quoted = Pattern.quote(word);
        return word.codePointAt(0) < 128 ? "(?<![a-z])" + quoted + "(?![a-z])" : quoted;
    }
}
