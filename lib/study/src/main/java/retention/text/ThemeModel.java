package retention.text;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Resources;
import retention.project.AtomicFile;
import retention.text.Token.Kind;
import smile.classification.SparseLogisticRegression;
import smile.data.SparseDataset;
import smile.math.MathEx;
import smile.util.SparseArray;

/**
 * What a text is about: multinomial logistic regression (Smile's) on the text's words, on its form, such as having none,
 * and on whether it has a word that we expect of a theme ({@code theme-words.txt}). Immutable.
 *
 * <p>Words are in lower case, stemmed, and weighted by TF-IDF; each counts once per text. With a transformer's vectors
 * beside them, no more posts were found than by words alone.
 */
public final class ThemeModel {

    /**
     * The theme of a text, and how sure the model is of it.
     *
     * @param probability of this theme among all, 0..1
     */
    public record Found(Theme theme, double probability) {}

    /**
     * A text to learn from.
     *
     * @param themes what it is about; any of them is right, and there is at least one
     */
    public record Example(String text, Set<Theme> themes) {
        public Example {
            themes = Set.copyOf(themes);
        }

        /** The first in the order of {@link Theme}. */
        Theme first() {
            return Collections.min(themes);
        }

        /** The theme that counts where one was found: this one, if it is right, else the first. */
        Theme judged(Theme found) {
            return themes.contains(found) ? found : first();
        }
    }

    /**
     * What is kept of a model.
     *
     * @param themes in the order of the weights' columns
     * @param texts that it was learned from
     * @param terms how many of the texts have each
     * @param weights of the terms, then of the forms, then the constant; by themes
     */
    record Learned(List<Theme> themes, int texts, Map<String, Integer> terms, List<double[]> weights) {}

    /** The resource that has {@link #standard}. */
    static final String FILE = "theme-model.json";

    private static final String EXEMPLARS = "theme-exemplars.txt";

    private static final Segmenter SEGMENTER = Segmenter.standard().stemmed();

    /** Words that we expect in texts of each theme, stemmed; a theme's are on one line or more. */
    private static final List<Set<String>> WORDS = words();

    /** In the order of the weights' columns. */
    private static final List<Theme> THEMES = List.of(Theme.values());

    private static final Vectorizer VECTORIZER = Vectorizer.tfIdf().minDocuments(2);

    /** Weights have so many decimals, which keeps their file short. */
    private static final double DECIMALS = 1e4;

    /** Of the squared weights. Choosing one of 0.3, 0.1 and 0.03 inside each training set gave the same cross-validated figures. */
    private static final double PENALTY = 0.1;

    private static final double TOLERANCE = 1e-5;
    private static final int MAX_ITERATIONS = 500;

    /** The value of each form that a text has, and of each theme of which it has a word; its terms have length 1 together. */
    private static final double FORM = 0.5;

    final Learned learned;
    private final Vectorizer.Fitted vectorizer;

    /** @throws IllegalArgumentException if it was learned for other columns or themes than this version has */
    ThemeModel(Learned learned) {
        if (!learned.themes.equals(THEMES) || learned.weights.size() != columns(learned.terms.size()) + 1) {
            throw new IllegalArgumentException(
                    "Weights of other columns or of other themes than this version has, %s; make them again by bin/retention themes"
                            .formatted(learned.themes));
        }
        this.learned = learned;
        this.vectorizer = new Vectorizer.Fitted(VECTORIZER, learned.terms, learned.texts);
    }

    /** The model learned from {@code data/labels.csv} and the posts that they are of. */
    public static ThemeModel standard() {
        return Standard.MODEL;
    }

    private static final class Standard {
        private static final ThemeModel MODEL = new ThemeModel(kept(FILE, Learned.class));
    }

    /** What {@link #write} wrote to a file that is now among the resources. */
    static <T> T kept(String resource, Class<T> type) {
        return new Gson().fromJson(Resources.text(ThemeModel.class, resource), type);
    }

    /** Writes this model and how it was measured as the files that are among the library's resources. */
    public void write(Path folder, ThemeAgreement themes, TopicAgreement topics) {
        var files = Map.of(FILE, learned, ThemeAgreement.FILE, themes, TopicAgreement.FILE, topics);
        files.forEach((name, kept) -> AtomicFile.write(folder.resolve(name), new Gson().toJson(kept) + "\n"));
    }

    private static int columns(int terms) {
        return terms + forms(List.of(), List.of()).size();
    }

