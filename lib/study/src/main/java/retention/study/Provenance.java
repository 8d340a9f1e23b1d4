package retention.study;

import java.util.List;
import java.util.Objects;
import retention.encoder.EncoderFiles;
import retention.model.NetworkSummary;

/**
 * What predictions were made by.
 *
 * @param users the rules that made posts into users, and those of their outcome
 * @param encoder the digest of what made texts into vectors; blank where none is installed
 * @param network the layers of the network, such as {@code Linear (n, 64), 8256 parameters}
 * @param protocol what it saw, and how it was trained and judged
 */
record Provenance(List<String> users, String encoder, List<String> network, String protocol) {

    Provenance {
        Objects.requireNonNull(encoder);
        Objects.requireNonNull(protocol);
        users = List.copyOf(users);
        network = List.copyOf(network);
    }

    /** A network of this summary by a protocol, with the encoder that is in use. */
    static Provenance of(NetworkProtocol protocol, NetworkSummary network) {
        return new Provenance(
                users(protocol),
                encoderInUse(),
                network.layers().stream()
                        .map(layer ->
                                layer.name() + " " + layer.outputShape() + ", " + layer.parameters() + " parameters")
                        .toList(),
                protocol.toString());
    }

    /**
     * Whether it was made of the same users by the same encoder as whoever asks now would; the network and how it was trained
     * are free.
     */
    boolean holdsFor(NetworkProtocol now) {
        return users.equals(users(now)) && encoder.equals(encoderInUse());
    }

    private static List<String> users(NetworkProtocol protocol) {
        return List.of(protocol.users().toString(), protocol.outcome().toString());
    }

    private static String encoderInUse() {
        try {
            return EncoderFiles.find().digest();
        } catch (IllegalStateException notInstalled) {
            return "";
        }
    }
}
