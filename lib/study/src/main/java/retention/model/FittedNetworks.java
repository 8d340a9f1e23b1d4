package retention.model;

import java.util.List;
import numerics.learning.FeatureMatrix;
import numerics.learning.Predictor;
import numerics.learning.StandardScaler;

/** Networks that {@link NetworkLearner} has trained, with the scalers of their features. They hold native memory: close them. */
public final class FittedNetworks implements Predictor {

    /** One of them, with the scaler of the rows that it has learned from. */
    record Member(StandardScaler scaler, TrainedNetwork network) {}

    private final List<String> names;
    private final List<Member> members;

    FittedNetworks(List<String> names, List<Member> members) {
        this.names = names;
        this.members = members;
    }

    /**
     * As {@link Predictor#predict}, of unscaled features, by the mean of the networks' logits.
     *
     * @throws IllegalStateException if the networks have been closed
     */
    @Override
    public double[] predict(FeatureMatrix rows) {
        return predictEach(rows)[0];
    }

    @Override
    public double[][] predictEach(FeatureMatrix rows) {
        if (!rows.names().equals(names)) {
            throw new IllegalArgumentException(
                    "The network was trained on %d features %s, got %d: %s. They must be the same, in the same order."
                            .formatted(names.size(), shown(names), rows.columns(), shown(rows.names())));
        }
        var each = new double[1 + members.size()][rows.rows()];
        for (int k = 0; k < members.size(); k++) {
            var member = members.get(k);
            var logits = member.network().logits(member.scaler().transform(rows));
            for (int i = 0; i < logits.length; i++) {
                each[0][i] += logits[i];
                each[k + 1][i] = TrainedNetwork.probability(logits[i]);
            }
        }
        for (int i = 0; i < each[0].length; i++) {
            each[0][i] = TrainedNetwork.probability(each[0][i] / members.size());
        }
        return each;
    }

    /** The names, but no more than some of them: there can be hundreds. */
    private static String shown(List<String> all) {
        return all.size() <= 8 ? all.toString() : all.subList(0, 8) + " ...";
    }

    @Override
    public void close() {
        members.forEach(member -> member.network().close());
    }
}