    /**
     * Learns from texts and from the few sentences for each theme that come with the library, {@code theme-exemplars.txt}. A text of
     * two themes is learned from once for each, and counts once where texts are counted. The same texts in the same order give the
     * same model.
     */
    public static ThemeModel fit(List<Example> examples) {
        var all = Stream.concat(examples.stream(), exemplars(EXEMPLARS)).toList();
        var texts = all.stream().map(example -> Scanner.scan(example.text())).toList();
        var vectorizer = VECTORIZER.fit(texts.stream().map(ThemeModel::terms).toList());
        var rows = new ArrayList<SparseArray>();
        var themes = new ArrayList<Theme>();
        for (int i = 0; i < texts.size(); i++) {
            var row = row(vectorizer, texts.get(i));
            for (var theme : all.get(i).themes().stream().sorted().toList()) {
                rows.add(row);
                themes.add(theme);
            }
        }
        int columns = columns(vectorizer.terms().size());
        // The exemplars have all themes; there are coefficients of all but the last, whose are zeros.
        var coefficients = SparseLogisticRegression.multinomial(
                        SparseDataset.of(rows, columns),
                        themes.stream().mapToInt(THEMES::indexOf).toArray(),
                        PENALTY,
                        TOLERANCE,
                        MAX_ITERATIONS)
                .coefficients();
        var weights = new double[columns + 1][THEMES.size()];
        for (int theme = 0; theme < coefficients.length; theme++) {
            for (int column = 0; column <= columns; column++) {
                weights[column][theme] = Math.rint(coefficients[theme][column] * DECIMALS) / DECIMALS;
            }
        }
        return new ThemeModel(new Learned(THEMES, all.size(), vectorizer.documentFrequencies(), List.of(weights)));
    }

    private static Stream<Example> exemplars(String resource) {
        return Lexicon.lines(resource).stream()
                .map(line -> line.split("\t"))
                .map(cells -> new Example(cells[1], Set.of(Theme.named(cells[0]))));
    }

    private static List<Set<String>> words() {
        return List.copyOf(exemplars("theme-words.txt")
                .collect(Collectors.groupingBy(
                        Example::first,
                        TreeMap::new,
                        Collectors.flatMapping(line -> SEGMENTER.words(line.text()).stream(), Collectors.toSet())))
                .values());
    }

    /** What each text is most likely about, in their order. */
    public List<Theme> themes(List<String> texts) {
        return texts.parallelStream().map(text -> classify(text).theme()).toList();
    }

    /** What a text is most likely about. */
    public Found classify(String text) {
        var weights = learned.weights;
        var scores = weights.get(weights.size() - 1).clone();
        for (var entry : row(vectorizer, Scanner.scan(text))) {
            Arrays.setAll(scores, theme -> scores[theme] + entry.x * weights.get(entry.i)[theme]);
        }
        int best = MathEx.whichMax(scores);
        double sum = Arrays.stream(scores)
                .map(score -> Math.exp(score - scores[best]))
                .sum();
        return new Found(THEMES.get(best), 1 / sum);
    }

    /** Each word once; what is tagged is a word as well. */
    private static List<String> terms(List<Token> tokens) {
        return SEGMENTER.words(tokens).stream()
                .flatMap(word -> word.length() > 1 && word.startsWith("#")
                        ? Stream.of(word, word.substring(1))
                        : Stream.of(word))
                .distinct()
                .toList();
    }

    private static SparseArray row(Vectorizer.Fitted vectorizer, List<Token> tokens) {
        var row = new SparseArray();
        var terms = terms(tokens);
        vectorizer.transform(List.of(terms)).values().forEach(0, row::append);
        var forms = forms(tokens, terms);
        int first = vectorizer.terms().size();
        IntStream.range(0, forms.size()).filter(forms::get).forEach(form -> row.append(first + form, FORM));
        return row;
    }

    /** How many words and tags a text has, its language, and of which themes it has a word; in the order of the weights. */
    private static List<Boolean> forms(List<Token> tokens, List<String> terms) {
        var words = Language.words(tokens);
        long telling = words.stream().filter(word -> !word.isAppName()).count();
        long tags = Language.count(tokens, Kind.HASHTAG);
        var language = Language.of(tokens);
        var forms = Stream.of(
                words.isEmpty(),
                !words.isEmpty() && telling == 0,
                !words.isEmpty() && telling <= 3,
                telling > 30,
                tags > 0,
                tags > 5,
                language == Language.CHINESE,
                language == Language.MIXED);
        return Stream.concat(forms, WORDS.stream().map(list -> !Collections.disjoint(list, terms)))
                .toList();
    }
}
