package retention.replica;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of one post: title, sentences and hashtags. */
record Wording(String title, String body, List<String> tags) {

    private enum Language {
        ENGLISH("en", " "),
        CHINESE("zh", "");

        private final String key;
        private final String between;

        Language(String key, String between) {
            this.key = key;
            this.between = between;
        }

        private Language other() {
            return this == ENGLISH ? CHINESE : ENGLISH;
        }
    }

    private static final double NEWCOMER_IN_ENGLISH = 0.8;
    private static final double HOST_IN_ENGLISH = 0.25;
    private static final double IN_BOTH = 0.3;
    private static final double LONGER_TITLE = 0.4;
    private static final double LONG = 0.05;
    private static final double ANOTHER_SENTENCE = 0.2;
    private static final double OPENED = 0.3;
    private static final double CLOSED = 0.2;
    private static final double NEW_LINE = 0.2;
    private static final double EMOJI = 0.35;
    private static final double SECOND_WAVE_TAG = 0.25;
    private static final double SECOND_TOPIC_TAG = 0.4;
    private static final double GROUP_TAG = 0.35;

    private static final Set<Topic> NEWCOMERS_TOPICS =
            Set.of(Topic.CATTAX, Topic.INTRODUCTIONS, Topic.MUSIC, Topic.TRAVEL);
    private static final Set<Topic> HOSTS_TOPICS = Set.of(Topic.BUSINESS, Topic.WELCOME, Topic.PRICES, Topic.NOSTALGIA);

    /** Composes a post about a topic. */
    static Wording compose(Grammar grammar, Topic topic, boolean newcomer, Draws draws) {
        var inEnglish = draws.chance(newcomer ? NEWCOMER_IN_ENGLISH : HOST_IN_ENGLISH);
        var language = inEnglish ? Language.ENGLISH : Language.CHINESE;
        var inBoth = draws.chance(IN_BOTH);
        var title = capitalised(grammar.say(topic.key() + "." + language.key + ".title", draws));
        if (draws.chance(LONGER_TITLE)) {
            title += language.between + grammar.say("more." + language.key, draws);
        }
        if (draws.chance(EMOJI)) {
            title += grammar.say("emoji", draws);
        }
        var body = new StringBuilder();
        if (draws.chance(OPENED)) {
            body.append(grammar.say("open." + language.key, draws)).append(language.between);
        }
        for (var sentences = sentences(draws) + (inBoth ? 1 : 0); sentences > 0; sentences--) {
            body.append(capitalised(grammar.say(topic.key() + "." + language.key + ".say", draws)));
            if (sentences > 1) {
                body.append(draws.chance(NEW_LINE) ? "\n" : inBoth ? " " : language.between);
                language = inBoth ? language.other() : language;
            }
        }
        if (draws.chance(CLOSED)) {
            body.append(language.between).append(grammar.say("close." + language.key, draws));
        }
        if (draws.chance(EMOJI)) {
            body.append(grammar.say("emoji", draws));
        }
        return new Wording(title, body.toString(), tags(grammar, topic, draws));
    }

    /** Few sentences, but for a heavy tail. */
    private static int sentences(Draws draws) {
        if (draws.chance(LONG)) {
            return 6 + draws.below(9);
        }
        var sentences = 1;
        while (draws.chance(ANOTHER_SENTENCE)) {
            sentences++;
        }
        return sentences;
    }

    private static List<String> tags(Grammar grammar, Topic topic, Draws draws) {
        var tags = new LinkedHashSet<String>();
        tags.add(grammar.say("tag.wave", draws));
        if (draws.chance(SECOND_WAVE_TAG)) {
            tags.add(grammar.say("tag.wave", draws));
        }
        tags.add(grammar.say(topic.key() + ".tag", draws));
        if (draws.chance(SECOND_TOPIC_TAG)) {
            tags.add(grammar.say(topic.key() + ".tag", draws));
        }
        if (NEWCOMERS_TOPICS.contains(topic) && draws.chance(GROUP_TAG)) {
            tags.add(grammar.say("tag.newcomer", draws));
        }
        if (HOSTS_TOPICS.contains(topic) && draws.chance(GROUP_TAG)) {
            tags.add(grammar.say("tag.host", draws));
        }
        return List.copyOf(new ArrayList<>(tags));
    }

    private static String capitalised(String text) {
        var first = text.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + text.substring(Character.charCount(first));
    }

    /** The hashtags as the app writes them into the content. */
    String contentWithTags() {
        var content = new StringBuilder(body).append('\n');
        for (var tag : tags) {
            content.append('#').append(tag).append("[话题]# ");
        }
        return content.toString().stripTrailing();
    }
}
