package retention.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
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
    record Phrase(String english, String chinese) {

        private Phrase with(MatchResult slot, Phrase filling) {
            var name = Pattern.quote(slot.group());
            return new Phrase(
                    english.replaceFirst(name, Matcher.quoteReplacement(filling.english)),
                    chinese.replaceFirst(name, Matcher.quoteReplacement(filling.chinese)));
        }
    }

    private final Map<String, List<Phrase>> groups = new HashMap<>();

    /**
     * Reads groups of phrases: {@code [group]}, then one phrase per line, whose slots are the same in both languages.
     *
     * @throws IllegalStateException if a phrase stands before the first group
     */
    Phrasebook(List<String> lines) {
        var group = "";
        for (var line : lines) {
            var parts = LINE.matcher(line);
            if (line.matches("\\[[a-z.]+]")) {
                group = line.substring(1, line.length() - 1);
            } else if (group.isEmpty() || !parts.matches()) {
                throw new IllegalStateException(
                        "The phrase \"%s\" stands before any group: write [group] above it.".formatted(line));
            } else {
                var chinese = Objects.requireNonNullElse(parts.group(3), parts.group(2));
                var times = Integer.parseInt(Objects.requireNonNullElse(parts.group(1), "1"));
                groups.computeIfAbsent(group, name -> new ArrayList<>())
                        .addAll(Collections.nCopies(times, new Phrase(parts.group(2), chinese)));
            }
        }
    }

    /** The lines of a resource beside this class that are neither blank nor comments. */
    static List<String> lines(String name) {
        try (var in = Objects.requireNonNull(Phrasebook.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One phrase of a group, with its slots filled, the same in both languages.
     *
     * @throws IllegalArgumentException if there is no such group
     */
    Phrase say(String group, Draws draws) {
        if (!groups.containsKey(group)) {
            throw new IllegalArgumentException("The phrasebook has no group \"%s\".".formatted(group));
        }
        var phrase = draws.pick(groups.get(group));
        var used = new HashSet<Phrase>();
        for (var slot = SLOT.matcher(phrase.english); slot.find(); slot = SLOT.matcher(phrase.english)) {
            var filling = fill(slot.group(1), draws);
            for (var i = 0; i < TRIES && used.contains(filling); i++) {
                filling = fill(slot.group(1), draws);
            }
            used.add(filling);
            phrase = phrase.with(slot, filling);
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
