package retention.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import retention.posts.Posts;

/** Where the posts of a study come from, and so what its numbers can be about. */
public enum Origin {
    /** Generated: nothing that comes out is a finding. */
    SYNTHETIC {
        @Override
        public String statement(Path file) {
            return "Synthetic data: these numbers are not findings.";
        }
    },
    /** The file that the published study offers on Kaggle; it is known by its name. */
    ORIGINAL {
        @Override
        public String statement(Path file) {
            return "The original crawl.";
        }
    },
    /** Any other. */
    OWN {
        @Override
        public String statement(Path file) {
            return "A file of your own: %s.".formatted(file.getFileName());
        }
    };

    /** The address of every generated post is below this domain, which nobody can register (RFC 2606). */
    public static final String SYNTHETIC_DOMAIN = "example.invalid/";

    /** What the file on Kaggle is called, and what it is called after a download that wants no spaces. */
    public static final List<String> ORIGINAL_NAMES = List.of("tt_refugee.csv", "tt refugee.csv");

    /** Where the posts of a file come from. */
    static Origin of(Path file, Posts posts) {
        if (posts.posts().stream().anyMatch(post -> post.address().contains(SYNTHETIC_DOMAIN))) {
            return SYNTHETIC;
        }
        return ORIGINAL_NAMES.contains(file.getFileName().toString()) ? ORIGINAL : OWN;
    }

    /** One sentence for whoever reads numbers made of this file. */
    public abstract String statement(Path file);

    /** The name in files for machines, such as {@code synthetic}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
