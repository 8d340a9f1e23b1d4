package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import retention.replica.Topic;
import retention.text.Lda;
import retention.text.ReplicaCorpus;

/** The topics planted in the replica: its texts tell of them as little as real posts tell of their themes, but not nothing. */
class ReplicaTopicsTest {
    private static final int TOPICS = Topic.values().length;
    private static final ReplicaCorpus CORPUS = ReplicaCorpus.standard();
    private static final Nmf NMF = Nmf.fit(CORPUS.tfIdf().values(), TOPICS);
    private static final Lda LDA = Lda.fit(CORPUS.counts().values(), TOPICS);

    @Test
    void nmfFindsALittleOfThem() {
        assertThat(agreement(NMF, CORPUS)).isBetween(0.05, 0.25);
    }

    @Test
    void ldaFindsMoreOfThemInSoManyPosts() {
        assertThat(agreement(LDA, CORPUS)).isBetween(agreement(NMF, CORPUS), 0.45);
    }

    @Test
    void nothingIsFoundWhereTheWordsWereShuffledBetweenPosts() {
        var shuffled = CORPUS.withShuffledWords(1);
        var nmf = Nmf.fit(shuffled.tfIdf().values(), TOPICS);
        assertThat(agreement(nmf, CORPUS)).isCloseTo(0, within(0.02));
        var lda = Lda.fit(shuffled.counts().values(), TOPICS);
        assertThat(agreement(lda, CORPUS)).isCloseTo(0, within(0.02));
    }

    @Test
    void topicsAreCoherent() {
        assertThat(NMF.coherence(CORPUS.counts(), 10)).isPositive();
        assertThat(LDA.coherence(CORPUS.counts(), 10)).isPositive();
    }

    @Test
    void theTableNamesEachTopicByItsWords() {
        var table = NMF.table(CORPUS.tfIdf().terms(), 5);
        assertThat(table.columnNames()).containsExactly("topic", "words", "share", "documents");
        assertThat(table.rowCount()).isEqualTo(TOPICS);
        assertThat(table.stringColumn("words").asList())
                .anyMatch(words -> words.contains("friends"))
                .anyMatch(words -> words.contains("美国"));
        assertThat(table.doubleColumn("share").sum()).isCloseTo(1, within(0.15));
    }

    private static double agreement(TopicModel model, ReplicaCorpus corpus) {
        return MutualInformation.adjusted(model.shares().dominant(), corpus.planted());
    }
}
