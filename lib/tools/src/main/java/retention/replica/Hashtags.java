package retention.replica;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import retention.replica.Draws.Weights;

/** The hashtags of posts: mostly those of the wave, as often as in the real posts, and some of a post's own topic. */
final class Hashtags {

    /** How many of 608 real posts with hashtags have one, two ... ten. */
    private static final Weights POSTS_BY_NUMBER = new Weights(91, 90, 114, 96, 60, 50, 30, 23, 24, 30);

    /** Of the hashtags that are drawn, those that hardly anybody else uses. */
    private static final double RARE = 0.41;

    private static final double RARE_IN_CHINESE = 0.3;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Tag(String text, double weight, List<String> topics) {}

    private final Phrasebook book;
    private final Map<Topic, List<Tag>> tags = new EnumMap<>(Topic.class);
    private final Map<Topic, Weights> weights = new EnumMap<>(Topic.class);

    /**
     * Reads {@code weight tag topic,topic}; a hashtag without topics is used in all.
     *
     * @param book has the rare ones
     */
    Hashtags(Phrasebook book, List<String> lines) {
        this.book = book;
        var all = lines.stream().map(Hashtags::tag).toList();
        for (var topic : Topic.values()) {
            var used = all.stream()
                    .filter(tag -> tag.topics.isEmpty() || tag.topics.contains(topic.key()))
                    .toList();
            tags.put(topic, used);
            weights.put(
                    topic, new Weights(used.stream().mapToDouble(Tag::weight).toArray()));
        }
    }

    private static Tag tag(String line) {
        var cells = line.split(" ", -1);
        return new Tag(
                cells[1],
                Double.parseDouble(cells[0]),
                cells.length > 2 ? List.of(cells[2].split(",", -1)) : List.of());
    }

    /** Draws the hashtags of a post, each once. */
    List<String> draw(Topic topic, Draws draws) {
        var number = 1 + draws.index(POSTS_BY_NUMBER);
        var drawn = new ArrayList<String>(number);
        while (drawn.size() < number) {
            var tag = draws.chance(RARE) ? rare(draws) : tags.get(topic).get(draws.index(weights.get(topic))).text;
            if (!drawn.contains(tag)) {
                drawn.add(tag);
            }
        }
        return drawn;
    }

    private String rare(Draws draws) {
        var phrase = book.say("hashtag", draws);
        var said = draws.chance(RARE_IN_CHINESE) ? phrase.chinese() : phrase.english();
        return NO_LETTERS.matcher(said).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
