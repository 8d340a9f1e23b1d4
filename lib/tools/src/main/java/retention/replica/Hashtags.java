package retention.replica;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hashtags of posts: mostly those of the wave, as often as in the real posts, and some of a post's own topic. */
final class Hashtags {

    /** How many of 608 real posts with hashtags have one, two ... ten. */
    private static final double[] POSTS_BY_NUMBER = {91, 90, 114, 96, 60, 50, 30, 23, 24, 30};

    /** Of the hashtags that are drawn, those that hardly anybody else uses. */
    private static final double RARE = 0.41;

    private static final double RARE_IN_CHINESE = 0.3;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** The hashtags of a topic, and how often each is drawn. */
    private record Tags(List<String> texts, double... weights) {

        /** Those of the lines {@code weight tag topic,topic} that name the topic, or none. */
        private static Tags of(Topic topic, List<String> lines) {
            var cells = lines.stream()
                    .map(line -> line.split(" ", -1))
                    .filter(line ->
                            line.length < 3 || List.of(line[2].split(",", -1)).contains(topic.key()))
                    .toList();
            return new Tags(
                    cells.stream().map(line -> line[1]).toList(),
                    cells.stream()
                            .mapToDouble(line -> Double.parseDouble(line[0]))
                            .toArray());
        }
    }

    private final Phrasebook book;
    private final Map<Topic, Tags> tags;

    /**
     * Reads {@code weight tag topic,topic}; a hashtag without topics is used in all.
     *
     * @param book has the rare ones
     */
    Hashtags(Phrasebook book, List<String> lines) {
        this.book = book;
        tags = Stream.of(Topic.values()).collect(Collectors.toMap(topic -> topic, topic -> Tags.of(topic, lines)));
    }

    /** Draws the hashtags of a post, each once. */
    List<String> draw(Topic topic, Draws draws) {
        var common = tags.get(topic);
        var number = 1 + draws.index(POSTS_BY_NUMBER);
        var drawn = new LinkedHashSet<String>();
        while (drawn.size() < number) {
            drawn.add(draws.chance(RARE) ? rare(draws) : common.texts.get(draws.index(common.weights)));
        }
        return List.copyOf(drawn);
    }

    private String rare(Draws draws) {
        var phrase = book.say("hashtag", draws);
        var said = draws.chance(RARE_IN_CHINESE) ? phrase.chinese() : phrase.english();
        return NO_LETTERS.matcher(said).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
