package retention.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import retention.posts.Post;
import retention.posts.Posts;
import retention.project.Project;
import retention.text.Language;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

class LanguageSharesTest {

    private static final List<Post> POSTS =
            Posts.read(Project.find().data().resolve("replica.csv")).posts();
    private static final Users USERS = Users.of(POSTS, Protocol.CORRECTED, Period.DEFAULT);
    private static final retention.model.FeatureMatrix SHARES = LanguageShares.of(POSTS, USERS);

    @Test
    void addUpToOneForEveryUser() {
        assertThat(SHARES.rows()).isEqualTo(USERS.size());
        for (int row = 0; row < SHARES.rows(); row++) {
            double sum = 0;
            for (int column = 0; column < SHARES.columns(); column++) {
                sum += SHARES.value(row, column);
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void areThoseOfTheUsersOwnPosts() {
        for (int row = 0; row < 50; row++) {
            var user = USERS.list().get(row);
            var own = POSTS.stream()
                    .filter(post -> post.userId().equals(user.id()) && Period.DEFAULT.observes(post.createTime()))
                    .toList();
            double english = own.stream()
                            .filter(post -> Language.of(post.text()) == Language.ENGLISH)
                            .count()
                    / (double) own.size();
            assertThat(SHARES.values("share_english")[row]).isCloseTo(english, within(1e-6));
        }
    }

    @Test
    void areSummedUpByLanguage() {
        var table = LanguageShares.table(SHARES);
        assertThat(table.stringColumn("language").asList())
                .containsExactly("Chinese", "English", "mixed", "other", "none");
        assertThat(table.doubleColumn(1).sum()).isCloseTo(1, within(1e-6));
        assertThat(table.intColumn(2).get(1))
                .isGreaterThanOrEqualTo(table.intColumn(3).get(1));
    }
}
