package retention.study;

import java.util.List;
import numerics.learning.OutOfFold;
import retention.model.NetworkSummary;

/** Leaves in a study's folder what networks are said to have given, for tests of what follows from it. */
public final class Kept {

    private static final NetworkSummary NETWORK =
            new NetworkSummary(List.of(new NetworkSummary.Layer("Linear", "(n, 1)", 773, 773)));

    private Kept() {}

    public static void predictions(Study study, NetworkProtocol protocol, OutOfFold predicted) {
        var ids = study.users(protocol.outcome()).ids();
        keep(study, "predictions", protocol, Store.Predictions.of(ids, List.of(predicted)));
    }

    public static void seeds(Study study, SeedRuns runs) {
        keep(study, "seeds", NetworkProtocol.AS_PUBLISHED, runs);
    }

    private static void keep(Study study, String kind, NetworkProtocol protocol, Object what) {
        var madeBy = Store.Provenance.of(protocol, NETWORK);
        new Store(study.folder())
                .write("%s_%s.json".formatted(kind, protocol.name()), new Store.Kept<>(madeBy, "no library", what));
    }
}
