package retention.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Invented phrases in English and Chinese, with slots for others: a context-free grammar with two sides. */
final class Phrasebook {

    private static final Pattern LINE = Pattern.compile("(?:(\\d+)x )?(.+?)(?: \\|\\| (.+))?");
    private static final Pattern SLOT = Pattern.compile("\\{([^}]+)}");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");

    /** How often a slot is drawn again, so that a phrase rarely names the same thing twice. */
    private static final int TRIES = 6;

    /** The same thing said in both languages. */
    record Phrase(String english, String chinese) {}

    private final Map<String, List<Phrase>> groups;

    private Phrasebook(Map<String, List<Phrase>> groups) {
        this.groups = groups;
    }

    /** Reads the phrases of the posts. */
    static Phrasebook load() {
        return parse(Resources.lines("phrases.txt"));
    }

    /**
     * Reads groups of phrases: {@code [group]}, then one phrase a line.
     *
     * @throws IllegalStateException if a phrase stands before the first group, names a group that is not there, or has other
     *     slots in one language than in the other
     */
    static Phrasebook parse(List<String> lines) {
        var groups = new HashMap<String, List<Phrase>>();
        var group = "";
        for (var line : lines) {
            if (line.matches("\\[[a-z.]+]")) {
                group = line.substring(1, line.length() - 1);
            } else if (group.isEmpty()) {
                throw new IllegalStateException(
                        "The phrase \"%s\" stands before any group: write [group] above it.".formatted(line));
            } else {
                add(line, groups.computeIfAbsent(group, name -> new ArrayList<>()));
            }
        }
        var book = new Phrasebook(groups);
        groups.values().forEach(phrases -> phrases.forEach(book::check));
        return book;
    }

    private static void add(String line, List<Phrase> group) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("Cannot read the phrase \"%s\".".formatted(line));
        }
        var phrase = new Phrase(parts.group(2), parts.group(3) == null ? parts.group(2) : parts.group(3));
        var times = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
        for (var i = 0; i < times; i++) {
            group.add(phrase);
        }
    }

    private void check(Phrase phrase) {
        var slots = slots(phrase.english());
        if (!slots.equals(slots(phrase.chinese()))) {
            throw new IllegalStateException(
                    "The phrase \"%s\" has other slots than \"%s\".".formatted(phrase.english(), phrase.chinese()));
        }
        for (var slot : slots) {
            if (!groups.containsKey(slot) && !RANGE.matcher(slot).matches()) {
                throw new IllegalStateException(
                        "The phrase \"%s\" uses {%s}, which no group defines.".formatted(phrase.english(), slot));
            }
        }
    }

    private static List<String> slots(String side) {
        return SLOT.matcher(side).results().map(slot -> slot.group(1)).sorted().toList();
    }

    /**
     * One phrase of a group, with its slots filled, the same in both languages.
     *
     * @throws IllegalArgumentException if there is no such group
     */
    Phrase say(String group, Draws draws) {
        var phrases = groups.get(group);
        if (phrases == null) {
            throw new IllegalArgumentException("The phrasebook has no group \"%s\".".formatted(group));
        }
        var phrase = draws.pick(phrases);
        var used = new HashSet<Phrase>();
        for (var slot = SLOT.matcher(phrase.english()); slot.find(); slot = SLOT.matcher(phrase.english())) {
            var filling = fill(slot.group(1), draws);
            for (var i = 0; i < TRIES && used.contains(filling); i++) {
                filling = fill(slot.group(1), draws);
            }
            used.add(filling);
            phrase = new Phrase(
                    phrase.english()
                            .replaceFirst(Pattern.quote(slot.group()), Matcher.quoteReplacement(filling.english())),
                    phrase.chinese()
                            .replaceFirst(Pattern.quote(slot.group()), Matcher.quoteReplacement(filling.chinese())));
        }
        return phrase;
    }

    private Phrase fill(String slot, Draws draws) {
        var range = RANGE.matcher(slot);
        if (!range.matches()) {
            return say(slot, draws);
        }
        var from = Integer.parseInt(range.group(1));
        var number = Integer.toString(from + draws.below(Integer.parseInt(range.group(2)) - from + 1));
        return new Phrase(number, number);
    }
}
