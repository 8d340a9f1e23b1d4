package retention.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A context-free grammar with its alternatives in a resource: symbols in, invented text out. */
final class Grammar {

    private static final Pattern SLOT = Pattern.compile("\\{([^}]+)}");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");

    /** How often a slot is drawn again, so that a sentence rarely names the same thing twice. */
    private static final int TRIES = 6;

    private final Map<String, List<String>> rules;

    private Grammar(Map<String, List<String>> rules) {
        this.rules = rules;
    }

    /**
     * Reads the grammar of the posts.
     *
     * @throws IllegalStateException if a rule names a symbol that has no alternatives
     */
    static Grammar load() {
        return parse(Resources.lines("grammar.txt"));
    }

    static Grammar parse(List<String> lines) {
        var rules = new HashMap<String, List<String>>();
        for (var line : lines) {
            var sides = line.split("=", 2);
            if (sides.length < 2) {
                throw new IllegalStateException(
                        "Grammar line \"%s\" has no \"=\": write symbol = alternative | alternative.".formatted(line));
            }
            var alternatives = rules.computeIfAbsent(sides[0].strip(), symbol -> new ArrayList<>());
            for (var alternative : sides[1].split("\\|", -1)) {
                alternatives.add(alternative.strip());
            }
        }
        for (var alternatives : rules.values()) {
            for (var alternative : alternatives) {
                var slots = SLOT.matcher(alternative);
                while (slots.find()) {
                    var slot = slots.group(1);
                    if (!rules.containsKey(slot) && !RANGE.matcher(slot).matches()) {
                        throw new IllegalStateException("Grammar alternative \"%s\" uses {%s}, which no line defines."
                                .formatted(alternative, slot));
                    }
                }
            }
        }
        return new Grammar(rules);
    }

    /** The alternatives of a symbol, in the order of the file. */
    List<String> alternatives(String symbol) {
        var alternatives = rules.get(symbol);
        if (alternatives == null) {
            throw new IllegalArgumentException("The grammar has no symbol \"%s\".".formatted(symbol));
        }
        return alternatives;
    }

    /** One text of a symbol. */
    String say(String symbol, Draws draws) {
        var template = draws.pick(alternatives(symbol));
        var used = new HashSet<String>();
        return SLOT.matcher(template).replaceAll(slot -> {
            var word = fill(slot.group(1), draws);
            for (var i = 0; i < TRIES && used.contains(word); i++) {
                word = fill(slot.group(1), draws);
            }
            used.add(word);
            return Matcher.quoteReplacement(word);
        });
    }

    private String fill(String slot, Draws draws) {
        var range = RANGE.matcher(slot);
        if (!range.matches()) {
            return say(slot, draws);
        }
        var from = Integer.parseInt(range.group(1));
        var to = Integer.parseInt(range.group(2));
        return Integer.toString(from + draws.below(to - from + 1));
    }
}
