package retention.study;

import com.google.gson.reflect.TypeToken;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import retention.encoder.EncoderFiles;
import retention.model.NetworkSummary;

/**
 * What is kept of a network, together with what made it.
 *
 * @param what such as {@link Predictions}
 */
record Kept<T>(Provenance madeBy, T what) {

    Kept {
        Objects.requireNonNull(madeBy);
        Objects.requireNonNull(what);
    }

    /**
     * What a network was trained on, and how.
     *
     * @param users the rules that made posts into users, and those of their outcome
     * @param encoder the digest of what made texts into vectors; blank where none is installed
     * @param network its layers, such as {@code Linear (n, 64), 8256 parameters}
     * @param protocol what it saw, and how it was trained and judged
     */
    record Provenance(List<String> users, String encoder, List<String> network, String protocol) {

        private static Provenance of(NetworkProtocol protocol, NetworkSummary network) {
            return new Provenance(
                    List.of(protocol.users().toString(), protocol.outcome().toString()),
                    encoderInUse(),
                    network.layers().stream()
                            .map(layer -> "%s %s, %d parameters"
                                    .formatted(layer.name(), layer.outputShape(), layer.parameters()))
                            .toList(),
                    protocol.toString());
        }

        private static String encoderInUse() {
            try {
                return EncoderFiles.find().digest();
            } catch (IllegalStateException notInstalled) {
                return "";
            }
        }
    }

    /** Writes what a network of this summary gave by a protocol. */
    static <T> T write(Store store, String name, NetworkProtocol protocol, NetworkSummary network, T what) {
        store.write(name, new Kept<>(Provenance.of(protocol, network), what));
        return what;
    }

    /** What was kept, by whatever network and training, if its users and its encoder are those that the protocol has now. */
    static <T> Optional<Kept<T>> read(Store store, String name, NetworkProtocol protocol, Class<T> type) {
        var now = Provenance.of(protocol, new NetworkSummary(List.of()));
        return store.<Kept<T>>read(
                        name, TypeToken.getParameterized(Kept.class, type).getType())
                .filter(kept -> now.users.equals(kept.madeBy.users) && now.encoder.equals(kept.madeBy.encoder));
    }
}
