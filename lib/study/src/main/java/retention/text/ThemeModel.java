package retention.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.text.Token.Kind;
import smile.classification.SparseLogisticRegression;
import smile.data.SparseDataset;
import smile.util.SparseArray;

/**
 * What a text is about: multinomial logistic regression (Smile's) on the text's words and on its form, such as having none.
 * Immutable.
 *
 * <p>Words are in lower case, stemmed, and weigh by TF-IDF, each once a text. A transformer's vectors were tried beside them, and
 * with them no more posts were found than by words alone.
 */
public final class ThemeModel {

    /**
     * A text to learn from.
     *
     * @param themes what it is about; any of them is right, and there is at least one
     */
    public record Example(String text, Set<Theme> themes) {
        public Example {
            themes = Set.copyOf(themes);
            if (themes.isEmpty()) {
                throw new IllegalArgumentException("A text to learn from has one theme or more, this one has none");
            }
        }

        /** The first in the order of {@link Theme}. */
        Theme first() {
            return Collections.min(themes);
        }
    }

    static final String RESOURCE = "theme-weights.tsv";
    /** In the order of the weights' columns. */
    private static final List<Theme> THEMES = List.of(Theme.values());

    private static final String EXEMPLARS = "theme-exemplars.txt";
    private static final String FORM = "(%s)";
    private static final String CONSTANT = "(constant)";

    private static final Vectorizer VECTORIZER = Vectorizer.tfIdf().minDocuments(2);
    private static final Set<Kind> WORDS = Set.of(Kind.HAN, Kind.LATIN, Kind.OTHER_SCRIPT);

    /** Weights are kept with so many decimals, so that a model that was written and read again is the same. */
    private static final double DECIMALS = 1e4;

    private static final double TOLERANCE = 1e-5;
    private static final int MAX_ITERATIONS = 500;

    /** What a text is like apart from its words; each is half a term in weight. */
    private enum Form {
        NO_WORDS,
        NAMES_ONLY,
        FEW_WORDS,
        MANY_WORDS,
        TAGS,
        MANY_TAGS,
        CHINESE,
        MIXED;

        private static final double VALUE = 0.5;
        private static final int FEW = 3;
        private static final int MANY = 30;
        private static final int MANY_HASHTAGS = 5;

        static double[] of(List<Token> tokens) {
            var words = tokens.stream()
                    .filter(token -> WORDS.contains(token.kind()))
                    .toList();
            long telling = words.stream()
                    .filter(word -> !Names.ARE.contains(word.normal()))
                    .count();
            long tags = tokens.stream()
                    .filter(token -> token.kind() == Kind.HASHTAG)
                    .count();
            var language = Language.of(tokens);
            return Stream.of(values())
                    .mapToDouble(form -> switch (form) {
                        case NO_WORDS -> value(words.isEmpty());
                        case NAMES_ONLY -> value(!words.isEmpty() && telling == 0);
                        case FEW_WORDS -> value(!words.isEmpty() && telling <= FEW);
                        case MANY_WORDS -> value(telling > MANY);
                        case TAGS -> value(tags > 0);
                        case MANY_TAGS -> value(tags > MANY_HASHTAGS);
                        case CHINESE -> value(language == Language.CHINESE);
                        case MIXED -> value(language == Language.MIXED);
                    })
                    .toArray();
        }

        private static double value(boolean is) {
            return is ? VALUE : 0;
        }

