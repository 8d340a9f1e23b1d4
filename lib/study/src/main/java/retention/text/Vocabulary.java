package retention.text;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The words of a corpus that occur often enough, the most frequent first, ties in the order of their characters. */
final class Vocabulary {

    private final List<String> words;
    private final List<Long> counts;
    private final Map<String, Integer> rows;

    /** @param counts of the words in the order of their rows */
    Vocabulary(Map<String, Long> counts) {
        this.words = List.copyOf(counts.keySet());
        this.counts = List.copyOf(counts.values());
        this.rows = new LinkedHashMap<>();
        IntStream.range(0, words.size()).forEach(row -> rows.put(words.get(row), row));
    }

    static Vocabulary of(List<List<String>> documents, int minCount) {
        var all = new TreeMap<String, Long>();
        documents.forEach(words -> words.forEach(word -> all.merge(word, 1L, Long::sum)));
        var frequent = new LinkedHashMap<String, Long>();
        all.entrySet().stream()
                .filter(word -> word.getValue() >= minCount)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEachOrdered(word -> frequent.put(word.getKey(), word.getValue()));
        return new Vocabulary(frequent);
    }

    List<String> words() {
        return words;
    }

    /** How often the word of a row occurs. */
    long count(int row) {
        return counts.get(row);
    }

    /** Occurrences of all words together. */
    long tokens() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    int size() {
        return words.size();
    }

    boolean has(String word) {
        return rows.containsKey(word);
    }

    /** The row of a word that is there. */
    int row(String word) {
        return rows.get(word);
    }

    /** The rows of those words of a document that are there. */
    int[] rows(List<String> document) {
        return document.stream()
                .map(rows::get)
                .filter(row -> row != null)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
