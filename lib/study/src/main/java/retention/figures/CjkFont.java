package retention.figures;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import retention.project.Project;

/** A font that can show Chinese: one that is installed, or the one that a Python package brought along. */
final class CjkFont {

    /** Where the set-up puts the font of the Python package, below the build folder. */
    static final String FILE = "fonts/cjk.otf";

    /** A font that shows these is taken for a Chinese one. */
    private static final String COMMON = "的一是不了人我在有他这中大来上国小红书猫税难民";

    /** Plain text faces, in the order of preference; any other installed font comes after them. */
    private static final List<String> PREFERRED = List.of(
            "Noto Sans CJK SC",
            "Noto Sans SC",
            "Source Han Sans SC",
            "PingFang SC",
            "Hiragino Sans GB",
            "Microsoft YaHei",
            "WenQuanYi Micro Hei",
            "WenQuanYi Zen Hei");

    private CjkFont() {}

    /**
     * A font for some words: the first installed one that shows all their characters, else the packaged one if it shows
     * them, else the first of both that shows Chinese.
     *
     * @throws IllegalStateException if none shows Chinese; the message says what to install
     */
    static Font showing(List<String> words) {
        return choose(words, installed(), Project.find().build().resolve(FILE));
    }

    static Font choose(List<String> words, List<Font> installed, Path packaged) {
        var chinese = Stream.concat(installed.stream(), packaged(packaged))
                .filter(font -> shows(font, COMMON))
                .toList();
        return chinese.stream()
                .filter(font -> words.stream().allMatch(word -> shows(font, word)))
                .findFirst()
                .or(() -> chinese.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "None of %d installed fonts shows Chinese, and there is no %s. Run: make setup, or install the Noto Sans CJK fonts (Debian and Ubuntu: apt-get install fonts-noto-cjk)."
                                .formatted(installed.size(), packaged)));
    }

    static boolean shows(Font font, String text) {
        return font.canDisplayUpTo(text) == -1;
    }

    /** Logical fonts are left out: what they show differs from machine to machine. */
    private static List<Font> installed() {
        var names = families();
        return Stream.concat(PREFERRED.stream().filter(names::contains), names.stream())
                .distinct()
                .filter(name -> !LOGICAL.contains(name))
                .map(name -> new Font(name, Font.PLAIN, 1))
                .toList();
    }

    /** Java draws no text at all, not even with a font of its own, where it finds no installed one. */
    private static List<String> families() {
        try {
            return Arrays.stream(
                            GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames(Locale.ROOT))
                    .sorted()
                    .toList();
        } catch (InternalError | NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Java finds no font on this machine. Install one that shows Chinese (Debian and Ubuntu: apt-get install fontconfig fonts-noto-cjk).",
                    e);
        }
    }

    private static final List<String> LOGICAL =
            List.of(Font.DIALOG, Font.DIALOG_INPUT, Font.MONOSPACED, Font.SANS_SERIF, Font.SERIF);

    private static Stream<Font> packaged(Path file) {
        if (!Files.isRegularFile(file)) {
            return Stream.empty();
        }
        try {
            return Stream.of(Font.createFont(Font.TRUETYPE_FONT, file.toFile()));
        } catch (FontFormatException e) {
            throw new IllegalStateException("%s is no font: delete it and run: make setup".formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
