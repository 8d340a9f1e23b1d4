package retention.posts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.figures.Html;
import retention.figures.Lines;
import retention.study.StudySettings;
import retention.text.Language;
import retention.text.Segmenter;
import retention.text.ThemeModel;
import retention.text.Token;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What takes bytes or texts from strangers, each with what must hold whatever comes. {@code make fuzz} lets Jazzer look for bytes for
 * which it does not; {@link FuzzTest} tries those that are known.
 */
public final class FuzzTargets {

    private static final Segmenter SEGMENTER =
            Segmenter.standard().withoutStopWords().stemmed();

    private FuzzTargets() {}

    /** A target, as Jazzer and tests call it. */
    @SuppressWarnings("ImmutableEnumChecker") // Its field is a method.
    enum Target {
        READER(Reader::fuzzerTestOneInput),
        CELLS(Cells::fuzzerTestOneInput),
        VALUES(Values::fuzzerTestOneInput),
        NAMES(Names::fuzzerTestOneInput),
        WORDS(Words::fuzzerTestOneInput),
        PAGES(Pages::fuzzerTestOneInput),
        SETTINGS(Settings::fuzzerTestOneInput);

        final Consumer<byte[]> run;

        Target(Consumer<byte[]> run) {
            this.run = run;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static void withFile(byte[] bytes, Consumer<Path> use) {
        try {
            var file = Files.createTempFile("fuzz", ".csv");
            try {
                use.accept(Files.write(file, bytes));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file is read, or refused in one line; what was read is counted, can be written, and comes back. */
    public static final class Reader {
        private Reader() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            withFile(bytes, file -> {
                try {
                    var posts = Posts.read(file);
                    check(!posts.posts().isEmpty(), "no post and no refusal");
                    check(posts.reading().posts() == posts.posts().size(), "posts are counted wrongly");
                    check(!posts.summary().contains("\n"), "a summary of several lines");
                    var written = file.resolveSibling(file.getFileName() + ".written");
                    posts.write(written);
                    var again = Posts.read(written);
                    Files.delete(written);
                    check(cells(again).equals(cells(posts)), "other posts come back");
                } catch (UnusableFileException e) {
                    check(!e.getMessage().contains("\n"), "a refusal of several lines: " + e.getMessage());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private static List<List<String>> cells(Posts posts) {
            return posts.posts().stream()
                    .map(post -> Stream.of(Column.values())
                            .map(column -> column.of(post))
                            .toList())
                    .toList();
        }
    }

    /** No exported cell begins with a formula, and each comes back. */
    public static final class Cells {
        private Cells() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            var text = text(bytes);
            var guarded = CsvExport.guarded(text);
            check(CsvExport.unguarded(guarded).equals(text), "another text comes back");
            for (var cell : guarded.split("[;\t\r\n]", -1)) {
                check(!cell.stripLeading().matches("(?s)[=+\\-@＝＋－＠].*"), "a formula");
            }
        }
    }

    /** Counts, times and ids are read or not, and what is read means the same when it is written and read again. */
    public static final class Values {
        private Values() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            var text = text(bytes);
            for (var parser : CountParser.values()) {
                if (parser.parse(text) instanceof DisplayCount.Known known) {
                    check(known.value() >= 0 && known.value() <= CountParser.LARGEST, "a count of " + known.value());
                }
            }
            PublishedTime.parse(text);
            TimestampedId.parse(text)
                    .ifPresent(id -> check(TimestampedId.parse(id.text()).equals(Optional.of(id)), "another id"));
            Column.called(text);
            check(!Characters.excerpt(text).contains("\n"), "an excerpt of several lines");
        }
    }

    /** Addresses and mentions are hidden, whatever stands between them. */
    public static final class Names {
        private Names() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            var hidden =
                    Pseudonyms.text("a.b@known.example %s @known https://known.invalid/known".formatted(text(bytes)));
            check(!hidden.replace("@user", " ").contains("known") || text(bytes).contains("known"), "a name is left");
        }
    }

    /** The tokens of a text are the text but for characters without width; every text has a language and a theme. */
    public static final class Words {
        private Words() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            var text = text(bytes);
            var joined = SEGMENTER.segment(text).stream().map(Token::text).collect(Collectors.joining());
            var invisible = "[\\p{Cf}\\u2065]";
            check(
                    joined.replaceAll(invisible, "").equals(text.replaceAll(invisible, "")),
                    "the tokens are another text");
            check(!SEGMENTER.words(text).contains(""), "an empty word");
            Language.of(text);
            var probability = ThemeModel.standard().classify(text).probability();
            check(probability > 0 && probability <= 1, "a probability of " + probability);
        }
    }

    /** A text changes nothing of the structure of a table or a figure. */
    public static final class Pages {
        private static final List<Integer> PLAIN = structure("plain");

        private Pages() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            check(structure(text(bytes)).equals(PLAIN), "another structure of the page");
        }

        private static List<Integer> structure(String text) {
            var table =
                    Html.of(Table.create(text, StringColumn.create("text", text), StringColumn.create("word", text)));
            var figure =
                    Html.of(Lines.of(text, text, Lines.Axes.of(text, text), Lines.Series.reference(text, 0, 1, 2, 3)));
            var counts = new ArrayList<Integer>();
            for (var html : List.of(table, figure)) {
                for (var sign : List.of("<", ">")) {
                    counts.add(html.split(sign, -1).length);
                }
            }
            return counts;
        }
    }

    /** Settings are read, or refused in words. */
    public static final class Settings {
        private Settings() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            withFile(bytes, file -> {
                try {
                    StudySettings.read(file);
                } catch (IllegalArgumentException e) {
                    check(!e.getMessage().isBlank(), "a refusal without a reason");
                }
            });
        }
    }
}
