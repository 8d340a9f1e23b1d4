package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.huaban.analysis.jieba.WordDictionary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import retention.text.Lexicon.Chinese;

/** Chinese words beside those of jieba for Python with the same dictionary, on 500 texts. */
class PythonJiebaTest {

    /** Why the two differ. */
    private enum Reason {
        /**
         * Single characters in a row that are a word of the dictionary, though a less likely one than its characters by their
         * frequencies: Python cuts them, Java leaves them together.
         */
        UNLIKELY_WORD,
        /**
         * Ways to cut that are equally likely. Between routes through the dictionary, Python takes the last and Java the first;
         * between a word's end and a single character of which the hidden Markov model knows nothing, Python takes the latter and
         * Java the former.
         */
        TIE,
        /** Words in traditional characters: ours are cut by their simplified form, of which the dictionary knows more. */
        TRADITIONAL,
        UNEXPLAINED
    }

    private static final Set<String> TIES = Set.of("龘靐", "啊", "啊啊啊");

    private record Word(int start, int end, String text) {}

    private record Disagreement(Reason reason, Word python, List<Word> java) {}

    private int chineseWords;
    private final List<Disagreement> disagreements = new ArrayList<>();

    PythonJiebaTest() {
        WordsGolden.lines("segmentation.jsonl").forEach(this::compare);
    }

    @Test
    void agreesOnAtLeast98PercentOfChineseWords() {
        assertThat(chineseWords).isGreaterThan(4_000);
        assertThat(disagreements.size() / (double) chineseWords).isLessThanOrEqualTo(0.02);
    }

    @Test
    void disagreesForKnownReasonsOnly() {
        var byReason = new TreeMap<Reason, Integer>();
        disagreements.forEach(disagreement -> byReason.merge(disagreement.reason, 1, Integer::sum));

        assertThat(disagreements).noneMatch(disagreement -> disagreement.reason == Reason.UNEXPLAINED);
        assertThat(byReason).containsOnlyKeys(Reason.UNLIKELY_WORD, Reason.TIE, Reason.TRADITIONAL);
        assertThat(byReason.get(Reason.TIE)).isLessThanOrEqualTo(4);
    }

    private void compare(JsonObject line) {
        var text = line.get("text").getAsString();
        var ours = new ArrayList<Word>();
        var marked = new BitSet();
        var at = 0;
        for (var token : Segmenter.standard().segment(text)) {
            var word = new Word(at, at + token.text().length(), token.text());
            switch (token.kind()) {
                // One token here by intent, many there.
                case HASHTAG, URL, MENTION, EMOJI, STICKER -> marked.set(word.start, word.end);
                default -> ours.add(word);
            }
            at = word.end;
        }
        at = 0;
        for (var pythonWord : WordsGolden.strings(line.getAsJsonArray("words"))) {
            var word = new Word(at, at + pythonWord.length(), pythonWord);
            if (!marked.get(at) && hasHan(pythonWord)) {
                chineseWords++;
                if (!ours.contains(word)) {
                    disagreements.add(disagreement(word, ours));
                }
            }
            at = word.end;
        }
    }

    private static Disagreement disagreement(Word python, List<Word> ours) {
        var java = ours.stream()
                .filter(word -> word.end > python.start && word.start < python.end)
                .toList();
        return new Disagreement(reason(python, java), python, java);
    }

    private static Reason reason(Word python, List<Word> java) {
        if (java.stream().anyMatch(word -> TIES.contains(word.text))) {
            return Reason.TIE;
        }
        if (python.text.length() == 1 && java.size() == 1 && isLessLikelyThanItsCharacters(java.get(0).text)) {
            return Reason.UNLIKELY_WORD;
        }
        if (java.stream().anyMatch(word -> !Chinese.simplified(word.text).equals(word.text))) {
            return Reason.TRADITIONAL;
        }
        return Reason.UNEXPLAINED;
    }

    /** By the logarithms of the frequencies in the dictionary that both have. */
    private static boolean isLessLikelyThanItsCharacters(String word) {
        var dictionary = WordDictionary.getInstance();
        double characters = word.codePoints()
                .mapToObj(Character::toString)
                .mapToDouble(dictionary::getFreq)
                .sum();
        return dictionary.containsWord(word) && dictionary.getFreq(word) < characters;
    }

    private static boolean hasHan(String word) {
        return word.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
