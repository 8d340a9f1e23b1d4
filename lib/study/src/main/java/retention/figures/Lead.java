package retention.figures;

import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import numerics.Check;

/** The result of a page in a few sentences, each once, which stand on top of it. Each is put there by the cell that finds it. */
public final class Lead {

    private final Consumer<String> show;
    private final TreeMap<Integer, String> sentences = new TreeMap<>();

    /** @param show puts HTML in the place of what it put there before */
    public Lead(Consumer<String> show) {
        this.show = show;
    }

    /**
     * Puts a sentence in its place, instead of the one that was there.
     *
     * @param place 1 for the first sentence
     * @throws IllegalArgumentException if the place is below 1
     */
    public void say(int place, String sentence) {
        Check.setting(place >= 1, "The place of a sentence", place, "a whole number from 1");
        sentences.put(place, sentence);
        show.accept(Html.block(sentences.values().stream()
                .distinct()
                .map(each -> "<li>%s</li>".formatted(Html.escaped(each)))
                .collect(Collectors.joining("", "<ul class=\"lead\">", "</ul>"))));
    }
}
