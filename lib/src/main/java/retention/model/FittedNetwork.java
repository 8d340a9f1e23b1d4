package retention.model;

import java.util.List;

/** A network that {@link NetworkLearner} has trained, with the scaler of its features. It holds native memory: close it. */
public final class FittedNetwork implements Predictor {

    private final List<String> names;
    private final StandardScaler scaler;
    private final TrainedNetwork network;

    FittedNetwork(List<String> names, StandardScaler scaler, TrainedNetwork network) {
        this.names = names;
        this.scaler = scaler;
        this.network = network;
    }

    /**
     * As {@link Predictor#predict}, of unscaled features.
     *
     * @throws IllegalStateException if the network has been closed
     */
    @Override
    public double[] predict(FeatureMatrix rows) {
        if (!rows.names().equals(names)) {
            throw new IllegalArgumentException(
                    "The network was trained on %d features %s, got %d: %s. They must be the same, in the same order."
                            .formatted(names.size(), shown(names), rows.columns(), shown(rows.names())));
        }
        return network.predict(scaler.transform(rows));
    }

    /** The names, but no more than some of them: there can be hundreds. */
    private static String shown(List<String> all) {
        return all.size() <= 8 ? all.toString() : all.subList(0, 8) + " ...";
    }

    /** What happened in each epoch. */
    public History history() {
        return network.history();
    }

    /** The network's layers. */
    public NetworkSummary summary() {
        return network.summary();
    }

    @Override
    public void close() {
        network.close();
    }
}
