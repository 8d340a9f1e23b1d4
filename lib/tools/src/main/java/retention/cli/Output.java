package retention.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import retention.project.Project;
import retention.study.Origin;

/** Where a command writes: over nothing that it reads, and never over the original posts, since raw data are not changed. */
final class Output {

    private Output() {}

    /** The place, if it is none of the files that a command reads. */
    static Path other(Path out, Collection<Path> inputs) {
        var data = Project.find().data();
        var kept = Stream.concat(inputs.stream(), Origin.ORIGINAL_NAMES.stream().map(data::resolve));
        if (kept.anyMatch(input -> same(input, out))) {
            throw new IllegalArgumentException(
                    "--out %s is a file of posts that would be lost: name another one.".formatted(out));
        }
        return out;
    }

    static Path other(Path out) {
        return other(out, List.of());
    }

    private static boolean same(Path input, Path out) {
        try {
            return Files.exists(input) && Files.exists(out) && Files.isSameFile(input, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell whether %s is %s".formatted(out, input), e);
        }
    }
}
