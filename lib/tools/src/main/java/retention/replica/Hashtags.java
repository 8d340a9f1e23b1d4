package retention.replica;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The hashtags of posts: mostly those of the wave, as often as in the real posts, and some of a post's own topic. */
final class Hashtags {

    /** How many of 608 real posts with hashtags have one, two ... ten. */
    private static final int[] POSTS_BY_NUMBER = {91, 90, 114, 96, 60, 50, 30, 23, 24, 30};

    /** Of the hashtags that are drawn, those that hardly anybody else uses. */
    private static final double RARE = 0.41;

    private static final double RARE_IN_CHINESE = 0.3;

    private record Tag(String text, double weight) {}

    private final Map<Topic, List<Tag>> byTopic = new EnumMap<>(Topic.class);

    private final Phrasebook book;

    private Hashtags(Phrasebook book) {
        this.book = book;
        for (var topic : Topic.values()) {
            byTopic.put(topic, new ArrayList<>());
        }
    }

    /**
     * Reads {@code weight tag topic,topic}; a hashtag without topics is used in all.
     *
     * @param book has the rare ones
     * @throws IllegalStateException if a line has another form
     */
    static Hashtags load(Phrasebook book) {
        return parse(book, Resources.lines("hashtags.txt"));
    }

    static Hashtags parse(Phrasebook book, List<String> lines) {
        var tags = new Hashtags(book);
        for (var line : lines) {
            var cells = line.split(" ", -1);
            if (cells.length < 2 || cells.length > 3 || !cells[0].matches("\\d+(\\.\\d+)?")) {
                throw new IllegalStateException(
                        "The hashtag line \"%s\" is not of the form: weight tag topic,topic.".formatted(line));
            }
            var tag = new Tag(cells[1], Double.parseDouble(cells[0]));
            var topics = cells.length == 2
                    ? List.of(Topic.values())
                    : Arrays.stream(cells[2].split(",", -1))
                            .map(Hashtags::topic)
                            .toList();
            topics.forEach(topic -> tags.byTopic.get(topic).add(tag));
        }
        return tags;
    }

    private static Topic topic(String key) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no topic \"%s\" for a hashtag.".formatted(key)));
    }

    /** Draws the hashtags of a post, each once. */
    List<String> draw(Topic topic, Draws draws) {
        var tags = byTopic.get(topic);
        var number = number(draws);
        var drawn = new LinkedHashSet<String>();
        while (drawn.size() < number) {
            drawn.add(draws.chance(RARE) ? rare(draws) : one(tags, draws));
        }
        return List.copyOf(drawn);
    }

    private static int number(Draws draws) {
        var left = draws.below(Arrays.stream(POSTS_BY_NUMBER).sum());
        var number = 1;
        for (; left >= POSTS_BY_NUMBER[number - 1]; number++) {
            left -= POSTS_BY_NUMBER[number - 1];
        }
        return number;
    }

    private String rare(Draws draws) {
        var phrase = book.say("hashtag", draws);
        return (draws.chance(RARE_IN_CHINESE) ? phrase.chinese() : phrase.english())
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String one(List<Tag> tags, Draws draws) {
        var left = draws.unit() * tags.stream().mapToDouble(Tag::weight).sum();
        for (var tag : tags) {
            left -= tag.weight();
            if (left < 0) {
                return tag.text();
            }
        }
        return tags.get(tags.size() - 1).text();
    }
}
