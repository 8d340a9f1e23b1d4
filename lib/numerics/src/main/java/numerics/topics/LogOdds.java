package numerics.topics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import numerics.Check;
import numerics.Interruption;
import numerics.TableOf;
import tech.tablesaw.api.Table;

/**
 * Which words tell two groups of documents apart: log-odds ratios with an informative Dirichlet prior. Ratios of raw counts put words
 * on top that occur once or twice, and differences of counts those that everybody uses; these do neither. They are meant for
 * comparing a small group with a large one.
 *
 * <p>Source: Monroe, Colaresi and Quinn, "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of
 * Political Conflict", Political Analysis 16 (2008), the model with an informative Dirichlet prior. The prior of a word is its
 * share of all words of both groups, times the weight of the prior in words.
 */
public final class LogOdds {

    /**
     * One word.
     *
     * @param first occurrences in the first group
     * @param second occurrences in the second group
     * @param logOdds natural logarithm of the ratio of the odds of the word in the two groups, above 0 if it is more the first's
     * @param z the log-odds over its standard deviation; {@link #chanceLimit} says how large chance makes it
     */
    public record Word(String word, long first, long second, double logOdds, double z) {}

    private final DocumentTermMatrix counts;
    private final boolean[] inFirst;
    private final double priorWords;
    private final List<Word> words;

    private LogOdds(DocumentTermMatrix counts, boolean[] inFirst, double priorWords, List<Word> words) {
        this.counts = counts;
        this.inFirst = inFirst.clone();
        this.priorWords = priorWords;
        this.words = List.copyOf(words);
    }

    /**
     * Compares groups under a prior that weighs as many words as the smaller group has.
     *
     * @param counts how often each document has each word; terms that no document has are left out
     * @param inFirst for each document whether it is in the first group
     * @throws IllegalArgumentException if a group has no words, both together have only one, or a count is negative or no whole
     *     number
     */
    public static LogOdds between(DocumentTermMatrix counts, boolean[] inFirst) {
        var totals = totals(counts, inFirst);
        return between(counts, inFirst, (double) Math.min(sum(totals[0]), sum(totals[1])));
    }

    /** Compares groups under a prior that weighs so many words, above 0. */
    static LogOdds between(DocumentTermMatrix counts, boolean[] inFirst, double priorWords) {
        var totals = totals(counts, inFirst);
        var firstWords = sum(totals[0]);
        var secondWords = sum(totals[1]);
        var words = new ArrayList<Word>();
        for (var column = 0; column < totals[0].length; column++) {
            var first = totals[0][column];
            var second = totals[1][column];
            if (first + second > 0) {
                var prior = priorWords * ((first + second) / (double) (firstWords + secondWords));
                var logOdds = Math.log((first + prior) / (firstWords + priorWords - (first + prior)))
                        - Math.log((second + prior) / (secondWords + priorWords - (second + prior)));
                var deviation = Math.sqrt(1 / (first + prior) + 1 / (second + prior));
                words.add(new Word(counts.terms().get(column), first, second, logOdds, logOdds / deviation));
            }
        }
        var any = words.get(0).word();
        Check.that(words.size() > 1, "All words are \"%s\", expected at least two different ones", any);
        words.sort(Comparator.comparingDouble(Word::z).reversed().thenComparing(Word::word));
        return new LogOdds(counts, inFirst, priorWords, words);
    }

    /** How often each term occurs in the first group, and in the second. */
    private static long[][] totals(DocumentTermMatrix counts, boolean[] inFirst) {
        if (inFirst.length != counts.documents()) {
            throw new IllegalArgumentException("%d documents came with the groups of %d, expected one each"
                    .formatted(counts.documents(), inFirst.length));
        }
        var totals = new long[2][counts.terms().size()];
        for (var row = 0; row < inFirst.length; row++) {
            var group = totals[inFirst[row] ? 0 : 1];
            counts.values().forEach(row, (column, count) -> {
                if (count < 0 || count != Math.rint(count)) {
                    throw new IllegalArgumentException("A value of %s for \"%s\", expected counts and no weights"
                            .formatted(count, counts.terms().get(column)));
                }
                group[column] += (long) count;
            });
        }
        long first = sum(totals[0]);
        long second = sum(totals[1]);
        Check.that(first > 0 && second > 0, "The groups have %d and %d words, expected some in each", first, second);
        return totals;
    }

    private static long sum(long... counts) {
        return LongStream.of(counts).sum();
    }

    /** Every word that occurs in either group, those that speak most for the first group first. */
    public List<Word> words() {
        return words;
    }

    /** The same with the groups in each other's place. */
    public LogOdds swapped() {
        var inSecond = inFirst.clone();
        for (var row = 0; row < inSecond.length; row++) {
            inSecond[row] = !inSecond[row];
        }
        return between(counts, inSecond, priorWords);
    }

    /** The z of the words that speak for the first group, the clearest first; none that speak for the second. */
    public Map<String, Double> weights(int most) {
        return words.stream()
                .filter(word -> word.z() > 0)
                .limit(most)
                .collect(Collectors.toMap(Word::word, Word::z, Math::max, LinkedHashMap::new));
    }

    /** How many words lie beyond a limit of z on the side of the first group, such as {@link #chanceLimit}. */
    public long beyond(double limit) {
        return words.stream().filter(word -> word.z() > limit).count();
    }

    /**
     * The size of z, either way, that the most striking word exceeds in only 5 % of random splits into groups as large as these. A
     * document brings many words at once, so that z is far from normal with few documents: with twenty against three thousand, chance
     * alone takes some word beyond 4. A word beyond this limit stands out even though all words were looked at.
     *
     * @param shuffles random splits, 20 or more; 1,000 give a steady limit
     * @throws IllegalArgumentException if there are fewer
     */
    public double chanceLimit(int shuffles, long seed) {
        Check.that(shuffles >= 20, "%d shuffles cannot show what 1 in 20 does, expected 20 or more", shuffles);
        var random = new SplittableRandom(seed);
        var shuffled = inFirst.clone();
        var greatest = new double[shuffles];
        for (var shuffle = 0; shuffle < shuffles; shuffle++) {
            Interruption.check();
            for (var last = shuffled.length - 1; last > 0; last--) {
                var other = random.nextInt(last + 1);
                var swapped = shuffled[last];
                shuffled[last] = shuffled[other];
                shuffled[other] = swapped;
            }
            var ranked = between(counts, shuffled, priorWords).words;
            greatest[shuffle] =
                    Math.max(ranked.get(0).z(), -ranked.get(ranked.size() - 1).z());
        }
        Arrays.sort(greatest);
        return greatest[(int) Math.ceil(0.95 * shuffles) - 1];
    }

    /** The words as a table; the names of the groups head the columns of their counts. */
    public Table table(String firstName, String secondName) {
        return TableOf.rows("Words of " + firstName + " against " + secondName, words)
                .text("word", Word::word)
                .large(firstName, Word::first)
                .large(secondName, Word::second)
                .number("log-odds", Word::logOdds)
                .number("z", Word::z)
                .table();
    }
}
