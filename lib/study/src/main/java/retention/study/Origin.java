package retention.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import retention.posts.Post;
import retention.posts.Posts;
import retention.users.Protocol;
import retention.users.Users;

/** Where the posts of a study come from, and so what its numbers can be about. */
public enum Origin {
    /** Generated: nothing that is computed from them is a finding. */
    SYNTHETIC,
    /** The file that the published study offers on Kaggle; it is known by the posts, users and retained users that are published. */
    ORIGINAL,
    /** Any other. */
    OWN;

    /** What the file on Kaggle is called, and what it is called after a download that wants no spaces. */
    public static final List<String> ORIGINAL_NAMES = List.of("tt_refugee.csv", "tt refugee.csv");

    /** The address of every generated post is below this domain, which nobody can register (RFC 2606). */
    public static final String SYNTHETIC_DOMAIN = "example.invalid/";

    static Origin of(Posts posts) {
        if (posts.posts().stream().anyMatch(post -> post.address().contains(SYNTHETIC_DOMAIN))) {
            return SYNTHETIC;
        }
        return hasPublishedCounts(posts.posts()) ? ORIGINAL : OWN;
    }

    private static boolean hasPublishedCounts(List<Post> posts) {
        var published = Published.read();
        if (posts.size() != published.number("exact", "rows")) {
            return false;
        }
        var users = Users.of(posts, Protocol.AS_PUBLISHED, StudySettings.DEFAULT.period());
        return users.size() == published.number("exact", "january_users")
                && users.retained() == published.number("exact", "retained");
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

    /** Where the truth of synthetic posts lies: {@code posts.truth.json} beside {@code posts.csv}. */
    public static Path truthFile(Path posts) {
        return Path.of(posts.toString().replaceFirst("\\.csv$", "") + ".truth.json");
    }
}
