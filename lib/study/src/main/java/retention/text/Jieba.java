package retention.text;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.BitSet;
import numerics.Resources;

/**
 * Cuts Chinese as jieba-analysis 1.0.2 does in its accurate mode, word for word, with its dictionary, its hidden Markov model and
 * our words ({@code dictionary.txt}): the likeliest way through the dictionary, and where that leaves single characters in a row, the
 * likeliest way through the model. Immutable.
 *
 * <p>The files are read from that library, and its classes are not used: they are slow and large, since each character of a
 * word is a map, print to standard output, and lower-case by the machine's language.
 */
final class Jieba {
    static final Jieba INSTANCE = new Jieba();

    private static final String DEFAULT_FREQUENCY = "1000";
    private static final int ROOT = 0;
    private static final int NOWHERE = -1;

    private static final int FIRST_CHARACTER = 0x4E00;
    private static final int LAST_CHARACTER = 0x9FA5;
    private static final double IMPOSSIBLE = -3.14e100;
    /** Begin, middle and end of a word, and a word of a single character. */
    private static final String STATES = "BMES";

    private static final int END = 2;
    private static final int SINGLE = 3;
    private static final double[] START = {-0.26268660809250016, IMPOSSIBLE, IMPOSSIBLE, -1.4652633398537678};
    /** Of each state the two that it may follow, and the logarithm of the probability that it does. */
    private static final int[][] BEFORE = {{END, SINGLE}, {1, 0}, {0, 1}, {SINGLE, END}};

    private static final double[][] TRANSITIONS = {
        {-0.5897149736854513, -0.7211965654669841},
        {-1.2603623820268226, -0.916290731874155},
        {-0.510825623765990, -0.33344856811948514},
        {-0.6658631448798212, -0.8085250474669937}
    };

    /** The dictionary as a tree of characters: the node to which an edge leads, which its parent and its character tell. */
    private final Long2IntOpenHashMap edges = new Long2IntOpenHashMap();
    /** Of each node the logarithm of the frequency of the word that ends there, 0 where none does. */
    private final DoubleArrayList frequencies = DoubleArrayList.of(0);

    /** That of the rarest word, which a character that is no word is taken for. */
    private final double smallest;
    /** Of each state and character the logarithm of the probability that the state shows the character. */
    private final double[][] emissions = new double[STATES.length()][LAST_CHARACTER - FIRST_CHARACTER + 1];

    private Jieba() {
        edges.defaultReturnValue(NOWHERE);
        var words = Resources.text(Jieba.class, "/dict.txt");
        double total = 0;
        for (int start = 0, end; start < words.length(); start = end + 1) {
            end = words.indexOf('\n', start);
            int blank = words.indexOf(' ', start);
            int frequency = Integer.parseInt(words, blank + 1, words.indexOf(' ', blank + 1), 10);
            frequencies.set(grow(words.substring(start, blank)), frequency);
            total += frequency;
        }
        double all = total;
        frequencies.replaceAll((double frequency) -> frequency == 0 ? 0 : Math.log(frequency / all));
        smallest = frequencies.doubleStream().min().orElseThrow();
        for (var line : Lexicon.lines("dictionary.txt")) {
            var cells = (line + " " + DEFAULT_FREQUENCY).split(" ", -1);
            frequencies.set(grow(cells[0]), Math.log(Integer.parseInt(cells[1]) / total));
        }
        readEmissions();
    }

    private void readEmissions() {
        double[] ofState = {};
        for (var line : Lexicon.lines("/prob_emit.txt")) {
            if (line.length() == 1) {
                ofState = emissions[STATES.indexOf(line)];
                Arrays.fill(ofState, IMPOSSIBLE);
            } else if (isKnown(line.charAt(0))) {
                ofState[line.charAt(0) - FIRST_CHARACTER] = Double.parseDouble(line.substring(2));
            }
        }
    }

    /** Whether jieba has this character in its model; it takes all others for punctuation. */
    static boolean isKnown(int codePoint) {
        return codePoint >= FIRST_CHARACTER && codePoint <= LAST_CHARACTER;
    }

