package retention.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.replica.Replica;
import retention.replica.ReplicaPost;
import retention.replica.Topic;

/** The replica's posts as counts and as TF-IDF, by a tokenizer that needs no dictionary: Latin words and pairs of hanzi. */
record ReplicaCorpus(List<String> vocabulary, SparseMatrix counts, SparseMatrix tfIdf, List<Topic> planted) {
    private static final Pattern TOKEN = Pattern.compile("[a-z]{3,}|\\p{IsHan}+");
    private static final Pattern TAG = Pattern.compile("#[^#]*\\[话题]#");

    static ReplicaCorpus standard() {
        var posts = Replica.standard().posts().toList();
        var documents = posts.stream().map(ReplicaCorpus::tokens).toList();
        var frequencies = documents.stream()
                .flatMap(tokens -> tokens.stream().distinct())
                .collect(Collectors.groupingBy(token -> token, TreeMap::new, Collectors.counting()));
        var vocabulary = frequencies.entrySet().stream()
                .filter(entry -> entry.getValue() >= 5 && entry.getValue() <= 0.3 * posts.size())
                .map(Map.Entry::getKey)
                .toList();
        var indices = new TreeMap<String, Integer>();
        vocabulary.forEach(token -> indices.put(token, indices.size()));
        var builder = SparseMatrix.builder(vocabulary.size());
        for (var tokens : documents) {
            var row = new TreeMap<Integer, Integer>();
            tokens.stream()
                    .filter(indices::containsKey)
                    .forEach(token -> row.merge(indices.get(token), 1, Integer::sum));
            builder.addRow(row);
        }
        var counts = builder.build();
        return new ReplicaCorpus(
                vocabulary,
                counts,
                tfIdf(counts),
                posts.stream().map(ReplicaPost::topic).toList());
    }

    private static List<String> tokens(ReplicaPost post) {
        var text = TAG.matcher(Stream.of(post.title(), post.content()).collect(Collectors.joining("\n")))
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT);
        var tokens = new ArrayList<String>();
        TOKEN.matcher(text).results().forEach(match -> {
            var run = match.group();
            if (run.charAt(0) < 128) {
                tokens.add(run);
            } else {
                for (var i = 0; i + 2 <= run.length(); i++) {
                    tokens.add(run.substring(i, i + 2));
                }
            }
        });
        return tokens;
    }

    private static SparseMatrix tfIdf(SparseMatrix counts) {
        var frequencies = counts.columnCounts();
        var weighted = counts.map(
                (document, term, count) -> count * (1 + Math.log((1.0 + counts.rows()) / (1.0 + frequencies[term]))));
        var norms = weighted.rowNorms();
        return weighted.map((document, term, weight) -> weight / norms[document]);
    }

    /** The planted topics in another order, so that they say nothing of the posts. */
    List<Topic> shuffled(long seed) {
        var shuffled = new ArrayList<>(planted);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
