package retention.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import retention.posts.Posts;

/** Where the posts of a study come from, and so what its numbers can be about. */
public enum Origin {
    /** Generated: nothing that is computed from them is a finding. */
    SYNTHETIC,
    /** The file that the published study offers on Kaggle; it is known by its name. */
    ORIGINAL,
    /** Any other. */
    OWN;

    /** What the file on Kaggle is called, and what it is called after a download that wants no spaces. */
    public static final List<String> ORIGINAL_NAMES = List.of("tt_refugee.csv", "tt refugee.csv");

    /** The address of every generated post is below this domain, which nobody can register (RFC 2606). */
    public static final String SYNTHETIC_DOMAIN = "example.invalid/";

    static Origin of(Path file, Posts posts) {
        if (posts.posts().stream().anyMatch(post -> post.address().contains(SYNTHETIC_DOMAIN))) {
            return SYNTHETIC;
        }
        return ORIGINAL_NAMES.contains(file.getFileName().toString()) ? ORIGINAL : OWN;
    }

    /** One sentence for whoever reads numbers made of this file. */
    public String statement(Path file) {
        return switch (this) {
            case SYNTHETIC -> "Synthetic data: these numbers are not findings.";
            case ORIGINAL -> "The original crawl.";
            case OWN -> "A file of your own: %s.".formatted(file.getFileName());
        };
    }

    /** The name in files for machines, such as {@code synthetic}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