    /** The node at which a word ends, with all that lead to it. */
    private int grow(String word) {
        int node = ROOT;
        for (int i = 0; i < word.length(); i++) {
            long edge = edge(node, Character.toLowerCase(word.charAt(i)));
            node = edges.putIfAbsent(edge, frequencies.size());
            if (node == NOWHERE) {
                node = frequencies.size();
                frequencies.add(0);
            }
        }
        return node;
    }

    private static long edge(int node, char character) {
        return ((long) node << Character.SIZE) | character;
    }

    private int child(int node, char character) {
        return edges.get(edge(node, character));
    }

    /**
     * Cuts a text.
     *
     * @param text known characters and ASCII letters and digits only, in lower case
     * @return the lengths of its words
     */
    int[] cut(char[] text) {
        var routes = new double[text.length + 1];
        var next = new int[text.length];
        for (int start = text.length - 1; start >= 0; start--) {
            int node = child(ROOT, text[start]);
            for (int end = start + 1; node != NOWHERE; node = end < text.length ? child(node, text[end++]) : NOWHERE) {
                double route = frequencies.getDouble(node) + routes[end];
                if (frequencies.getDouble(node) != 0 && (next[start] == 0 || route > routes[start])) {
                    routes[start] = route;
                    next[start] = end;
                }
            }
            if (next[start] == 0) {
                routes[start] = smallest + routes[start + 1];
                next[start] = start + 1;
            }
        }
        var ends = new BitSet();
        int singles = 0;
        for (int start = 0; start < text.length; start = next[start]) {
            if (next[start] > start + 1) {
                cutSingles(text, singles, start, ends);
                ends.set(next[start]);
                singles = next[start];
            }
        }
        cutSingles(text, singles, text.length, ends);
        return ends.stream()
                .map(end -> end - Math.max(0, ends.previousSetBit(end - 1)))
                .toArray();
    }

    /** Cuts single characters in a row: one word if the dictionary has it, else letters apart from Chinese, and this by the model. */
    private void cutSingles(char[] text, int start, int end, BitSet ends) {
        if (end - start == 1 || (end > start && isWord(text, start, end))) {
            ends.set(end);
            return;
        }
        for (int from = start, to = start; from < end; from = to) {
            boolean known = isKnown(text[from]);
            while (to < end && isKnown(text[to]) == known) {
                to++;
            }
            if (known) {
                cutByModel(text, from, to, ends);
            } else {
                ends.set(to);
            }
        }
    }

    private boolean isWord(char[] text, int start, int end) {
        int node = ROOT;
        for (int i = start; i < end && node != NOWHERE; i++) {
            node = child(node, text[i]);
        }
        return node != NOWHERE && frequencies.getDouble(node) != 0;
    }

    /** Viterbi's algorithm. */
    private void cutByModel(char[] text, int start, int end, BitSet ends) {
        int states = STATES.length();
        var cameFrom = new int[end - start][states];
        var scores = new double[states];
        for (int i = start; i < end; i++) {
            var before = scores;
            scores = new double[states];
            for (int state = 0; state < states; state++) {
                double emission = emissions[state][text[i] - FIRST_CHARACTER];
                if (i == start) {
                    scores[state] = START[state] + emission;
                    continue;
                }
                int first = BEFORE[state][0];
                int second = BEFORE[state][1];
                double byFirst = TRANSITIONS[state][0] + (emission + before[first]);
                double bySecond = TRANSITIONS[state][1] + (emission + before[second]);
                cameFrom[i - start][state] = byFirst <= bySecond ? second : first;
                scores[state] = Math.max(byFirst, bySecond);
            }
        }
        var path = new int[end - start];
        int state = scores[END] < scores[SINGLE] ? SINGLE : END;
        for (int i = path.length - 1; i >= 0; i--) {
            path[i] = state;
            state = cameFrom[i][state];
        }
        for (int i = 0; i < path.length; i++) {
            if (path[i] == END || path[i] == SINGLE || i == path.length - 1) {
                ends.set(start + i + 1);
            }
        }
    }
}
