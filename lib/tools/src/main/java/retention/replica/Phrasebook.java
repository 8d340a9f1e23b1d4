package retention.replica;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import numerics.Resources;

/** Invented phrases in English and Chinese, with slots for others: a context-free grammar with two sides. */
final class Phrasebook {

    private static final Pattern LINE = Pattern.compile("(?:(\\d+)x )?(.+?)(?: \\|\\| (.+))?");
    private static final Pattern SLOT = Pattern.compile("\\{([^}]+)}");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");

    /** How often a slot is drawn again, so that a phrase rarely names the same thing twice. */
    private static final int TRIES = 6;

    /** The same thing said in both languages. */
    record Phrase(String english, String chinese) {}

    /** A line of the book: what is said in both languages, and the slots of the English text in their order. */
    private record Line(String english, String chinese, List<String> slots) {}

    private final Map<String, List<Line>> groups = new HashMap<>();

    /** Reads groups of phrases: {@code [group]}, then one phrase per line, whose slots are the same in both languages. */
    Phrasebook(List<String> lines) {
        var group = new ArrayList<Line>();
        for (var line : lines) {
            if (line.matches("\\[[a-z.]+]")) {
                group = new ArrayList<>();
                groups.put(line.substring(1, line.length() - 1), group);
            } else {
                var parts = LINE.matcher(line);
                parts.matches();
                var english = parts.group(2);
                var slots = SLOT.matcher(english).results().map(slot -> slot.group(1));
                var said = new Line(english, Objects.requireNonNullElse(parts.group(3), english), slots.toList());
                var times = Integer.parseInt(Objects.requireNonNullElse(parts.group(1), "1"));
                group.addAll(Collections.nCopies(times, said));
            }
        }
    }

    /** The lines of a resource beside this class that are neither blank nor comments. */
    static List<String> lines(String name) {
        return Resources.text(Phrasebook.class, name)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** One phrase of a group, with its slots filled, the same in both languages. */
    Phrase say(String group, Draws draws) {
        var line = draws.pick(groups.get(group));
        var fillings = new ArrayList<Phrase>(line.slots.size());
        for (var slot : line.slots) {
            var filling = filling(slot, draws);
            for (var i = 0; i < TRIES && fillings.contains(filling); i++) {
                filling = filling(slot, draws);
            }
            fillings.add(filling);
        }
        return new Phrase(
                filled(line.english, line.slots, fillings, Phrase::english),
                filled(line.chinese, line.slots, fillings, Phrase::chinese));
    }

    /** A number of a range such as {@code 3..9}, or a phrase of a group. */
    private Phrase filling(String slot, Draws draws) {
        var range = RANGE.matcher(slot);
        if (!range.matches()) {
            return say(slot, draws);
        }
        var from = Integer.parseInt(range.group(1));
        var number = Integer.toString(from + draws.below(Integer.parseInt(range.group(2)) - from + 1));
        return new Phrase(number, number);
    }

    /** A text with the first filling that is left for each of its slots. */
    private static String filled(
            String text, List<String> slots, List<Phrase> fillings, Function<Phrase, String> language) {
        if (slots.isEmpty()) {
            return text;
        }
        var left = new ArrayList<>(slots);
        return SLOT.matcher(text).replaceAll(slot -> {
            var place = left.indexOf(slot.group(1));
            left.set(place, "");
            return Matcher.quoteReplacement(language.apply(fillings.get(place)));
        });
    }
}
