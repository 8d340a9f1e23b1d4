package numerics.topics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which words tell two groups of documents apart: log-odds ratios with an informative Dirichlet prior. Unlike ratios of raw counts,
 * they do not put words that occur once or twice on top, and unlike differences of counts, not the words that everybody uses; a
 * small group against a large one is what they are for.
 *
 * <p>Source: Monroe, Colaresi and Quinn, "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of
 * Political Conflict", Political Analysis 16 (2008), the model with an informative Dirichlet prior. The prior of a word is its
 * share of all words of both groups, times the weight of the prior in words.
 *
 * @param priorWords how many words the prior weighs
 * @param words every word that occurs in either group, those that speak most for the first group first
 */
public record LogOdds(double priorWords, List<Word> words) {

    /**
     * One word.
     *
     * @param first occurrences in the first group
     * @param second occurrences in the second group
     * @param logOdds natural logarithm of the ratio of the odds of the word in the two groups, above 0 if it is more the first's
     * @param z the log-odds over its standard deviation; what is rare by chance, {@link #chanceLimit} tells
     */
    public record Word(String word, long first, long second, double logOdds, double z) {}

    public LogOdds {
        words = List.copyOf(words);
    }

    /** Compares groups under a prior that weighs as many words as the smaller group has. */
    public static LogOdds between(DocumentTermMatrix counts, boolean[] inFirst) {
        var totals = Groups.of(counts, inFirst);
        return totals.compare((double) Math.min(totals.firstWords, totals.secondWords));
    }

    /**
     * Compares groups under a prior that weighs {@code priorWords} words.
     *
     * @param counts how often each document has each word; terms that no document has are left out
     * @param inFirst for each document whether it is in the first group
     * @throws IllegalArgumentException if a group has no words, both together have only one, a count is negative or no whole
     *     number, or the prior weighs nothing
     */
    public static LogOdds between(DocumentTermMatrix counts, boolean[] inFirst, double priorWords) {
        return Groups.of(counts, inFirst).compare(priorWords);
    }

    /**
     * The size of z, either way, that the most striking word passes in only 5 % of random splits into groups as large as these. Words
     * come by documents rather than one by one, and few documents make z anything but normal: with twenty against three thousand,
     * chance alone takes some word beyond 4. A word beyond this limit stands out even though all words were looked at.
     *
     * @param shuffles random splits, 20 or more; 1,000 give a steady limit
     * @throws IllegalArgumentException as {@link #between} does
     */
    public static double chanceLimit(
            DocumentTermMatrix counts, boolean[] inFirst, double priorWords, int shuffles, long seed) {
        if (shuffles < 20) {
            throw new IllegalArgumentException(
                    "%d shuffles cannot show what 1 in 20 does, expected 20 or more".formatted(shuffles));
        }
        var random = new SplittableRandom(seed);
        var shuffled = inFirst.clone();
        var greatest = new double[shuffles];
        for (var shuffle = 0; shuffle < shuffles; shuffle++) {
            for (var last = shuffled.length - 1; last > 0; last--) {
                var other = random.nextInt(last + 1);
                var swapped = shuffled[last];
                shuffled[last] = shuffled[other];
                shuffled[other] = swapped;
            }
            var words = between(counts, shuffled, priorWords).words;
            greatest[shuffle] =
                    Math.max(words.get(0).z(), -words.get(words.size() - 1).z());
        }
        Arrays.sort(greatest);
        return greatest[(int) Math.ceil(0.95 * shuffles) - 1];
    }

    /** The words that speak for the first group, the clearest by z first; none that speak for the second. */
    public List<Word> first(int most) {
        return words.stream().filter(word -> word.z() > 0).limit(most).toList();
    }

    /** The words that speak for the second group, the clearest by z first; none that speak for the first. */
    public List<Word> second(int most) {
        var reversed = new ArrayList<>(words);
        Collections.reverse(reversed);
        return reversed.stream().filter(word -> word.z() < 0).limit(most).toList();
    }

