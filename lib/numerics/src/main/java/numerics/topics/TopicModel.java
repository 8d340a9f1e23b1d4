package numerics.topics;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Topics fitted to a document-term matrix. Topics are counted from 0 in an order that means nothing; terms are the columns of
 * that matrix.
 */
public interface TopicModel {

    /** The weight of each term in each topic, topics x terms, none negative; how rows are scaled is up to the model. */
    double[][] topicTerms();

    /** Shares of topics in the documents that the model was fitted to, in their order. */
    TopicShares shares();

    default int topics() {
        return shares().topics();
    }

    /**
     * The terms of largest weight in a topic, largest first, the lower term first among equals; fewer if the topic has
     * fewer with any weight.
     */
    default int[] topTerms(int topic, int count) {
        var weights = topicTerms()[topic];
        return IntStream.range(0, weights.length)
                .filter(term -> weights[term] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer term) -> -weights[term]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Of each topic the words of largest weight, joined by spaces, largest first. */
    default List<String> names(List<String> vocabulary, int words) {
        return IntStream.range(0, topics())
                .mapToObj(topic -> IntStream.of(topTerms(topic, words))
                        .mapToObj(vocabulary::get)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    /** For each topic: topic, words (the top ones, joined by spaces), share (mean over documents), documents (where it is dominant). */
    default Table table(List<String> vocabulary, int words) {
        var dominant = shares().dominant();
        var documents = IntStream.range(0, topics()).map(topic -> Collections.frequency(dominant, topic));
        return Table.create(
                "Topics",
                IntColumn.create("topic", IntStream.range(0, topics())),
                StringColumn.create("words", names(vocabulary, words)),
                DoubleColumn.create("share", shares().mean()),
                IntColumn.create("documents", documents));
    }

    /**
     * The mean coherence of the topics' top words, by the normalised pointwise mutual information of each pair over the documents of
     * a corpus; topics with fewer than two words are left out, and NaN if all are.
     *
     * @param words how many top words of each topic are judged
     */
    default double coherence(DocumentTermMatrix corpus, int words) {
        if (topicTerms()[0].length != corpus.terms().size()) {
            throw new IllegalArgumentException(Numbers.text(
                    "A model of %,d terms cannot be judged by a corpus of %,d: make both with the same vectorizer.",
                    topicTerms()[0].length, corpus.terms().size()));
        }
        var termDocuments = corpus.values().transpose();
        return IntStream.range(0, topics())
                .mapToDouble(topic -> DocumentTermMatrix.coherence(termDocuments, topTerms(topic, words)))
                .filter(mean -> !Double.isNaN(mean))
                .average()
                .orElse(Double.NaN);
    }

    /** How much the documents' dominant topics tell of other labels of theirs, one each, by {@link MutualInformation#adjusted}. */
    default double mutualInformation(List<?> labels) {
        return MutualInformation.adjusted(shares().dominant(), labels);
    }
}
