package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic.Effect;
import numerics.learning.FittedLogistic.Estimate;
import numerics.learning.LabelledMatrix;
import org.junit.jupiter.api.Test;
import retention.features.ObservedFeature;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.study.Factors.DetectionBias;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;

class DetectionBiasTest {

    @Test
    void selectionByLikesAloneLooksLikeAnEffectOfLikesAndIsNamedAsItsExplanation() {
        double gamma = 0.4;
        int count = 40_000;
        var random = new Random(11);
        var likes = new long[count];
        var retained = new boolean[count];
        for (int user = 0; user < count; user++) {
            double popularity = Math.min(6, Math.max(0, 2 + 1.5 * random.nextGaussian()));
            likes[user] = Math.round(Math.expm1(popularity));
            boolean stayed = random.nextDouble() < 0.05;
            boolean found =
                    random.nextDouble() < Math.exp(gamma * (Math.log1p((double) likes[user]) - Math.log1p(403)));
            retained[user] = stayed && found;
        }
        var users = users(likes, retained);
        var matrix = ObservedFeature.of(users, List.of(ObservedFeature.LIKES));
        var effects =
                new FirthLogistic().fit(new LabelledMatrix(matrix, retained), 0).effects(0.95);
        var likesOnly = DetectionBias.of(effects).effects().get(0);

        assertThat(effects.get(0).coefficient().value()).isCloseTo(gamma, within(0.08));
        double ofDeviation = Math.exp(gamma * effects.get(0).deviation());
        assertThat(DetectionBias.explainsAll(likesOnly)).isCloseTo(ofDeviation, within(0.15));
        assertThat(DetectionBias.explainsTheLimit(likesOnly)).isBetween(1.0, ofDeviation);
    }

    @Test
    void whatExplainsAllIsTheOddsRatioOfADeviation() {
        var effect = effect("likes", 0.5, 0.2, 0.9, 2);
        assertThat(DetectionBias.explainsAll(effect)).isCloseTo(Math.exp(1), within(1e-12));
        assertThat(DetectionBias.explainsTheLimit(effect)).isCloseTo(Math.exp(0.4), within(1e-12));
    }

    @Test
    void anIntervalThatHoldsNoAssociationNeedsNoSelection() {
        assertThat(DetectionBias.explainsTheLimit(effect("likes", 0.5, -0.1, 0.9, 2)))
                .isEqualTo(1);
        assertThat(DetectionBias.explainsTheLimit(effect("likes", 0.5, Double.NEGATIVE_INFINITY, 0.9, 2)))
                .isEqualTo(1);
    }

    @Test
    void aNegativeAssociationTakesSelectionAgainstReach() {
        var effect = effect("comments", -0.5, -0.9, -0.2, 1);
        assertThat(DetectionBias.explainsAll(effect)).isCloseTo(Math.exp(-0.5), within(1e-12));
        assertThat(DetectionBias.explainsTheLimit(effect)).isCloseTo(Math.exp(-0.2), within(1e-12));
    }

    @Test
    void onlyReactionsAreLookedAt() {
        var effects = List.of(
                effect("likes", 1, 0, 2, 1),
                effect("comments", 1, 0, 2, 1),
                effect("posts", 1, 0, 2, 1),
                effect("newcomer", 1, 0, 2, 1));
        assertThat(DetectionBias.of(effects).effects())
                .extracting(Effect::feature)
                .containsExactly("likes", "comments");
    }

    private static Effect effect(String feature, double coefficient, double lower, double upper, double deviation) {
        return new Effect(feature, new Estimate(coefficient, lower, upper), deviation);
    }

    private static Users users(long[] likes, boolean[] retained) {
        var post = new User.Activity(LocalDateTime.of(2025, 1, 20, 12, 0), OptionalLong.empty(), false);
        var list = new ArrayList<User>();
        for (int user = 0; user < likes.length; user++) {
            list.add(new User(
                    TimestampedId.parse("678450d4%016x".formatted(user)).orElseThrow(),
                    Map.of(Reaction.LIKES, likes[user]),
                    0,
                    3,
                    List.of(post),
                    "",
                    retained[user] ? List.of(post.time().plusMonths(1)) : List.of()));
        }
        return new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), list);
    }
}
