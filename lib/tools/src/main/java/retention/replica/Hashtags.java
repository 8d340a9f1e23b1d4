package retention.replica;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The hashtags of posts: mostly those of the wave, as often as in the real posts, and some of a post's own topic. */
final class Hashtags {

    /** How many of 608 real posts with hashtags have one, two ... ten. */
    private static final double[] POSTS_BY_NUMBER = {91, 90, 114, 96, 60, 50, 30, 23, 24, 30};

    /** Of the hashtags that are drawn, those that hardly anybody else uses. */
    private static final double RARE = 0.41;

    private static final double RARE_IN_CHINESE = 0.3;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Phrasebook book;

    /** Those of each topic, and in the same order how often each is drawn. */
    private final Map<Topic, List<String>> tags = new EnumMap<>(Topic.class);

    private final Map<Topic, double[]> weights = new EnumMap<>(Topic.class);

    /**
     * Reads {@code weight tag topic,topic}; a hashtag without topics is used in all.
     *
     * @param book has the rare ones
     */
    Hashtags(Phrasebook book, List<String> lines) {
        this.book = book;
        for (var topic : Topic.values()) {
            var used = lines.stream()
                    .map(line -> line.split(" ", -1))
                    .filter(cells ->
                            cells.length < 3 || List.of(cells[2].split(",", -1)).contains(topic.key()))
                    .toList();
            tags.put(topic, used.stream().map(cells -> cells[1]).toList());
            weights.put(
                    topic,
                    used.stream()
                            .mapToDouble(cells -> Double.parseDouble(cells[0]))
                            .toArray());
        }
    }

    /** Draws the hashtags of a post, each once. */
    List<String> draw(Topic topic, Draws draws) {
        var number = 1 + draws.index(POSTS_BY_NUMBER);
        var drawn = new LinkedHashSet<String>();
        while (drawn.size() < number) {
            drawn.add(draws.chance(RARE) ? rare(draws) : tags.get(topic).get(draws.index(weights.get(topic))));
        }
        return List.copyOf(drawn);
    }

    private String rare(Draws draws) {
        var phrase = book.say("hashtag", draws);
        var said = draws.chance(RARE_IN_CHINESE) ? phrase.chinese() : phrase.english();
        return NO_LETTERS.matcher(said).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