    /** Those of some words that the groups use, in the order asked for; the others are left out. */
    public LogOdds only(Collection<String> asked) {
        var byWord = words.stream().collect(Collectors.toMap(Word::word, word -> word));
        return new LogOdds(
                priorWords,
                asked.stream().map(byWord::get).filter(Objects::nonNull).toList());
    }

    /** How many words lie beyond a limit of z on the side of the first group, such as {@link #chanceLimit}. */
    public long beyondFirst(double limit) {
        return words.stream().filter(word -> word.z() > limit).count();
    }

    /** How many words lie beyond a limit of z on the side of the second group. */
    public long beyondSecond(double limit) {
        return words.stream().filter(word -> word.z() < -limit).count();
    }

    /** The words as a table; the names of the groups head the columns of their counts. */
    public Table table(String firstName, String secondName) {
        return Table.create(
                "Words of " + firstName + " against " + secondName,
                StringColumn.create("word", words.stream().map(Word::word)),
                LongColumn.create(firstName, words.stream().mapToLong(Word::first)),
                LongColumn.create(secondName, words.stream().mapToLong(Word::second)),
                DoubleColumn.create("log-odds", words.stream().mapToDouble(Word::logOdds)),
                DoubleColumn.create("z", words.stream().mapToDouble(Word::z)));
    }

    /** Counts of each word in each group. */
    private static final class Groups {
        private final List<String> terms;
        private final long[] first;
        private final long[] second;
        private long firstWords;
        private long secondWords;

        private Groups(List<String> terms) {
            this.terms = terms;
            this.first = new long[terms.size()];
            this.second = new long[terms.size()];
        }

        private static Groups of(DocumentTermMatrix counts, boolean[] inFirst) {
            if (inFirst.length != counts.documents()) {
                throw new IllegalArgumentException("%d documents came with the groups of %d, expected one each"
                        .formatted(counts.documents(), inFirst.length));
            }
            var groups = new Groups(counts.terms());
            for (var row = 0; row < inFirst.length; row++) {
                var isFirst = inFirst[row];
                counts.values().forEach(row, (column, count) -> groups.add(isFirst, column, count));
            }
            if (groups.firstWords == 0 || groups.secondWords == 0) {
                throw new IllegalArgumentException("The groups have %d and %d words, expected some in each"
                        .formatted(groups.firstWords, groups.secondWords));
            }
            return groups;
        }

        private void add(boolean isFirst, int column, double count) {
            if (count < 0 || count != Math.rint(count)) {
                throw new IllegalArgumentException("A value of %s for \"%s\", expected counts: use Vectorizer.counts()"
                        .formatted(count, terms.get(column)));
            }
            (isFirst ? first : second)[column] += (long) count;
            if (isFirst) {
                firstWords += (long) count;
            } else {
                secondWords += (long) count;
            }
        }

        private LogOdds compare(double priorWords) {
            if (!(priorWords > 0 && Double.isFinite(priorWords))) {
                throw new IllegalArgumentException(
                        "The prior weighs a number of words above 0, not %s".formatted(priorWords));
            }
            var words = new ArrayList<Word>();
            for (var column = 0; column < first.length; column++) {
                if (first[column] + second[column] > 0) {
                    words.add(word(column, priorWords));
                }
            }
            if (words.size() == 1) {
                throw new IllegalArgumentException("All words are \"%s\", expected at least two different ones"
                        .formatted(words.get(0).word()));
            }
            words.sort(Comparator.comparingDouble(Word::z).reversed().thenComparing(Word::word));
            return new LogOdds(priorWords, words);
        }

        private Word word(int column, double priorWords) {
            var share = (first[column] + second[column]) / (double) (firstWords + secondWords);
            var inFirst = first[column] + priorWords * share;
            var inSecond = second[column] + priorWords * share;
            var logOdds = Math.log(inFirst / (firstWords + priorWords - inFirst))
                    - Math.log(inSecond / (secondWords + priorWords - inSecond));
            var variance = 1 / inFirst + 1 / inSecond;
            return new Word(terms.get(column), first[column], second[column], logOdds, logOdds / Math.sqrt(variance));
        }
    }
}
