package retention.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.project.AtomicFile;
import retention.project.Project;

@Command(name = "import", description = "Read posts in any known form, and write them as CSV with the study's columns.")
final class ImportCommand extends Subcommand.OfPosts {

    private static final int KEY_BYTES = 32;

    @Option(
            names = "--pseudonymise",
            description = {
                "Replace ids by keyed ones that keep their time, and leave out names, addresses, places and links,",
                "also inside texts. What people wrote stays, and can be searched for: share it with care."
            })
    private boolean pseudonymise;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = {
                "The secret of the pseudonyms; the same key gives the same ids",
                "(default: build/pseudonyms.key, which is made when it is first needed)."
            })
    private Path key;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    void run() throws IOException {
        refuseToOverwrite(out, files());
        var posts = posts();
        (pseudonymise ? posts.pseudonymised(secret()) : posts).write(out);
        print("%s: %,d posts", out, posts.posts().size());
    }

    private byte[] secret() throws IOException {
        var file = key == null ? Project.find().build().resolve("pseudonyms.key") : key;
        if (key == null && !Files.exists(file)) {
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            AtomicFile.write(file, HexFormat.of().formatHex(bytes) + "\n");
            err().println(file + ": a new key. Whoever has it can link pseudonyms to ids.");
        }
        return Files.readAllBytes(file);
    }
}
