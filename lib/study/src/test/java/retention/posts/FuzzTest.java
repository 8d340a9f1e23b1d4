package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retention.project.Project;

/** The inputs in lib/study/src/test/fuzz, among them all for which something once failed, and changed copies of them. */
class FuzzTest {

    private static final Path CORPORA = Project.find().root().resolve("lib/study/src/test/fuzz");
    private static final int CHANGED = 400;
    private static final List<String> PIECES = List.of(
            "\"",
            ",",
            ";",
            "\n",
            "\r",
            "\t",
            "\0",
            "'",
            "=",
            "<",
            "</script>",
            "\uFEFF",
            "赞",
            "万",
            "昨天",
            "{",
            "[",
            "]",
            "1e9");

    @ParameterizedTest
    @EnumSource(FuzzTargets.Target.class)
    void holdsForEveryKnownInputAndChangedOnes(FuzzTargets.Target target) throws IOException {
        var seeds = seeds(target);
        assertThat(seeds).isNotEmpty();
        seeds.forEach(seed -> assertHolds(target, seed));
        var random = new SplittableRandom(20250122);
        for (int i = 0; i < CHANGED; i++) {
            assertHolds(target, changed(seeds.get(random.nextInt(seeds.size())), seeds, random));
        }
    }

    private static List<byte[]> seeds(FuzzTargets.Target target) throws IOException {
        try (var files = Files.list(CORPORA.resolve(target.name().toLowerCase(Locale.ROOT)))) {
            return files.sorted().map(FuzzTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertHolds(FuzzTargets.Target target, byte[] input) {
        assertThatCode(() -> target.run.accept(input))
                .as(() -> "%s of %s (%s)"
                        .formatted(
                                target,
                                new String(input, StandardCharsets.UTF_8),
                                HexFormat.of().formatHex(input)))
                .doesNotThrowAnyException();
    }

    /** A copy of which some bytes are changed, taken out, put in or joined with another's. */
    private static byte[] changed(byte[] seed, List<byte[]> seeds, SplittableRandom random) {
        var copy = seed.clone();
        for (int step = random.nextInt(4); step >= 0; step--) {
            int at = random.nextInt(copy.length + 1);
            var piece = random.nextInt(3) == 0
                    ? new byte[] {(byte) random.nextInt(256)}
                    : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            var other = seeds.get(random.nextInt(seeds.size()));
            int end = Math.min(copy.length, at + random.nextInt(8));
            copy = switch (random.nextInt(4)) {
                case 0 -> joined(copy, at, piece, at, copy);
                case 1 -> joined(copy, at, piece, end, copy);
                case 2 -> joined(copy, at, new byte[0], end, copy);
                default -> joined(copy, at, new byte[0], Math.min(at, other.length), other);
            };
        }
        return copy;
    }

    private static byte[] joined(byte[] head, int end, byte[] middle, int from, byte[] tail) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(Arrays.copyOf(head, end));
        all.writeBytes(middle);
        all.writeBytes(Arrays.copyOfRange(tail, from, tail.length));
        return all.toByteArray();
    }
}
