package retention.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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

    /** One language of a line: texts, and between them the slots by their number in the English text. */
    private record Side(List<String> texts, List<Integer> slots) {

        static Side of(String text, List<String> slotsInEnglish) {
            var left = new ArrayList<>(slotsInEnglish);
            var numbers = new ArrayList<Integer>();
            for (var slot : slots(text)) {
                numbers.add(left.indexOf(slot));
                left.set(left.indexOf(slot), "");
            }
            return new Side(List.of(SLOT.split(text, -1)), List.copyOf(numbers));
        }

        static List<String> slots(String text) {
            return SLOT.matcher(text).results().map(slot -> slot.group(1)).toList();
        }

        String filled(List<Phrase> fillings, Function<Phrase, String> language) {
            var filled = texts.get(0);
            for (var i = 0; i < slots.size(); i++) {
                filled += language.apply(fillings.get(slots.get(i))) + texts.get(i + 1);
            }
            return filled;
        }
    }

    /** A line of the book, with what draws the fillings of its slots. */
    private record Line(Side english, Side chinese, List<Function<Draws, Phrase>> slots) {

        Phrase say(Draws draws) {
            var fillings = new ArrayList<Phrase>(slots.size());
            for (var slot : slots) {
                var filling = slot.apply(draws);
                for (var i = 0; i < TRIES && fillings.contains(filling); i++) {
                    filling = slot.apply(draws);
                }
                fillings.add(filling);
            }
            return new Phrase(english.filled(fillings, Phrase::english), chinese.filled(fillings, Phrase::chinese));
        }
    }

    private final Map<String, List<Line>> groups = new HashMap<>();

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
                var slots = Side.slots(parts.group(2));
                var said = new Line(
                        Side.of(parts.group(2), slots),
                        Side.of(Objects.requireNonNullElse(parts.group(3), parts.group(2)), slots),
                        slots.stream().map(this::filling).toList());
                var times = Integer.parseInt(Objects.requireNonNullElse(parts.group(1), "1"));
                groups.computeIfAbsent(group, name -> new ArrayList<>()).addAll(Collections.nCopies(times, said));
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
        return draws.pick(groups.get(group)).say(draws);
    }

    private Function<Draws, Phrase> filling(String slot) {
        var range = RANGE.matcher(slot);
        if (!range.matches()) {
            return draws -> say(slot, draws);
        }
        var from = Integer.parseInt(range.group(1));
        var numbers = Integer.parseInt(range.group(2)) - from + 1;
        return draws -> {
            var number = Integer.toString(from + draws.below(numbers));
            return new Phrase(number, number);
        };
    }
}
