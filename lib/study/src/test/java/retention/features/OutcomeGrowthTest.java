package retention.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import retention.posts.Posts;
import retention.project.Project;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

class OutcomeGrowthTest {

    private final Users users =
            Users.of(Posts.read(Project.find().data().resolve("replica.csv")), Protocol.CORRECTED, Period.DEFAULT);

    @Test
    void isThereForTheRetainedAlone() {
        var growth = OutcomeGrowth.of(users).values("outcome_growth");
        var labels = users.labels();
        for (int i = 0; i < growth.length; i++) {
            assertThat(growth[i] > -1).isEqualTo(labels[i]);
        }
    }

    @Test
    void isDescribedForEveryRetainedUserOnce() {
        var table = OutcomeGrowth.description(users);
        assertThat(table.stringColumn(0).asList()).containsExactly("fewer", "as many", "more", "all retained");
        var counts = table.intColumn("users");
        assertThat(counts.get(3)).isEqualTo(users.retained());
        assertThat(counts.get(0) + counts.get(1) + counts.get(2)).isEqualTo(users.retained());
    }
}
