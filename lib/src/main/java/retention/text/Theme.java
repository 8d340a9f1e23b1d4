package retention.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A theme that the published report speaks of, recognised by words: crude, but the same for everybody. */
public enum Theme {
    /** Settling in: learning the language, making friends. */
    ADAPTATION,
    /** Looking back at TikTok and its ban. */
    NOSTALGIA,
    /** Food, travel, looks, everyday life. */
    LIFESTYLE,
    /** Working with brands and other creators. */
    COLLABORATION,
    /** What goes around on the platform. */
    TRENDS;

    private static final int TOP_WORDS = 20;
    private static final String RESOURCE = "themes.properties";

    private final Pattern pattern;

    Theme() {
        this.pattern = Pattern.compile(words().stream().map(Theme::bounded).collect(Collectors.joining("|")));
    }

    /** The words that stand for it, in lower case: {@code themes.properties} says how they were chosen. */
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

    /**
     * The theme of each topic: the one whose words hold the most weight among the topic's {@value #TOP_WORDS} strongest terms;
     * none where no theme has a word there.
     *
     * @param terms the vocabulary of the model
     */
    public static List<Optional<Theme>> ofTopics(TopicModel model, List<String> terms) {
        var weights = model.topicTerms();
        return IntStream.range(0, model.topics())
                .mapToObj(topic -> {
                    var top = model.topTerms(topic, TOP_WORDS);
                    return Stream.of(values())
                            .filter(theme -> theme.weight(top, weights[topic], terms) > 0)
                            .max(Comparator.comparingDouble(theme -> theme.weight(top, weights[topic], terms)));
                })
                .toList();
    }

    /** The theme of each document's dominant topic, in the order of the documents that the model was fitted to. */
    public static List<Optional<Theme>> ofDocuments(TopicModel model, List<String> terms) {
        var byTopic = ofTopics(model, terms);
        return model.shares().dominant().stream()
                .map(topic -> topic == TopicShares.NONE ? Optional.<Theme>empty() : byTopic.get(topic))
                .toList();
    }

    private double weight(int[] top, double[] weights, List<String> terms) {
        return IntStream.of(top)
                .filter(term -> isIn(terms.get(term)))
                .mapToDouble(term -> weights[term])
                .sum();
    }

    /** Latin words stand between other characters than Latin letters; Chinese has no spaces to look for. */
    private static String bounded(String word) {
        var quoted = Pattern.quote(word);
        return word.codePointAt(0) < 128 ? "(?<![a-z])" + quoted + "(?![a-z])" : quoted;
    }
}
