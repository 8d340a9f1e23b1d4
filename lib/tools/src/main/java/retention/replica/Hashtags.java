package retention.replica;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The hashtags of posts: mostly those of the wave, as often as in the real posts, and some of a post's own topic. */
final class Hashtags {

    /** How many of 608 real posts with hashtags have one, two ... ten. */
    private static final double[] POSTS_BY_NUMBER = {91, 90, 114, 96, 60, 50, 30, 23, 24, 30};

    /** Of the hashtags that are drawn, those that hardly anybody else uses. */
    private static final double RARE = 0.41;

    private static final double RARE_IN_CHINESE = 0.3;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Tag(String text, double weight, List<String> topics) {}

    private final Phrasebook book;
    private final List<Tag> all;

    /**
     * Reads {@code weight tag topic,topic}; a hashtag without topics is used in all.
     *
     * @param book has the rare ones
     */
    Hashtags(Phrasebook book, List<String> lines) {
        this.book = book;
        all = lines.stream()
                .map(line -> line.split(" ", -1))
                .map(cells -> new Tag(
                        cells[1],
                        Double.parseDouble(cells[0]),
                        cells.length > 2 ? List.of(cells[2].split(",", -1)) : List.of()))
                .toList();
    }

    /** Draws the hashtags of a post, each once. */
    List<String> draw(Topic topic, Draws draws) {
        var tags = all.stream()
                .filter(tag -> tag.topics.isEmpty() || tag.topics.contains(topic.key()))
                .toList();
        var weights = tags.stream().mapToDouble(Tag::weight).toArray();
        var number = 1 + draws.index(POSTS_BY_NUMBER);
        var drawn = new LinkedHashSet<String>();
        while (drawn.size() < number) {
            drawn.add(draws.chance(RARE) ? rare(draws) : tags.get(draws.index(weights)).text);
        }
        return List.copyOf(drawn);
    }

    private String rare(Draws draws) {
        var phrase = book.say("hashtag", draws);
        var said = draws.chance(RARE_IN_CHINESE) ? phrase.chinese() : phrase.english();
        return NO_LETTERS.matcher(said).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