        @Override
        public String toString() {
            return FORM.formatted(name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private static final class Names {
        private static final StopWords ARE = StopWords.appNames();
    }

    private final FittedVectorizer vectorizer;

    /** Columns by themes: the terms, then the forms, then the constant. */
    private final double[][] weights;

    private ThemeModel(FittedVectorizer vectorizer, double[][] weights) {
        this.vectorizer = vectorizer;
        this.weights = weights;
    }

    /** The model learned from {@code data/labels.csv} and the posts that they are of; see {@link ThemeTraining}. */
    public static ThemeModel standard() {
        return Standard.MODEL;
    }

    /**
     * Learns from texts and from the few sentences for each theme that come with the library, {@code theme-exemplars.txt}. The same
     * texts in the same order give the same model.
     *
     * @param penalty of the squared weights; larger makes the model less sure
     */
    static ThemeModel fit(List<Example> examples, double penalty) {
        var texts = new ArrayList<List<Token>>();
        var themes = new ArrayList<Theme>();
        Stream.concat(examples.stream(), exemplars().stream()).forEach(example -> {
            var tokens = Segmenter.standard().segment(example.text());
            example.themes().stream().sorted().forEach(theme -> {
                texts.add(tokens);
                themes.add(theme);
            });
        });
        var vectorizer = VECTORIZER.fit(texts.stream().map(ThemeModel::terms).toList());
        int columns = vectorizer.terms().size() + Form.values().length;
        var rows = texts.stream().map(tokens -> row(vectorizer, tokens)).toList();
        var known = themes.stream().distinct().sorted().toList();
        var regression = SparseLogisticRegression.multinomial(
                SparseDataset.of(rows, columns),
                themes.stream().mapToInt(known::indexOf).toArray(),
                penalty,
                TOLERANCE,
                MAX_ITERATIONS);
        var coefficients = regression.coefficients();
        var weights = new double[columns + 1][Theme.values().length];
        for (int k = 0; k < coefficients.length; k++) {
            for (int column = 0; column < weights.length; column++) {
                weights[column][THEMES.indexOf(known.get(k))] =
                        Math.rint(coefficients[k][column] * DECIMALS) / DECIMALS;
            }
        }
        return new ThemeModel(vectorizer, weights);
    }

    /** What a text is most likely about. */
    public Themed classify(String text) {
        return probabilities(text).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(theme -> new Themed(theme.getKey(), theme.getValue()))
                .orElseThrow();
    }

    /** How likely a text is of each theme; they add up to 1. */
    public Map<Theme, Double> probabilities(String text) {
        var row = row(vectorizer, Segmenter.standard().segment(text));
        var scores = weights[weights.length - 1].clone();
        for (var entry : row) {
            for (int k = 0; k < scores.length; k++) {
                scores[k] += entry.x * weights[entry.i][k];
            }
        }
        double largest = Arrays.stream(scores).max().orElseThrow();
        var odds = Arrays.stream(scores).map(score -> Math.exp(score - largest)).toArray();
        double sum = Arrays.stream(odds).sum();
        var probabilities = new EnumMap<Theme, Double>(Theme.class);
        for (int k = 0; k < odds.length; k++) {
            probabilities.put(THEMES.get(k), odds[k] / sum);
        }
        return Collections.unmodifiableMap(probabilities);
    }

    /** Lines as {@link #parse} reads them: a header, then for each column of the model its name, its frequency and its weights. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(
                "# What posts are about: weights of a multinomial logistic regression. Made by bin/retention themes; do not edit.");
        lines.add(
                "# The first line has the number of texts; each other one a term, how many texts have it, and its weights.");
        lines.add("(texts)\t%d\t%s"
                .formatted(
                        vectorizer.documents(),
                        Stream.of(Theme.values()).map(Theme::toString).collect(Collectors.joining("\t"))));
        var names = names(vectorizer);
        for (int column = 0; column < weights.length; column++) {
            int texts = column < vectorizer.terms().size() ? vectorizer.documentFrequency(column) : 0;
            lines.add("%s\t%d\t%s".formatted(names.get(column), texts, numbers(weights[column])));
        }
        return lines;
    }

    /** @throws IllegalArgumentException if they are not of a model with these themes */
    static ThemeModel parse(List<String> lines) {
        var header = lines.get(0).split("\t");
        var themes = Arrays.stream(header).skip(2).map(Theme::named).toList();
        if (!themes.equals(List.of(Theme.values()))) {
            throw new IllegalArgumentException(
                    "Weights of the themes %s, expected %s; make them again by bin/retention themes"
                            .formatted(themes, List.of(Theme.values())));
        }
        var cells = lines.stream().skip(1).map(line -> line.split("\t")).toList();
        int terms = cells.size() - Form.values().length - 1;
        var vectorizer = new FittedVectorizer(
                VECTORIZER,
                cells.stream().limit(terms).map(cell -> cell[0]).toList(),
                cells.stream()
                        .limit(terms)
                        .mapToInt(cell -> Integer.parseInt(cell[1]))
                        .toArray(),
                Integer.parseInt(header[1]));
        if (!cells.stream().map(cell -> cell[0]).toList().equals(names(vectorizer))) {
            throw new IllegalArgumentException(
                    "Weights of other columns than this version has; make them again by bin/retention themes");
        }
        var weights = cells.stream()
                .map(cell -> Arrays.stream(cell)
                        .skip(2)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        return new ThemeModel(vectorizer, weights);
    }

    static List<Example> exemplars() {
        return WordFile.lines(EXEMPLARS).stream()
                .map(line -> line.split("\t"))
                .map(cells -> new Example(cells[1], Set.of(Theme.named(cells[0]))))
                .toList();
    }

    private static List<String> names(FittedVectorizer vectorizer) {
        var names = new ArrayList<>(vectorizer.terms());
        Stream.of(Form.values()).map(Form::toString).forEach(names::add);
        names.add(CONSTANT);
        return names;
    }

    private static String numbers(double... weights) {
        return Arrays.stream(weights)
                .mapToObj(weight -> weight == 0 ? "0" : Double.toString(weight))
                .collect(Collectors.joining("\t"));
    }

    /** Each word once; what is tagged is a word as well. */
    private static List<String> terms(List<Token> tokens) {
        var terms = new LinkedHashSet<String>();
        for (var any : Segmenter.standard().stemmed().words(tokens)) {
            var word = any.replace('\t', ' ');
            terms.add(word);
            if (word.length() > 1 && word.startsWith("#")) {
                terms.add(word.substring(1));
            }
        }
        return List.copyOf(terms);
    }

    private static SparseArray row(FittedVectorizer vectorizer, List<Token> tokens) {
        var row = new SparseArray();
        vectorizer.transform(List.of(terms(tokens))).values().forEach(0, row::append);
        var forms = Form.of(tokens);
        for (int form = 0; form < forms.length; form++) {
            if (forms[form] != 0) {
                row.append(vectorizer.terms().size() + form, forms[form]);
            }
        }
        return row;
    }

    private static final class Standard {
        private static final ThemeModel MODEL = parse(WordFile.lines(RESOURCE));
    }
}
